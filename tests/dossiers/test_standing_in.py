"""Work entrusted to a colleague: in the post that was entrusted, and written down as theirs."""

from __future__ import annotations

from datetime import timedelta

from motcua.dossiers import actions, permissions, queries
from motcua.dossiers.models import JournalEntry
from motcua.dossiers.rules.states import Verb
from motcua.organisation import actions as organisation
from motcua.organisation.models import Holding
from motcua.organisation.rules.authority import SYSTEM, Appointment, Authority, Function
from motcua.procedures import queries as procedures
from tests.builders.dossiers import Desk


def entrust(desk: Desk, owner: str, to: str) -> None:
    holding = Holding.objects.filter(account=desk.office.account(owner)).order_by("pk").first()
    assert holding is not None
    day = desk.at.date()
    organisation.grant_delegation(
        holding.pk, by=SYSTEM, at=desk.at, to_account_id=desk.office.account(to).pk, first=day,
        last=day + timedelta(days=3),
    )  # fmt: skip


def test_what_a_delegate_does_is_written_down_for_whom_they_stand_in(desk: Desk) -> None:
    dossier = desk.at_approval()
    entrust(desk, "chutich", "vanthu")
    signed = desk.do("sign", dossier, "vanthu")
    entry = JournalEntry.objects.filter(dossier=signed, verb="sign").get()
    assert entry.acting_for_id == desk.office.account("chutich").pk


def test_a_delegate_at_the_counter_is_written_down_for_whom_they_stand_in(desk: Desk) -> None:
    entrust(desk, "tiepnhan1", "vanthu")
    answers, case = desk.answers("certified-copy")
    by = desk.office.by("vanthu", desk.at)
    draft = actions.start_draft(
        by=by, at=desk.at, version_id=desk.office.version_id("certified-copy"), office_id=desk.office.id, case=case,
        channel="desk",
    )  # fmt: skip
    actions.save_page(draft.pk, by=by, at=desk.at, answers=answers)
    dossier = actions.receive_at_desk(draft.pk, by=by, at=desk.at, despite_missing=True)
    entry = JournalEntry.objects.get(dossier=dossier)
    assert (entry.actor_function, entry.acting_for_id) == ("receiver", desk.office.account("tiepnhan1").pk)


def test_one_post_entrusted_does_not_open_the_owners_other_posts(desk: Desk) -> None:
    dossier = desk.appraised()  # in the hands of tuphap1, a case handler
    definition = procedures.version(dossier.version_id).definition
    holder, office = desk.office.account("tuphap1").pk, desk.office.id
    own = Appointment(Function.CASE_HANDLER, desk.office.unit("03").pk, office)

    def colleague(entrusted: Function) -> Authority:
        lent = Appointment(entrusted, desk.office.unit("03").pk, office, acting_for=holder)
        return Authority(account_id=desk.office.account("vanthu").pk, is_officer=True, appointments=(own, lent))

    assert permissions.may(colleague(Function.CASE_HANDLER), Verb.CONSULT, dossier, definition)
    assert not permissions.may(colleague(Function.APPROVER), Verb.CONSULT, dossier, definition)


def test_the_head_of_the_desk_finds_the_receivers_work_as_their_units(desk: Desk) -> None:
    filed = desk.filed()
    by = desk.office.by("giamdoc", desk.at)
    assert Function.DESK_HEAD in by.functions_at(desk.office.id)
    page = queries.worklist(by, office_id=desk.office.id, at=desk.at, group="unit")
    assert [row.code for row in page.rows] == [filed.code]
