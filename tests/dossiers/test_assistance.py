"""A member of an advisory team helps: with the citizen's code, one draft, an hour; the citizen files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from motcua.accounts import actions as accounts
from motcua.accounts.rules.codes import Purpose
from motcua.accounts.rules.consent import Consent
from motcua.accounts.rules.refusals import WrongCode
from motcua.dossiers import actions, queries
from motcua.dossiers.actions.attaching import attach
from motcua.dossiers.models import Assistance, AssistanceLook, Draft
from motcua.dossiers.rules.circumstances import Circumstances, Device, Place, device_of
from motcua.dossiers.rules.refusals import NotAllowed, NotFound
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules.papers import papers_for
from tests.builders.dossiers import MOTHER, Desk, scan
from tests.builders.office import KinhBac
from tests.builders.phone import newest_code

HOME = Circumstances(Place.HOME, Device.PHONE, "a" * 16)


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    # On PostgreSQL the database itself ends the hour, by its own clock.
    return Desk(office, at=timezone.localtime())


@pytest.fixture
def helper(desk: Desk) -> Authority:
    return desk.office.by("khupho1")


def consent(desk: Desk, purpose: Purpose = Purpose.ASSIST) -> Consent:
    accounts.issue_code(MOTHER, purpose, at=desk.at)
    return accounts.take_consent(MOTHER, purpose, newest_code(), at=desk.at)


def helped(desk: Desk, helper: Authority) -> Draft:
    desk.citizen()
    return actions.begin_assistance(
        by=helper,
        at=desk.at,
        consent=consent(desk),
        team_id=next(iter(helper.advised_unit_ids)),
        version_id=desk.office.version_id("birth", desk.at),
        office_id=desk.office.id,
    )


def filled_in(desk: Desk, by: Authority, draft: Draft) -> Draft:
    answers, case = desk.answers("birth")
    saved = actions.save_page(draft.pk, by=by, at=desk.at, answers=answers, case=case, delivery_wish="desk")
    for needed in papers_for(procedures.version(draft.version_id).definition, case, answers):
        if needed.uploadable and needed.paper.required:
            attach(draft.pk, by=by, at=desk.at, paper_key=needed.paper.key, file=scan())
    return saved


def test_the_draft_is_the_citizens_and_open_to_the_helper_for_an_hour(desk: Desk, helper: Authority) -> None:
    draft = helped(desk, helper)
    assert draft.account_id == desk.citizen().account_id
    with scope.within(scope.scope_of(helper)):
        assert queries.draft_for(helper, draft.pk, helped_at=desk.at + timedelta(minutes=59)).pk == draft.pk
        with pytest.raises(NotFound):
            queries.draft_for(helper, draft.pk, helped_at=desk.at + timedelta(minutes=60))
        with pytest.raises(NotFound):
            queries.draft_for(helper, draft.pk)


def test_a_wrong_code_opens_nothing(desk: Desk) -> None:
    desk.citizen()
    accounts.issue_code(MOTHER, Purpose.ASSIST, at=desk.at)
    wrong = "000000" if newest_code() != "000000" else "111111"
    with pytest.raises(WrongCode):
        accounts.take_consent(MOTHER, Purpose.ASSIST, wrong, at=desk.at)
    assert not Draft.objects.exists()


def test_a_code_for_signing_in_is_no_consent_to_be_helped(desk: Desk) -> None:
    desk.citizen()
    accounts.issue_code(MOTHER, Purpose.SIGN_IN, at=desk.at)
    with pytest.raises(WrongCode):
        accounts.take_consent(MOTHER, Purpose.ASSIST, newest_code(), at=desk.at)


@pytest.mark.parametrize("login", ["tiepnhan1", "chutich", "quantri"])
def test_nobody_but_a_member_of_the_team_helps(desk: Desk, helper: Authority, login: str) -> None:
    desk.citizen()
    with pytest.raises(NotAllowed, match="thành viên"):
        actions.begin_assistance(
            by=desk.office.by(login), at=desk.at, consent=consent(desk),
            team_id=next(iter(helper.advised_unit_ids)),
            version_id=desk.office.version_id("birth"), office_id=desk.office.id,
        )  # fmt: skip


def test_consent_grows_stale(desk: Desk, helper: Authority) -> None:
    desk.citizen()
    given = consent(desk)
    with pytest.raises(NotAllowed, match="mã mới"):
        actions.begin_assistance(
            by=helper, at=desk.at + timedelta(minutes=31), consent=given,
            team_id=next(iter(helper.advised_unit_ids)),
            version_id=desk.office.version_id("birth"), office_id=desk.office.id,
        )  # fmt: skip


def test_a_helper_reads_no_dossier_of_the_office_and_no_other_draft(desk: Desk, helper: Authority) -> None:
    dossier = desk.filed()
    draft = helped(desk, helper)
    other = actions.start_draft(by=desk.citizen(), at=desk.at, version_id=draft.version_id, office_id=desk.office.id)
    with scope.within(scope.scope_of(helper)):
        assert not queries.visible_to(helper).exists()
        with pytest.raises(NotFound):
            queries.dossier_for(helper, dossier.pk)
        with pytest.raises(NotFound):
            queries.draft_for(helper, other.pk, helped_at=desk.at)
        with pytest.raises(NotFound):
            actions.save_page(other.pk, by=helper, at=desk.at, answers={})


def test_the_helper_fills_in_and_never_files(desk: Desk, helper: Authority) -> None:
    draft = helped(desk, helper)
    with scope.within(scope.scope_of(helper)):
        filled_in(desk, helper, draft)
        with pytest.raises(NotFound):
            actions.submit(draft.pk, by=helper, at=desk.at)
        with pytest.raises(NotFound):
            actions.discard_draft(draft.pk, by=helper, at=desk.at)
        with pytest.raises(NotFound):
            actions.reuse(draft.pk, by=helper, at=desk.at, paper_key="birth_notice", document_id=draft.pk)


def test_the_citizen_files_at_the_helpers_machine_with_a_code_of_their_own(desk: Desk, helper: Authority) -> None:
    draft = helped(desk, helper)
    yes = consent(desk, Purpose.FILE)
    with scope.within(scope.scope_of(helper)):
        saved = filled_in(desk, helper, draft)
        dossier = actions.file_with_help(
            draft.pk, by=helper, at=desk.at, consent=yes, revision=saved.revision,
            how=Circumstances(Place.HOME, Device.COMPUTER, "b" * 16),
        )  # fmt: skip
    assert dossier.submitter_id == desk.citizen().account_id
    assert (dossier.filed_place, dossier.filed_device) == (Place.QUARTER_TEAM, Device.COMPUTER)
    assert (dossier.filed_helper_id, dossier.filed_team_id) == (helper.account_id, next(iter(helper.advised_unit_ids)))
    given = Assistance.objects.get()
    assert (given.ending, given.dossier_id) == ("filed", dossier.pk)
    with scope.within(scope.scope_of(helper)):
        assert not queries.visible_to(helper).exists()
        with pytest.raises(NotFound):
            queries.draft_for(helper, draft.pk, helped_at=desk.at + timedelta(seconds=1))


def test_a_stranger_s_code_files_nothing(desk: Desk, helper: Authority) -> None:
    draft = helped(desk, helper)
    saved = filled_in(desk, helper, draft)
    accounts.issue_code("0987654321", Purpose.FILE, at=desk.at)
    theirs = accounts.take_consent("0987654321", Purpose.FILE, newest_code("+84987654321"), at=desk.at)
    with pytest.raises(NotAllowed, match="Mã này không phải"):
        actions.file_with_help(draft.pk, by=helper, at=desk.at, consent=theirs, revision=saved.revision, how=HOME)
    assert Draft.objects.get(pk=draft.pk).dossier_id is None


def test_helped_first_and_filed_at_home_later_says_both(desk: Desk, helper: Authority) -> None:
    draft = helped(desk, helper)
    filled_in(desk, helper, draft)
    later = desk.at + timedelta(hours=3)
    dossier = actions.submit(draft.pk, by=desk.citizen(), at=later, how=HOME)
    assert (dossier.filed_place, dossier.filed_helper_id) == (Place.HOME, helper.account_id)
    assert Assistance.objects.get().ending == "shut"


def test_the_citizen_ends_it_and_the_helper_is_out(desk: Desk, helper: Authority) -> None:
    draft = helped(desk, helper)
    given = Assistance.objects.get()
    actions.end_assistance(given.pk, by=desk.citizen(), at=desk.at + timedelta(minutes=5))
    with pytest.raises(NotFound):
        queries.draft_for(helper, draft.pk, helped_at=desk.at + timedelta(minutes=6))
    assert Assistance.objects.get().ending == "citizen"
    with pytest.raises(NotFound):
        actions.end_assistance(given.pk, by=desk.office.by("tiepnhan1"), at=desk.at)


def test_what_the_helper_opened_is_kept_for_the_citizen(desk: Desk, helper: Authority) -> None:
    draft = helped(desk, helper)
    with scope.within(scope.scope_of(helper)):
        actions.note_look(draft, by=helper, at=desk.at, what="page:child")
    actions.note_look(draft, by=desk.citizen(), at=desk.at, what="page:child")
    [seen] = queries.assistances_received(desk.citizen())
    assert [look.what for look in seen.looks.all()] == ["page:child"]
    with pytest.raises(DatabaseError), transaction.atomic():
        AssistanceLook.objects.update(what="")


def test_an_hour_that_is_over_is_closed_by_the_worker(desk: Desk, helper: Authority) -> None:
    helped(desk, helper)
    assert actions.shut_assistances(desk.at + timedelta(minutes=59)) == 0
    assert actions.shut_assistances(desk.at + timedelta(minutes=61)) == 1
    assert Assistance.objects.get().ended_at == desk.at + timedelta(minutes=60)


def test_pressing_the_button_twice_begins_one_draft(desk: Desk, helper: Authority) -> None:
    desk.citizen()
    given = consent(desk)
    asked = {
        "by": helper, "at": desk.at, "consent": given, "team_id": next(iter(helper.advised_unit_ids)),
        "version_id": desk.office.version_id("birth"), "office_id": desk.office.id,
    }  # fmt: skip
    assert actions.begin_assistance(**asked).pk == actions.begin_assistance(**asked).pk
    assert Draft.objects.count() == Assistance.objects.count() == 1


def test_the_files_a_helper_sent_are_the_citizens_too(desk: Desk, helper: Authority) -> None:
    draft = helped(desk, helper)
    with scope.within(scope.scope_of(helper)):
        kept = attach(draft.pk, by=helper, at=desk.at, paper_key="birth_notice", file=scan())
    citizen = desk.citizen()
    with scope.within(scope.scope_of(citizen)):
        assert queries.attachment_for(citizen, kept.pk).pk == kept.pk
        actions.detach(kept.pk, by=citizen, at=desk.at)
    assert queries.attachments_of_draft(draft) == []


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/125 Mobile Safari/537.36", Device.PHONE),
        ("Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 Chrome/125 Safari/537.36", Device.TABLET),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148", Device.PHONE),
        ("Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) Version/16.3 Mobile/15E148", Device.TABLET),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/125 Safari/537.36", Device.COMPUTER),
        ("", Device.UNKNOWN),
    ],
)
def test_a_browser_says_what_it_runs_on(agent: str, device: Device) -> None:
    assert device_of(agent) is device
