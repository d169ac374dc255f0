"""The unfinished dossiers of an agency that closes go to the one that takes its place."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.dossiers import actions, queries
from motcua.dossiers.actions import transfer
from motcua.dossiers.models import Dossier, JournalEntry, Transfer
from motcua.dossiers.permissions import allowed_verbs
from motcua.dossiers.queries import dossier_page, verify_chain
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.dossiers.rules.states import HANDED_ON, TAKEN_OVER, State
from motcua.organisation import queries as organisation
from motcua.organisation.actions import close_unit_with_successor
from motcua.organisation.rules.authority import SYSTEM
from motcua.organisation.rules.refusals import NoRight
from motcua.procedures import queries as procedures
from tests.builders.dossiers import Desk

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 10)


def close(desk: Desk) -> datetime:
    """Close phường Kinh Bắc at the end of the day, its dossiers to go to phường Võ Cường; gives the next morning."""
    office = desk.office
    close_unit_with_successor(office.id, by=SYSTEM, at=desk.at, last_day=LAST, successor_ids=[office.other_id])
    actions.order_transfer(office.id, by=SYSTEM, at=desk.at, to_unit_id=office.other_id, on=LAST + timedelta(days=1))
    return desk.at + timedelta(days=1)


def carried_out(at: datetime) -> None:
    while actions.carry_out_transfers(at):
        pass


def test_unfinished_dossiers_go_on_with_the_successor_under_their_old_code(desk: Desk) -> None:
    dossier, done = desk.appraised(), desk.do("hand_over", desk.issued(), "tiepnhan1", handed_to="Nhung")
    at = close(desk)
    carried_out(at)
    moved = Dossier.objects.get(pk=dossier.pk)
    assert (moved.unit_id, moved.original_unit_id, moved.moving_to_id) == (desk.office.other_id, desk.office.id, None)
    assert (moved.code, moved.state, moved.due_at) == (dossier.code, State.IN_PROGRESS, dossier.due_at)
    assert moved.original_due_at == dossier.original_due_at
    assert moved.holder_id is None  # the officer holds nothing in the other ward
    assert Dossier.objects.get(pk=done.pk).unit_id == desk.office.id  # what has ended stays where it ended
    order = Transfer.objects.get()
    assert (order.seen, order.moved, order.finished_at) == (1, 1, at)


def test_a_result_that_waits_to_be_handed_over_goes_along(desk: Desk) -> None:
    dossier = desk.issued()
    carried_out(close(desk))
    assert Dossier.objects.get(pk=dossier.pk).unit_id == desk.office.other_id


def test_nothing_moves_before_the_day(desk: Desk) -> None:
    dossier = desk.appraised()
    close(desk)
    assert actions.carry_out_transfers(desk.at) == 0
    assert Dossier.objects.get(pk=dossier.pk).unit_id == desk.office.id


def test_both_chains_hold_their_entry_and_stay_whole(desk: Desk) -> None:
    dossier = desk.appraised()
    carried_out(close(desk))
    out = JournalEntry.objects.get(dossier=dossier, verb=HANDED_ON)
    taken = JournalEntry.objects.get(dossier=dossier, verb=TAKEN_OVER)
    assert (out.unit_id, taken.unit_id) == (desk.office.id, desk.office.other_id)
    assert (taken.data["from_sequence"], taken.data["from_hash"]) == (out.sequence, out.hash)
    assert not [*verify_chain(desk.office.id), *verify_chain(desk.office.other_id)]


def test_the_history_of_a_moved_dossier_reads_in_order_and_its_clock_goes_on(desk: Desk) -> None:
    dossier = desk.withdrawal_asked()
    at = close(desk)
    carried_out(at)
    moved = Dossier.objects.get(pk=dossier.pk)
    page = dossier_page(SYSTEM, dossier.pk, at)
    assert [entry.verb for entry in page.journal][-3:] == ["withdraw", HANDED_ON, TAKEN_OVER]
    leader = desk.office.by("vocuong.chutich", at)
    back = actions.decline_withdrawal(moved.pk, by=leader, at=at, key=uuid4(), reason="Đã làm xong.")
    assert (back.state, back.is_paused) == (State.IN_PROGRESS, False)
    assert back.due_at > dossier.due_at


def test_the_people_of_the_successor_take_it_from_there_and_those_before_no_longer(desk: Desk) -> None:
    dossier = desk.accepted()
    at = close(desk)
    carried_out(at)
    theirs = desk.office.by("vocuong.tiepnhan", at)
    page = dossier_page(theirs, dossier.pk, at)
    assert "forward" in allowed_verbs(theirs, page.dossier, page.definition)
    with pytest.raises(NotFound):
        dossier_page(desk.office.by("tuphap1", at), dossier.pk, at)
    done = actions.forward(dossier.pk, by=theirs, at=at, key=uuid4())
    assert JournalEntry.objects.filter(dossier=done).order_by("-pk")[0].unit_id == desk.office.other_id


def test_a_plug_pulled_between_the_two_transactions_loses_nothing(desk: Desk, monkeypatch: Any) -> None:
    dossier = desk.appraised()
    at = close(desk)
    monkeypatch.setattr(transfer, "_take_over", lambda *_: (_ for _ in ()).throw(OSError("power")))
    actions.carry_out_transfers(at)
    monkeypatch.undo()
    between = Dossier.objects.get(pk=dossier.pk)
    assert (between.unit_id, between.moving_to_id) == (desk.office.id, desk.office.other_id)
    definition = procedures.version(between.version_id).definition
    assert allowed_verbs(desk.citizen(), between, definition) == ()
    with pytest.raises(NotAllowed):
        actions.withdraw(between.pk, by=desk.citizen(), at=at, key=uuid4(), reason="Thôi")
    carried_out(at)
    assert Dossier.objects.get(pk=dossier.pk).unit_id == desk.office.other_id
    assert not [*verify_chain(desk.office.id), *verify_chain(desk.office.other_id)]


def test_a_part_of_an_office_that_closes_leaves_its_dossiers_to_another_part(desk: Desk) -> None:
    dossier = desk.appraised()
    part, leaders = desk.office.unit("03"), desk.office.unit("05")
    assert dossier.holder_unit_id == part.pk
    actions.order_transfer(part.pk, by=SYSTEM, at=desk.at, to_unit_id=leaders.pk, on=LAST)
    close_unit_with_successor(part.pk, by=SYSTEM, at=desk.at, last_day=LAST - timedelta(days=1), successor_ids=[])
    carried_out(desk.at)
    moved = Dossier.objects.get(pk=dossier.pk)
    assert (moved.unit_id, moved.original_unit_id) == (desk.office.id, None)
    assert moved.holder_unit_id != part.pk
    assert not [*verify_chain(desk.office.id)]


def test_only_who_administers_both_units_may_order_it(desk: Desk) -> None:
    office = desk.office
    asked = {"at": desk.at, "on": LAST}
    for login in ("quantri", "chutich"):
        with pytest.raises(NoRight):
            actions.order_transfer(office.id, by=office.by(login), to_unit_id=office.other_id, **asked)
    province = office.by("bacninh.quantri")
    first = actions.order_transfer(office.id, by=province, to_unit_id=office.other_id, **asked)
    again = actions.order_transfer(office.id, by=province, to_unit_id=office.other_id, **asked)
    assert first.pk == again.pk
    with pytest.raises(Invalid):
        actions.order_transfer(office.id, by=province, to_unit_id=office.unit("03").pk, **asked)
    assert queries.count_unfinished(province, office.id) == 0
    assert organisation.administers(province)
