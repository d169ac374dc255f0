"""The worklist: what is whose, in which order, found how, at what cost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.organisation.models import Unit
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def _codes(answer: Any) -> list[str]:
    return re.findall(r'<a class="code"[^>]*>([^<]+)</a>', answer.content.decode())


def test_each_group_shows_its_own(desk: Desk, sit_down: Any, clock: Any) -> None:
    mine, unassigned = desk.appraised(), desk.unassigned()
    waiting, done = desk.asked_for_more(), desk.issued()
    clock.at = desk.at
    officer = sit_down("tuphap1")

    def codes(group: str) -> set[str]:
        return set(_codes(officer.get(f"/can-bo/ho-so/?nhom={group}")))

    assert codes("cua-toi") == {mine.code, waiting.code}
    assert unassigned.code in codes("cua-phong")
    assert codes("dang-mo") == {mine.code, unassigned.code, waiting.code}
    assert codes("cho-nguoi-dan") == {waiting.code}
    assert codes("cham") == set()
    assert codes("xong") == {done.code}


def test_a_unit_asked_for_its_opinion_finds_the_question_and_may_answer(desk: Desk, sit_down: Any, clock: Any) -> None:
    neighbour = Unit.objects.get(pk=desk.office.other_id)
    asked = desk.do(
        "consult", desk.appraised(), "tuphap1", unit_id=neighbour.pk, question="Bé có hộ khẩu ở phường không?",
        due_at=desk.at + timedelta(days=1),
    )  # fmt: skip
    desk.appraised()
    clock.at = desk.at
    officer = sit_down("vocuong.chutich")
    answer = officer.get("/can-bo/ho-so/?nhom=hoi-y-kien")
    assert _codes(answer) == [asked.code]
    page = officer.get(f"/can-bo/ho-so/{asked.pk}/?viec=tra-loi-y-kien").content.decode()
    assert "Bé có hộ khẩu ở phường không?" in page and 'name="agrees"' in page
    assert _codes(sit_down("tuphap1").get("/can-bo/ho-so/?nhom=hoi-y-kien")) == []


def test_a_dossier_past_its_promise_is_late_and_says_by_how_much(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = dossier.due_at + timedelta(days=2)
    answer = sit_down("tuphap1").get("/can-bo/ho-so/?nhom=cham")
    assert _codes(answer) == [dossier.code]
    assert 'deadline is-late"' in answer.content.decode()
    assert "Quá hạn" in answer.content.decode()


def test_a_waiting_dossier_is_dashed_and_not_late(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.asked_for_more()
    clock.at = dossier.due_at + timedelta(days=2)
    officer = sit_down("tuphap1")
    assert 'deadline is-wait"' in officer.get("/can-bo/ho-so/").content.decode()
    assert _codes(officer.get("/can-bo/ho-so/?nhom=cham")) == []


def test_search_needs_no_marks_and_finds_by_code_and_phone(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    for text in ("hong nhung", "Hồng Nhung", dossier.code, dossier.code[-6:].lower(), "0912345678", "tran minh khoi"):
        assert _codes(officer.get("/can-bo/ho-so/", {"nhom": "dang-mo", "tim": text})) == [dossier.code], text
    nothing = officer.get("/can-bo/ho-so/", {"nhom": "dang-mo", "tim": "không ai như thế"})
    assert _codes(nothing) == []
    assert "Không có hồ sơ nào khớp" in nothing.content.decode()


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE", "<b>", "\0", "x" * 5000])
def test_odd_words_in_the_search_never_break_it(desk: Desk, sit_down: Any, clock: Any, text: str) -> None:
    answer = sit_down("tuphap1").get("/can-bo/ho-so/", {"tim": text, "sau": text, "nhom": text, "co-quan": text})
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode().split('id="tim"')[1][:400]


def test_names_are_shown_as_they_are_and_never_as_markup(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    Dossier.objects.filter(pk=dossier.pk).update(owner_name="<script>alert(1)</script>", title="A & B")
    clock.at = desk.at
    text = sit_down("tuphap1").get("/can-bo/ho-so/").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "A &amp; B" in text


def test_pages_follow_each_other_by_key_and_lead_back(desk: Desk, sit_down: Any, clock: Any) -> None:
    first = desk.appraised()
    _copies(first, 119)
    clock.at = desk.at
    officer = sit_down("tuphap1")
    seen: list[str] = []
    address: str | None = "/can-bo/ho-so/?nhom=dang-mo"
    pages = []
    while address:
        answer = officer.get(address)
        pages.append(_codes(answer))
        seen += pages[-1]
        match = re.search(r'rel="next" href="([^"]+)"', answer.content.decode())
        address = match[1].replace("&amp;", "&") if match else None
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len(set(seen)) == 120
    back = re.search(r'rel="prev" href="([^"]+)"', answer.content.decode())
    assert back is not None
    assert _codes(officer.get(back[1].replace("&amp;", "&"))) == pages[1]


def test_a_page_costs_at_most_eight_statements_however_many_rows(desk: Desk, sit_down: Any, clock: Any) -> None:
    first = desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    officer.get("/can-bo/ho-so/?nhom=dang-mo")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            officer.get("/can-bo/ho-so/?nhom=dang-mo")
        return len(seen)

    few = cost()
    _copies(first, 60)
    assert cost() == few <= 8


def _copies(first: Dossier, count: int) -> None:
    """More rows of the same kind: only their number matters here, not their life."""
    rows = []
    for number in range(count):
        row = Dossier.objects.get(pk=first.pk)
        row.pk = None
        row.id = Dossier._meta.pk.get_default()
        row.code = f"{first.code[:-4]}{9000 - number}"
        row.due_at = first.due_at + timedelta(minutes=number // 3)
        rows.append(row)
    Dossier.objects.bulk_create(rows)
