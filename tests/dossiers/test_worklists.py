"""Officers' lists: by key, in order, the same rows forwards and backwards, at a constant number of statements."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers import queries
from motcua.dossiers.queries import WorklistRow
from tests.builders.dossiers import Desk


def every_page(desk: Desk, who: str, size: int, **how: str) -> list[list[WorklistRow]]:
    by, pages, after = desk.office.by(who, desk.at), [], None
    while True:
        page = queries.worklist(by, office_id=desk.office.id, at=desk.at, after=after, size=size, **how)
        pages.append(list(page.rows))
        if page.next is None:
            return pages
        after = page.next


def test_pages_show_every_dossier_once_most_urgent_first_and_lead_back(desk: Desk) -> None:
    for minutes in (0, 0, 7, 3, 90, 0, 11):
        desk.at += timedelta(minutes=minutes)
        desk.filed()
    pages = every_page(desk, "tiepnhan1", 3, group="open")
    rows = [row for page in pages for row in page]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({row.id for row in rows}) == 7
    assert [row.due_at for row in rows] == sorted(row.due_at for row in rows)
    by = desk.office.by("tiepnhan1", desk.at)
    first = queries.worklist(by, office_id=desk.office.id, at=desk.at, group="open", size=3)
    second = queries.worklist(by, office_id=desk.office.id, at=desk.at, group="open", size=3, after=first.next)
    back = queries.worklist(by, office_id=desk.office.id, at=desk.at, group="open", size=3, before=second.previous)
    assert (first.previous, back.rows) == (None, first.rows)


def test_each_group_holds_what_its_name_says(desk: Desk) -> None:
    filed, held, loose = desk.filed(), desk.appraised(), desk.unassigned()
    waiting, ready = desk.asked_for_more(), desk.issued()

    def codes(who: str, group: str) -> set[str]:
        return {row.code for page in every_page(desk, who, 50, group=group) for row in page}

    assert codes("tiepnhan1", "desk") == {filed.code}
    assert codes("tuphap1", "mine") == {held.code, waiting.code}
    assert codes("tuphap1", "unit") == {held.code, waiting.code, loose.code}
    assert codes("tuphap1", "waiting") == {waiting.code}
    assert codes("tiepnhan1", "ready") == codes("tiepnhan1", "done") == {ready.code}
    assert codes("tiepnhan1", "open") == {filed.code, held.code, loose.code, waiting.code}
    desk.at += timedelta(days=30)
    assert codes("tiepnhan1", "late") == {held.code, loose.code}


@pytest.mark.parametrize("typed", ["nguyen thi hong", "NHUNG", "0912345678", "h05.101-260310-aa0001", "AA0001"])
def test_a_dossier_is_found_by_name_without_marks_phone_and_code(desk: Desk, typed: str) -> None:
    dossier = desk.filed()
    owner = dossier.owner_name.split()[-1]
    if typed == "NHUNG" or typed.startswith("nguyen"):
        typed = owner.upper()
    if typed.isdigit():
        typed = "0" + dossier.owner_phone.removeprefix("+84")
    rows = every_page(desk, "tiepnhan1", 50, group="open", text=typed)[0]
    assert [row.code for row in rows] == [dossier.code]
    assert every_page(desk, "tiepnhan1", 50, group="open", text="không có ai")[0] == []


def test_a_list_costs_one_statement_however_many_rows(desk: Desk) -> None:
    by = desk.office.by("tiepnhan1", desk.at)
    costs = []
    for _ in range(2):
        desk.filed()
        desk.filed()
        with CaptureQueriesContext(connection) as ran:
            queries.worklist(by, office_id=desk.office.id, at=desk.at, group="open")
        costs.append(len(ran))
    assert costs == [1, 1]


def test_a_cursor_nobody_gave_starts_from_the_beginning(desk: Desk) -> None:
    desk.filed()
    by = desk.office.by("tiepnhan1", desk.at)
    for cursor in ("x", "1_2", "9e99_00000000-0000-0000-0000-000000000000", "_", "nan_x"):
        page = queries.worklist(by, office_id=desk.office.id, at=desk.at, group="open", after=cursor)
        assert len(page.rows) == 1


def test_the_public_side_names_no_person_and_takes_four_statements(desk: Desk) -> None:
    dossier = desk.appraised()
    queries.public_progress(dossier.code, desk.at)
    with CaptureQueriesContext(connection) as ran:
        shown = queries.public_progress(dossier.code.lower(), desk.at)
    assert len(ran) <= 4, [q["sql"].split(" FROM ")[-1][:160] for q in ran.captured_queries]
    assert shown is not None
    everything = repr(shown)
    for personal in (dossier.owner_name, dossier.owner_phone, desk.office.account("tuphap1").full_name):
        assert personal and personal not in everything
    assert [stage.status for stage in shown.stages][:2] == ["done", "current"]
    assert queries.public_progress("H05.101-260310-ZZ9999", desk.at) is None


def test_ones_own_list_leads_to_older_dossiers_and_back_to_none(desk: Desk) -> None:
    codes = [desk.filed().code for _ in range(5)]
    by = desk.citizen()
    first = queries.mine(by, size=3)
    second = queries.mine(by, before=first.next, size=3)
    assert [one.code for one in (*first.dossiers, *second.dossiers)] == codes[::-1]
    assert second.next is None


def test_ones_own_list_costs_the_same_however_many_dossiers_wait_for_one(desk: Desk) -> None:
    costs = []
    for _ in range(2):
        asked = desk.asked_for_more()
        with CaptureQueriesContext(connection) as ran:
            found = queries.mine(desk.citizen())
        costs.append(len(ran))
        assert found.answer_by[asked.pk] is not None
    assert costs[0] == costs[1]


@pytest.mark.parametrize("group", ["mine", "unit", "open", "late", "done"])
def test_the_place_in_a_list_is_told_at_every_place_in_four_statements(desk: Desk, group: str) -> None:
    made = desk.issued if group == "done" else desk.appraised
    for _one in range(4):
        made()
        desk.at += timedelta(minutes=11)
    desk.at += timedelta(days=30)
    by, how = desk.office.by("tuphap1", desk.at), {"office_id": desk.office.id, "at": desk.at, "group": group}
    keys = [row.id for row in queries.worklist(by, **how).rows]
    for place, key in enumerate(keys, start=1):
        dossier = queries.dossier_for(by, key)
        with CaptureQueriesContext(connection) as seen:
            found = queries.neighbours(by, dossier, **how)
        assert (found.place, found.total) == (place, len(keys))
        assert found.previous == (keys[place - 2] if place > 1 else None)
        assert found.next == (keys[place] if place < len(keys) else None)
        assert len(seen) <= 4, [one["sql"][:90] for one in seen]
    assert len(keys) == 4


def test_no_place_is_told_where_too_many_would_have_to_be_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = desk.appraised(), desk.appraised()
    by, how = desk.office.by("tuphap1", desk.at), {"office_id": desk.office.id, "at": desk.at, "group": "open"}
    # By the module's name: the room gives its function of that name.
    monkeypatch.setattr(import_module("motcua.dossiers.queries.worklist"), "COUNTED_AT_MOST", 1)
    found = queries.neighbours(by, second, **how)
    assert (found.previous, found.place, found.total) == (first.pk, 0, 0)
