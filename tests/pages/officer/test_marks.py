"""Marks on papers: seen by colleagues, taken into the request for a supplement, taken back; never the applicant's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Account
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, PaperMark
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from tests.builders.dossiers import Desk, scan
from tests.builders.office import KinhBac


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def page_of(dossier: Dossier) -> str:
    return f"/can-bo/ho-so/{dossier.pk}/"


def mark(client: Any, dossier: Dossier, verdict: str, paper: str = "birth_notice", **more: str) -> Any:
    return client.post(f"{page_of(dossier)}giay-to/{paper}/", {"dat": verdict, "key": str(uuid4()), **more})


def test_what_was_found_wrong_begins_the_request_and_colleagues_see_who_found_it(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    assert (
        mark(officer, dossier, "chua", **{"vi-sao": "illegible", "thieu-gi": "Chụp lại <b>rõ</b> dấu."}).status_code
        == 302
    )
    asked = officer.get(f"{page_of(dossier)}?viec=yeu-cau-bo-sung").content.decode()
    assert '<option value="illegible" selected>' in asked
    assert 'value="Chụp lại &lt;b&gt;rõ&lt;/b&gt; dấu."' in asked
    colleague = sit_down("chutich").get(page_of(dossier)).content.decode()
    assert "Mờ, không đọc được: Chụp lại &lt;b&gt;rõ&lt;/b&gt; dấu." in colleague
    assert "đánh dấu: 1 giấy tờ chưa đạt" in colleague
    citizen = Client()
    citizen.force_login(Account.objects.get(login="+84912345678"))
    assert "Chụp lại" not in citizen.get(f"/ho-so-cua-toi/{dossier.code}/", follow=True).content.decode()
    assert queries.marks_of(desk.citizen(), dossier) == ()


def test_a_mark_is_taken_back_and_both_stay_on_record(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    mark(officer, dossier, "co")
    assert "đạt 1/" in officer.get(page_of(dossier)).content.decode()
    clock.at += timedelta(minutes=1)
    mark(officer, dossier, "bo")
    assert "đạt 1/" not in officer.get(page_of(dossier)).content.decode()
    assert [one.verdict for one in PaperMark.objects.order_by("at")] == ["good", "withdrawn"]


def test_a_new_file_of_the_paper_has_to_be_looked_at_anew(desk: Desk) -> None:
    dossier = desk.asked_for_more()
    by = desk.office.by("tuphap1", desk.at)
    for key in ("birth_notice", "identity"):
        actions.mark_paper(dossier.pk, by=by, at=desk.at, key=uuid4(), paper_key=key, verdict="bad", reason="illegible")
    later = desk.at + timedelta(hours=1)
    actions.attach_to_dossier(
        dossier.pk, by=desk.citizen(), at=later, paper_key="birth_notice", file=scan(), stream="supplement"
    )
    page = queries.dossier_page(by, dossier.pk, later)
    assert set(queries.standing_marks(queries.marks_of(by, dossier), page.attachments)) == {"identity"}


def test_good_leads_on_to_the_next_paper_that_nobody_has_marked(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    files = list(queries.dossier_page(desk.office.by("tuphap1", desk.at), dossier.pk, desk.at).attachments)
    officer = sit_down("tuphap1")
    there = mark(officer, dossier, "co", tep=str(files[0].pk)).headers["Location"]
    # The birth notice is the only paper with a file: one stays where one is, and its mark can be taken back there.
    assert f"tep={files[0].pk}" in there
    assert "Bỏ đánh dấu" in officer.get(there).content.decode()


def test_every_form_of_the_page_carries_the_token_of_its_session(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    text = sit_down("tuphap1").get(page_of(dossier)).content.decode()
    posting = text.count('method="post"')
    assert "/giay-to/" in text
    assert text.count('name="csrfmiddlewaretoken"') == posting


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"verdict": "perhaps"}, Invalid),
        ({"verdict": "bad", "reason": "ugly"}, Invalid),
        ({"verdict": "bad", "reason": "wrong", "words": "x" * 501}, Invalid),
        ({"verdict": "good", "paper_key": "no_such_paper"}, Invalid),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Desk, said: dict[str, str], refused: type[Exception]) -> None:
    dossier = desk.appraised()
    by = desk.office.by("tuphap1", desk.at)
    with pytest.raises(refused):
        actions.mark_paper(dossier.pk, by=by, at=desk.at, key=uuid4(), **{"paper_key": "birth_notice", **said})
    assert not PaperMark.objects.exists()


def test_only_those_who_look_at_papers_of_the_office_mark_them_while_the_dossier_is_open(desk: Desk) -> None:
    done, dossier = desk.issued(), desk.appraised()

    def good(who: str, one: Dossier) -> PaperMark:
        by = desk.citizen() if who == "citizen" else desk.office.by(who, desk.at)
        return actions.mark_paper(one.pk, by=by, at=desk.at, key=uuid4(), paper_key="birth_notice", verdict="good")

    for who in ("citizen", "vanthu"):
        with pytest.raises(NotAllowed):
            good(who, dossier)
    with pytest.raises(NotFound):
        good("vocuong.chutich", dossier)
    with pytest.raises(NotAllowed):
        good("tuphap1", done)
    assert good("tuphap1", dossier).author_name


def test_the_same_press_twice_is_one_mark_and_the_database_keeps_it(desk: Desk) -> None:
    dossier, key = desk.appraised(), uuid4()
    by = desk.office.by("tuphap1", desk.at)
    for _press in range(2):
        actions.mark_paper(dossier.pk, by=by, at=desk.at, key=key, paper_key="birth_notice", verdict="good")
    assert PaperMark.objects.count() == 1
    for change in (lambda: PaperMark.objects.update(verdict="bad"), lambda: PaperMark.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_many_marks_cost_one_statement(desk: Desk) -> None:
    dossier = desk.appraised()
    by = desk.office.by("tuphap1", desk.at)
    for number in range(6):
        verdict, at = ("good", "withdrawn")[number % 2], desk.at + timedelta(minutes=number)
        actions.mark_paper(dossier.pk, by=by, at=at, key=uuid4(), paper_key="birth_notice", verdict=verdict)
    with CaptureQueriesContext(connection) as seen:
        assert len(queries.marks_of(by, dossier)) == 6
    assert len(seen) == 1
