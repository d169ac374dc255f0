"""One dossier as an officer sees it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Attachment, PersonalDataView
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def _page(dossier: Any) -> str:
    return f"/can-bo/ho-so/{dossier.pk}/"


def test_it_shows_stages_papers_declaration_history_and_why_that_date(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    text = sit_down("tuphap1").get(_page(dossier)).content.decode()
    for words in (
        "Thẩm tra",
        "Giấy chứng sinh",
        "giay.pdf",
        "Trần Minh Khôi",
        "chuyển bước",
        "Hẹn trả trước",
        "Điều 16",
    ):
        assert words in text, words


def test_particulars_are_masked_until_somebody_asks_and_that_is_recorded(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    masked = officer.get(_page(dossier)).content.decode()
    for secret in ("027188012482", "027 188 012 482", "0912 345 678", "nhung@example.vn", "đường Lý Anh Tông"):
        assert secret not in masked, secret
    assert PersonalDataView.objects.count() == 0
    shown = officer.post(f"{_page(dossier)}hien/").content.decode()
    assert "0912 345 678" in shown
    assert "đường Lý Anh Tông" in shown
    view = PersonalDataView.objects.get()
    assert (view.dossier_id, view.what) == (dossier.pk, "unmasked")
    assert view.account == desk.office.account("tuphap1")


def test_files_come_as_downloads_and_are_recorded(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    file = Attachment.objects.get(dossier=dossier)
    answer = sit_down("tuphap1").get(f"{_page(dossier)}tep/{file.pk}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="giay.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert PersonalDataView.objects.filter(dossier=dossier, what__startswith="file:").count() == 1


def test_a_file_is_not_found_under_another_dossier_or_by_another_office(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier, other = desk.appraised(), desk.accepted()
    clock.at = desk.at
    file = Attachment.objects.get(dossier=dossier)
    assert sit_down("tuphap1").get(f"{_page(other)}tep/{file.pk}/").status_code == 404
    assert sit_down("vocuong.vanphong").get(f"{_page(dossier)}tep/{file.pk}/").status_code == 404


def test_the_receipt_is_a_pdf_to_print(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.at_the_desk()
    clock.at = desk.at
    officer = sit_down("tiepnhan1")
    assert f"{_page(dossier)}giay/form01/" in officer.get(_page(dossier)).content.decode()
    answer = officer.get(f"{_page(dossier)}giay/form01/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert officer.get(f"{_page(dossier)}giay/form04/").status_code == 404


def test_only_what_may_be_done_now_is_offered(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    text = sit_down("tuphap1").get(_page(dossier)).content.decode()
    assert "?viec=trinh-ky" in text
    for slug in ("ky", "tiep-nhan", "phat-hanh", "tra-ket-qua"):
        assert f"?viec={slug}#" not in text
    idle = sit_down("kinhte1").get(_page(dossier)).content.decode()
    assert "không chờ việc gì ở bạn" in idle


@pytest.mark.parametrize("stage", ["filed", "accepted", "appraised", "asked_for_more", "at_approval", "issued"])
def test_a_look_costs_at_most_ten_statements(desk: Desk, sit_down: Any, clock: Any, stage: str) -> None:
    dossier = getattr(desk, stage)()
    clock.at = desk.at
    who = {"filed": "tiepnhan1", "accepted": "tiepnhan1", "at_approval": "chutich", "issued": "tiepnhan1"}
    officer = sit_down(who.get(stage, "tuphap1"))
    officer.get(_page(dossier))
    with CaptureQueriesContext(connection) as seen:
        assert officer.get(_page(dossier)).status_code == 200
    assert len(seen) <= 10, [one["sql"][:90] for one in seen]


def test_a_stage_that_took_longer_than_allowed_says_by_how_much(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    before = officer.get(_page(dossier)).content.decode()
    assert "Tôi đang giữ" in before
    assert " is-over" not in before
    clock.at += timedelta(days=10)
    officer = sit_down("tuphap1")
    assert re.search(
        r'class=" is-over" aria-current="step">.*?quá \d+ ngày', officer.get(_page(dossier)).content.decode(), re.S
    )
