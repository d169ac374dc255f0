"""Slips between units: what went over is listed once, numbered, printed, ticked off, and a tick can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.receipts.actions import slips as actions
from motcua.receipts.models import Slip, SlipTick
from motcua.receipts.queries import slips as queries
from tests.builders.dossiers import Desk
from tests.receipts.samples import pages_of, pdf

pytestmark = pytest.mark.django_db


def day_of(desk: Desk) -> dict[str, datetime]:
    first = desk.at.replace(hour=0, minute=0)
    return {"first": first, "before": first + timedelta(days=1)}


def waiting(desk: Desk) -> list[Any]:
    return queries.not_slipped(desk.office.by("tiepnhan1", desk.at), office_id=desk.office.id, **day_of(desk))


def made(desk: Desk, *dossiers: Dossier, login: str = "tiepnhan1") -> Slip:
    found = [one for one in waiting(desk) if one.dossier in dossiers]
    return actions.make_slip(
        {one.entry_id for one in found},
        office_id=desk.office.id,
        giver_id=found[0].from_unit_id if found else desk.office.id,
        receiver_id=found[0].to_unit_id if found else desk.office.id,
        by=desk.office.by(login, desk.at),
        at=desk.at,
        **day_of(desk),
    )


def test_only_what_changed_its_unit_waits_for_a_slip(desk: Desk) -> None:
    desk.accepted()
    forwarded = desk.appraised()
    (found,) = waiting(desk)
    assert found.dossier == forwarded
    assert found.to_unit_id == forwarded.holder_unit_id != found.from_unit_id


def test_a_slip_lists_what_goes_over_and_takes_the_next_number_of_the_year(desk: Desk) -> None:
    one, two = desk.appraised(), desk.appraised()
    first = made(desk, one)
    assert [found.dossier for found in waiting(desk)] == [two]
    second = made(desk, two)
    assert [slip.data["number"] for slip in (first, second)] == ["0001/2026/PBG", "0002/2026/PBG"]
    assert [line.dossier_id for line in queries.lines_of(first)] == [one.pk]
    (page,) = pages_of(pdf("slip", first.data))
    for words in ("PHIẾU BÀN GIAO HỒ SƠ", one.code, one.owner_name, "BÊN GIAO", "BÊN NHẬN", "Số phiếu: 0001/2026"):
        assert words in page


def test_one_passing_on_goes_on_one_slip_only(desk: Desk) -> None:
    dossier = desk.appraised()
    (found,) = waiting(desk)
    made(desk, dossier)
    with pytest.raises(Invalid):
        actions.make_slip(
            {found.entry_id},
            office_id=desk.office.id,
            giver_id=found.from_unit_id,
            receiver_id=found.to_unit_id,
            by=desk.office.by("tiepnhan1", desk.at),
            at=desk.at,
            **day_of(desk),
        )
    assert Slip.objects.count() == 1


def test_who_receives_ticks_a_line_and_takes_the_tick_back_and_both_are_kept(desk: Desk) -> None:
    slip = made(desk, desk.appraised())
    by = desk.office.by("tuphap1", desk.at)
    assert actions.tick_lines(slip.pk, {1}, is_received=True, by=by, at=desk.at) == 1
    assert actions.tick_lines(slip.pk, {1}, is_received=True, by=by, at=desk.at) == 0
    (line,) = queries.lines_of(slip)
    slip.refresh_from_db()
    assert (line.received_by, line.received_at, slip.waiting) == (by.name, desk.at, 0)
    actions.tick_lines(slip.pk, {1}, is_received=False, by=by, at=desk.at)
    (line,) = queries.lines_of(slip)
    slip.refresh_from_db()
    assert (line.received_by, line.received_at, slip.waiting) == ("", None, 1)
    ticks = SlipTick.objects.order_by("pk").values_list("is_received", "name")
    assert list(ticks) == [(True, by.name), (False, by.name)]


def test_nobody_else_ticks_what_another_unit_receives(desk: Desk) -> None:
    slip = made(desk, desk.appraised())
    with pytest.raises(NotAllowed):
        actions.tick_lines(slip.pk, {1}, is_received=True, by=desk.office.by("tiepnhan1", desk.at), at=desk.at)
    with pytest.raises(NotFound):
        actions.tick_lines(slip.pk, {1}, is_received=True, by=desk.office.by("vocuong.chutich", desk.at), at=desk.at)
    assert not SlipTick.objects.exists()


def test_a_slip_of_another_office_does_not_exist(desk: Desk) -> None:
    slip = made(desk, desk.appraised())
    stranger = desk.office.by("vocuong.chutich", desk.at)
    with pytest.raises(NotFound):
        queries.slip_for(stranger, slip.pk)
    with pytest.raises(NotFound):
        queries.slips(stranger, desk.office.id)


def test_a_second_print_of_a_slip_is_a_copy(desk: Desk) -> None:
    slip = made(desk, desk.appraised())
    by = desk.office.by("tiepnhan1", desk.at)
    assert actions.print_slip(slip, by=by, at=desk.at) == ""
    assert actions.print_slip(slip, by=by, at=desk.at).startswith("BẢN SAO lần 1")


@pytest.mark.parametrize("many", [1, 3])
def test_a_slip_of_many_takes_as_many_statements_as_one_of_one(desk: Desk, many: int) -> None:
    dossiers = [desk.appraised() for _ in range(many)]
    found = waiting(desk)
    with CaptureQueriesContext(connection) as told:
        actions.make_slip(
            {one.entry_id for one in found},
            office_id=desk.office.id,
            giver_id=found[0].from_unit_id,
            receiver_id=found[0].to_unit_id,
            by=desk.office.by("tiepnhan1", desk.at),
            at=desk.at,
            **day_of(desk),
        )
    assert len(told.captured_queries) <= 12
    assert len(dossiers) == many
