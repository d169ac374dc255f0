"""Filing: one short transaction, numbered, journalled, told; once, whatever is repeated."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.correspondence.models import Message
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, Draft, JournalEntry
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed, NotFound, Superseded
from motcua.dossiers.rules.states import State
from motcua.procedures import queries as procedures
from motcua.procedures.models import ProcedureVersion
from motcua.receipts.models import Receipt
from tests.builders.dossiers import Desk, scan


def draft_of(desk: Desk, key: str = "birth") -> Draft:
    answers, case = desk.answers(key)
    by = desk.citizen()
    version_id = desk.office.version_id(key, desk.at)
    draft = actions.start_draft(by=by, at=desk.at, version_id=version_id, office_id=desk.office.id, case=case)
    draft = actions.save_page(draft.pk, by=by, at=desk.at, answers=answers, delivery_wish="desk")
    actions.attach(draft.pk, by=by, at=desk.at, paper_key="birth_notice", file=scan())
    return draft


def test_a_filing_is_numbered_journalled_acknowledged_and_told(desk: Desk) -> None:
    dossier = desk.filed()
    assert dossier.state == State.FILED
    assert dossier.code == "H05.101-260310-AA0001"
    assert dossier.submitter_id == desk.citizen().account_id
    assert dossier.owner_name and dossier.owner_phone.startswith("+84")
    entry = dossier.journal.get()
    assert (entry.verb, entry.sequence, entry.state_to) == ("submit", 1, State.FILED)
    assert {paper.kind for paper in Receipt.objects.filter(dossier=dossier)} == {"acknowledgement"}
    told = Message.objects.filter(dossier=dossier)
    assert {message.channel for message in told} >= {"in_app", "sms"}
    assert all(dossier.code in message.body for message in told)


def test_a_filing_takes_at_most_fourteen_statements_inside_its_transaction_and_two_more_with_a_fee(desk: Desk) -> None:
    desk.filed()  # the office's first takes more: its chain and its counter begin
    draft = draft_of(desk)
    by = desk.citizen()
    with CaptureQueriesContext(
        connection,
    ) as ran:
        actions.submit(draft.pk, by=by, at=desk.at)
    statements = [q["sql"] for q in ran.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    with_fee = sum('"payments_' in one for one in statements)
    assert (len(statements) - with_fee, with_fee) <= (14, 2), statements


def test_a_repeated_submit_gives_the_first_dossier(desk: Desk) -> None:
    draft = draft_of(desk)
    first = actions.submit(draft.pk, by=desk.citizen(), at=desk.at)
    again = actions.submit(draft.pk, by=desk.citizen(), at=desk.at + timedelta(hours=1))
    assert again.pk == first.pk
    assert Dossier.objects.count() == JournalEntry.objects.count() == 1


def test_codes_count_up_and_start_anew_each_day(desk: Desk) -> None:
    codes = [desk.filed().code for _ in range(3)]
    desk.at += timedelta(days=1)
    codes.append(desk.filed().code)
    assert codes == [f"H05.101-2603{day}-AA{number:04d}" for day, number in ((10, 1), (10, 2), (10, 3), (11, 1))]


def test_a_filing_without_a_required_paper_is_refused_and_the_draft_stays(desk: Desk) -> None:
    draft = draft_of(desk)
    for attachment in queries.attachments_of_draft(draft):
        actions.detach(attachment.pk, by=desk.citizen(), at=desk.at)
    with pytest.raises(Invalid) as refused:
        actions.submit(draft.pk, by=desk.citizen(), at=desk.at)
    assert "paper.birth_notice" in refused.value.detail["errors"]
    assert Draft.objects.get(pk=draft.pk).dossier_id is None
    assert not Dossier.objects.exists()


def test_a_filing_without_a_required_answer_names_the_input(desk: Desk) -> None:
    draft = draft_of(desk)
    answers = {key: value for key, value in draft.answers.items() if key != "contact_phone"}
    actions.save_page(draft.pk, by=desk.citizen(), at=desk.at, answers=answers)
    with pytest.raises(Invalid) as refused:
        actions.submit(draft.pk, by=desk.citizen(), at=desk.at)
    assert "contact_phone" in refused.value.detail["errors"]


def test_nobody_files_or_reads_somebody_elses_draft(desk: Desk) -> None:
    draft = draft_of(desk)
    stranger = desk.office.by("tiepnhan1", desk.at)
    for act in (actions.submit, lambda pk, **who: actions.discard_draft(pk, **who)):
        with pytest.raises(NotFound):
            act(draft.pk, by=stranger, at=desk.at)
    with pytest.raises(NotFound):
        queries.draft_for(stranger, draft.pk)


def test_a_save_in_another_tab_is_not_overwritten(desk: Desk) -> None:
    draft = draft_of(desk)
    seen = draft.revision
    actions.save_page(draft.pk, by=desk.citizen(), at=desk.at, answers={**draft.answers, "copies": 2})
    with pytest.raises(Changed) as refused:
        actions.save_page(draft.pk, by=desk.citizen(), at=desk.at, answers=draft.answers, revision=seen)
    assert refused.value.detail["draft"].answers["copies"] == 2


def test_a_superseded_version_keeps_what_was_filled_in_and_is_filed_under_the_new_one(desk: Desk) -> None:
    draft = draft_of(desk)
    old = ProcedureVersion.objects.get(pk=draft.version_id)
    ProcedureVersion.objects.filter(pk=old.pk).update(valid_to=desk.at.date() - timedelta(days=1))
    data = {**old.definition, "version": "2026", "valid_from": desk.at.date().isoformat()}
    newer = ProcedureVersion.objects.create(
        procedure=old.procedure,
        number="2026",
        organisation=old.organisation,
        definition=data,
        checksum="x",
        valid_from=desk.at.date(),
        state="published",
        published_at=desk.at,
    )
    procedures.forget()
    with pytest.raises(Superseded) as refused:
        actions.submit(draft.pk, by=desk.citizen(), at=desk.at)
    assert refused.value.detail["version_id"] == newer.pk
    moved = actions.move_to_current_version(draft.pk, by=desk.citizen(), at=desk.at)
    assert moved.answers == draft.answers
    assert actions.submit(draft.pk, by=desk.citizen(), at=desk.at).version_id == newer.pk


def test_the_desk_receives_only_at_its_own_office(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        actions.start_draft(
            by=desk.office.by("vocuong.tiepnhan", desk.at),
            at=desk.at,
            version_id=desk.office.version_id("certified-copy", desk.at),
            office_id=desk.office.id,
            channel="desk",
        )


def test_a_repeated_verb_happens_once_and_gives_the_first_answer(desk: Desk) -> None:
    dossier, key = desk.filed(), uuid4()
    by = desk.office.by("tiepnhan1", desk.at)
    first = actions.accept(dossier.pk, by=by, at=desk.at, key=key)
    again = actions.accept(dossier.pk, by=by, at=desk.at, key=key)
    assert again.lock == first.lock == 2
    assert dossier.journal.count() == 2


def test_two_people_on_one_dossier_the_second_sees_what_changed(desk: Desk) -> None:
    dossier = desk.appraised()
    stale = dossier.lock
    desk.do("reassign", dossier, "giamdoc", to_account_id=desk.office.account("tuphap2").pk, reason="Đồng chí ốm.")
    with pytest.raises(Changed) as refused:
        desk.do("submit_for_approval", dossier, "tuphap1", expected_lock=stale)
    assert [entry.verb for entry in refused.value.detail["since"]] == ["reassign"]
