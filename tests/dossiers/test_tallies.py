"""How many dossiers each list holds is kept, not counted; and words find dossiers through their index."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Sum

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, Tally
from motcua.dossiers.queries.matching import matching, words_of
from motcua.dossiers.rules.refusals import NotFound
from tests.builders.dossiers import Desk

GROUPS = ("mine", "unit", "desk", "open", "waiting", "late", "ready", "done")


def listed(desk: Desk, who: str) -> dict[str, int]:
    """How many rows each list really has."""
    by = desk.office.by(who, desk.at)
    how = {"office_id": desk.office.id, "at": desk.at, "size": 200}
    return {group: len(queries.worklist(by, group=group, **how).rows) for group in GROUPS}


def counted(desk: Desk, who: str) -> dict[str, int]:
    found = queries.counts(desk.office.by(who, desk.at), office_id=desk.office.id, at=desk.at)
    return {group: found[group] for group in GROUPS}


def test_the_counts_say_what_the_lists_hold_after_every_kind_of_move(desk: Desk) -> None:
    desk.filed()
    desk.appraised()
    desk.unassigned()
    desk.asked_for_more()
    desk.issued()
    desk.do("refuse", desk.filed(), "tiepnhan1", reason="Nộp nhầm nơi.")
    desk.do("grant_withdrawal", desk.withdrawal_asked(), "tiepnhan1")
    for who in ("tiepnhan1", "tuphap1", "chutich"):
        assert counted(desk, who) == listed(desk, who), who
    assert counted(desk, "tuphap1")["open"] == 4
    desk.at += timedelta(days=30)
    assert counted(desk, "tuphap1") == listed(desk, "tuphap1")
    assert counted(desk, "tuphap1")["late"] == 2


def test_joining_the_lines_changes_no_count(desk: Desk) -> None:
    desk.appraised()
    desk.issued()
    before, lines = counted(desk, "tuphap1"), Tally.objects.count()
    actions.tidy_tallies(desk.at, most=3)
    assert counted(desk, "tuphap1") == before
    assert 0 < Tally.objects.count() < lines
    assert Tally.objects.aggregate(all=Sum("count"))["all"] == Dossier.objects.count()
    desk.appraised()
    assert counted(desk, "tuphap1")["mine"] == before["mine"] + 1


def test_the_counts_of_another_office_are_not_told(desk: Desk) -> None:
    with pytest.raises(NotFound):
        queries.counts(desk.office.by("tuphap1", desk.at), office_id=desk.office.other_id, at=desk.at)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Nguyễn Thị  Hồng", ["nguyen", "thi", "hong"]),
        ("0912 345 678", ["0912345678"]),
        ("+84 912 345 678", ["84912345678"]),
        ("H05.101-260310-AA0001", ["h05", "101", "260310", "aa0001"]),
        ("'; DROP \" * ( NEAR", ["drop", "near"]),
        ("% _ \0", []),
    ],
)
def test_typed_text_is_read_as_words_that_no_index_can_misunderstand(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize("typed", ["hong nhung", "nhung hong", "NGUYỄN NH", "0912345678", "84912345678", "khoi minh"])
def test_words_find_in_any_order_and_from_their_beginnings(desk: Desk, typed: str) -> None:
    dossier = desk.filed()
    assert matching(typed, desk.office.id, is_open=True) == [dossier.pk]
    assert matching(f"{typed} xyz", desk.office.id) == []
    assert matching(typed, desk.office.other_id) == []


def test_what_is_closed_or_corrected_is_found_where_it_now_belongs(desk: Desk) -> None:
    dossier = desk.accepted()
    desk.do("correct", dossier, "tiepnhan1", answers={"contact_phone": "0987 654 321"}, reason="Ghi nhầm số.")
    assert matching("0987654321", desk.office.id) == [dossier.pk]
    assert matching("0912345678", desk.office.id) == []
    done = desk.issued()
    assert done.pk in matching("minh khoi", desk.office.id, is_open=False)
    assert done.pk not in matching("minh khoi", desk.office.id, is_open=True)


def test_neighbours_in_a_list_are_known_also_after_a_dossier_has_left_it(desk: Desk) -> None:
    first, second, third = desk.appraised(), desk.appraised(), desk.appraised()
    by = desk.office.by("tuphap1", desk.at)
    order = [row.id for row in queries.worklist(by, office_id=desk.office.id, at=desk.at, group="mine").rows]
    assert order == [first.pk, second.pk, third.pk]
    how = {"office_id": desk.office.id, "at": desk.at, "group": "mine"}
    assert queries.neighbours(by, second, **how) == queries.Neighbours(first.pk, third.pk, 2, 3)
    assert queries.neighbours(by, first, **how) == queries.Neighbours(None, second.pk, 1, 3)
    second = desk.do("submit_for_approval", second, "tuphap1", summary="Đủ.")
    assert queries.neighbours(by, second, **how) == queries.Neighbours(first.pk, third.pk)
