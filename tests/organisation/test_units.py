"""The tree: parts, offices, places, days, and who followed whom."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from motcua.organisation import actions, queries
from motcua.organisation.models import OrganisationChange, Unit
from motcua.organisation.rules.authority import SYSTEM, Function
from motcua.organisation.rules.refusals import BadDates, NoRight, NoSuchUnit
from tests.organisation.trees import NOW, TODAY, account, functions, unit

pytestmark = pytest.mark.usefixtures("tree")


def test_a_stage_finds_its_unit_by_role_and_falls_back_to_the_office() -> None:
    office = unit("X.1").pk
    assert queries.unit_with_role(office, "desk") == unit("X.1.01")
    assert queries.unit_with_role(office, "justice") == unit("X.1")


def test_a_part_belongs_to_the_nearest_office_above() -> None:
    assert queries.office_of(unit("X.1.01").pk) == unit("X.1")
    assert queries.office_of(unit("X.1").pk) == unit("X.1")
    with pytest.raises(NoSuchUnit):
        queries.office_of(uuid4())


def test_offices_are_listed_in_vietnamese_order_by_tier_place_and_day() -> None:
    assert [one.name for one in queries.offices(TODAY, tier="commune")] == ["Phường Ân", "Phường Đông"]
    assert queries.offices(TODAY, within=unit("X.1").pk) == [unit("X.1")]
    assert queries.offices(date(2025, 6, 30)) == []
    assert queries.offices_serving("901", TODAY) == [unit("X.1")]
    assert queries.offices_serving("", TODAY) == []


def test_divisions_know_what_they_lie_in() -> None:
    found = {one.code: one for one in queries.divisions()}
    assert (found["90"].level, found["90"].parent) == ("province", None)
    assert (found["901"].level, found["901"].parent, found["901"].kind) == ("ward", "90", "phường")


def test_a_closed_unit_has_successors_and_its_people_lose_their_rights() -> None:
    last = TODAY
    by = queries.authority_of(account("root"), TODAY)
    actions.close_unit_with_successor(
        unit("X.1").pk, by=by, at=NOW, last_day=last, successor_ids=[unit("X.2").pk], source="Nghị quyết thử"
    )
    tomorrow = TODAY + timedelta(days=1)
    assert functions(queries.authority_of(account("desk.dong"), TODAY)) == {(Function.RECEIVER, "X.1.01")}
    assert functions(queries.authority_of(account("desk.dong"), tomorrow)) == set()
    assert queries.successors_of(unit("X.1").pk, tomorrow) == [unit("X.2")]
    assert queries.successors_of(unit("X.1").pk, TODAY) == [unit("X.1")]
    assert [one.code for one in queries.offices(tomorrow, tier="commune")] == ["X.2"]
    assert {one.code: one.successors for one in queries.divisions()}["901"] == ("902",)
    assert unit("X.1.02").valid_to == last


def test_successors_are_followed_to_the_last_and_a_ring_ends() -> None:
    third = Unit.objects.create(
        code="X.3", name="Phường Ba", kind="phường", organisation="two_tier", path="zz/", valid_from=TODAY
    )
    for old, new in (("X.1", "X.2"), ("X.2", "X.3")):
        actions.close_unit_with_successor(unit(old).pk, by=SYSTEM, at=NOW, last_day=TODAY, successor_ids=[unit(new).pk])
    assert queries.successors_of(unit("X.1").pk, TODAY + timedelta(days=1)) == [third]


def test_only_an_administrator_above_closes_a_unit_and_never_into_itself() -> None:
    by = queries.authority_of(account("admin.an"), TODAY)
    with pytest.raises(NoRight):
        actions.close_unit_with_successor(unit("X.1").pk, by=by, at=NOW, last_day=TODAY, successor_ids=[])
    with pytest.raises(NoRight, match="quản trị cấp trên"):
        actions.close_unit_with_successor(unit("X.2").pk, by=by, at=NOW, last_day=TODAY, successor_ids=[])
    with pytest.raises(NoRight, match="quản trị cấp trên"):
        actions.rename_unit(unit("X.2").pk, by=by, at=NOW, name="Tên Khác", short_name="TK", first=TODAY)
    with pytest.raises(NoRight, match="quản trị cấp trên"):
        actions.reopen_unit(unit("X.2").pk, by=by, at=NOW)
    own = unit("X.2").pk
    with pytest.raises(BadDates):
        actions.close_unit_with_successor(own, by=SYSTEM, at=NOW, last_day=TODAY, successor_ids=[own])


def test_every_change_leaves_a_row_that_nobody_can_change_or_remove() -> None:
    actions.record_leave(account("desk.an").pk, by=SYSTEM, at=NOW, first=TODAY, last=None)
    row = OrganisationChange.objects.get(verb="record_leave")
    assert row.data["account"] == str(account("desk.an").pk)
    for spoil in (lambda: row.delete(), lambda: OrganisationChange.objects.filter(pk=row.pk).update(verb="nothing")):
        with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
            spoil()
    assert OrganisationChange.objects.get(pk=row.pk).verb == "record_leave"
