"""The approver's page to take a result back, and what an administrator's post does not open."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from motcua.dossiers.models import Dossier, PersonalDataView
from motcua.receipts import actions
from motcua.receipts.models import ResultDocument
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.receipts.signing_keys import set_up


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


@pytest.fixture
def issued(desk: Desk, settings: Any, tmp_path: Path, clock: Any) -> Dossier:
    from uuid import uuid4

    set_up(settings, tmp_path)
    waiting = desk.at_approval()
    desk.at += timedelta(minutes=1)
    actions.sign_result(waiting.pk, by=desk.office.by("chutich", desk.at), at=desk.at, key=uuid4())
    found = actions.issue_result(waiting.pk, by=desk.office.by("vanthu", desk.at), at=desk.at, key=uuid4())
    clock.at = desk.at + timedelta(minutes=5)
    return found


def address(dossier: Dossier) -> str:
    return f"/can-bo/ho-so/{dossier.pk}/van-ban/thu-hoi/"


def test_the_approver_takes_a_result_back_and_then_names_what_replaces_it(issued: Dossier, sit_down: Any) -> None:
    leader = sit_down("chutich")
    assert "Thu hồi kết quả này" in leader.get(f"/can-bo/ho-so/{issued.pk}/van-ban/").content.decode()
    page = leader.get(address(issued)).content.decode()
    assert "Không hoàn lại được" in page
    short = leader.post(address(issued), {"reason": "sai", "replaced_by": "nothing"})
    assert short.status_code == 422 and "vì sao thu hồi" in short.content.decode()
    done = leader.post(address(issued), {"reason": "Ghi sai ngày sinh trong giấy", "replaced_by": ""}, follow=True)
    shown = done.content.decode()
    assert "Đã thu hồi, không còn giá trị" in shown and "Ghi sai ngày sinh trong giấy" in shown
    assert "Ghi kết quả thay thế" in shown
    missing = leader.post(address(issued), {"name": "1", "replaced_by": "999"})
    assert missing.status_code == 422 and "không có kết quả nào" in missing.content.decode()


def test_the_page_asks_again_who_it_is(issued: Dossier, sit_down: Any) -> None:
    leader = sit_down("chutich")
    session = leader.session
    del session["confirmed_at"]
    session.save()
    leader.post(address(issued), {"reason": "Ghi sai ngày sinh trong giấy"})
    assert ResultDocument.objects.get(dossier=issued).revoked_at is None


@pytest.mark.parametrize("who", ["tuphap1", "vanthu", "tiepnhan1"])
def test_nobody_else_finds_the_page(issued: Dossier, sit_down: Any, who: str) -> None:
    officer = sit_down(who)
    assert officer.get(address(issued)).status_code == 404
    assert officer.post(address(issued), {"reason": "Ghi sai ngày sinh trong giấy"}).status_code == 404
    assert "Thu hồi kết quả này" not in officer.get(f"/can-bo/ho-so/{issued.pk}/van-ban/").content.decode()


def test_an_inspector_says_what_for_before_seeing_everything_and_the_owner_reads_it(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    from datetime import date

    from motcua.organisation.models import Holding, Post

    dossier = desk.appraised()
    clock.at = desk.at
    post = Post.objects.create(unit=dossier.unit, function="inspector", title="Kiểm tra", valid_from=date(2025, 7, 1))
    Holding.objects.filter(account=desk.office.person("tuphap1")).delete()
    Holding.objects.create(post=post, account=desk.office.person("tuphap1"), valid_from=date(2025, 7, 1))
    inspector, everything = sit_down("tuphap1"), f"/can-bo/ho-so/{dossier.pk}/hien/"
    assert "Kiểm tra việc gì?" in inspector.get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
    assert inspector.post(everything, {"muc-dich": "xem"}).status_code == 302
    assert not PersonalDataView.objects.filter(dossier=dossier, what="unmasked").exists()
    assert inspector.post(everything, {"muc-dich": "Kiểm tra đột xuất theo kế hoạch"}).status_code == 200
    view = PersonalDataView.objects.get(dossier=dossier, what="unmasked")
    assert view.purpose == "Kiểm tra đột xuất theo kế hoạch"
