"""Filing for somebody else: the mandate decides who files, who follows, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.accounts import actions as accounts
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, Mandate
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.dossiers.rules.tax_codes import problem_of
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from tests.builders.dossiers import Desk, scan
from tests.builders.office import PASSWORD

TODAY = date(2026, 8, 28)
CLERK = "0987654321"


@pytest.mark.parametrize("code", ["0100109106", "0101243150", "0100109106001"])
def test_a_tax_code_with_its_right_check_digit_is_taken(code: str) -> None:
    assert problem_of(code, TODAY) == ""


@pytest.mark.parametrize("code", ["0100109107", "010010910", "0100109106000", "01001O9106", "", "00118812348"])
def test_a_tax_code_that_cannot_be_one_is_refused_with_words(code: str) -> None:
    assert problem_of(code, TODAY)


def test_a_personal_number_is_the_tax_code_of_a_household() -> None:
    assert problem_of("001188123482", TODAY) == ""


@pytest.fixture
def clerk(desk: Desk) -> Authority:
    account = accounts.register_citizen(CLERK, PASSWORD, "Trần Văn Nộp", at=desk.at)
    return organisation.authority_of(account, desk.at.date())


def enterprise_of(desk: Desk) -> Mandate:
    return actions.register_enterprise(
        by=desk.citizen(), at=desk.at, name="Công ty Hoa Sen", tax_code="0100109106", paper=scan()
    )


def authorised(desk: Desk, **more: Any) -> Mandate:
    own = enterprise_of(desk)
    given = {"name": "Trần Văn Nộp", "phone": CLERK, "enterprise_id": own.enterprise_id, "paper": scan("uy.pdf")}
    return actions.give_mandate(by=desk.citizen(), at=desk.at, **(given | more))


def filed(desk: Desk, by: Authority, mandate: Mandate) -> Dossier:
    answers, case = desk.answers("birth")
    version_id = desk.office.version_id("birth", desk.at)
    draft = actions.start_draft(
        by=by, at=desk.at, version_id=version_id, office_id=desk.office.id, case=case, mandate_id=mandate.pk
    )
    actions.save_page(draft.pk, by=by, at=desk.at, answers=answers, delivery_wish="desk")
    actions.attach(draft.pk, by=by, at=desk.at, paper_key="birth_notice", file=scan())
    return actions.submit(draft.pk, by=by, at=desk.at)


@pytest.mark.django_db
def test_an_offered_mandate_has_no_effect_until_its_number_accepts_it(desk: Desk, clerk: Authority) -> None:
    mandate = authorised(desk)
    with pytest.raises(NotAllowed):
        filed(desk, clerk, mandate)
    actions.accept_mandate(mandate.pk, by=clerk, at=desk.at)
    dossier = filed(desk, clerk, mandate)
    assert (dossier.owner_name, dossier.owner_identity_number) == ("Công ty Hoa Sen", "0100109106")
    assert dossier.submitter_id == clerk.account_id


@pytest.mark.django_db
def test_nobody_else_can_accept_it(desk: Desk, clerk: Authority) -> None:
    mandate = authorised(desk, phone="0912000111")
    with pytest.raises(NotFound):
        actions.accept_mandate(mandate.pk, by=clerk, at=desk.at)


@pytest.mark.django_db
def test_the_representative_follows_what_the_clerk_filed_and_an_ended_mandate_shows_nothing(
    desk: Desk, clerk: Authority
) -> None:
    mandate = authorised(desk)
    actions.accept_mandate(mandate.pk, by=clerk, at=desk.at)
    dossier = filed(desk, clerk, mandate)
    assert queries.is_applicant(clerk, dossier) and queries.is_applicant(desk.citizen(), dossier)
    actions.end_mandate(mandate.pk, by=desk.citizen(), at=desk.at)
    assert not queries.is_applicant(clerk, dossier) and queries.is_applicant(desk.citizen(), dossier)
    with pytest.raises(NotFound):
        queries.dossier_for(clerk, dossier.pk)
    assert queries.mine(clerk).dossiers == ()
    with pytest.raises(NotFound):
        actions.withdraw(dossier.pk, by=clerk, at=desk.at, key=dossier.pk, reason="Thôi.")


@pytest.mark.django_db
def test_the_papers_of_the_mandate_stand_among_the_files_of_the_dossier(desk: Desk, clerk: Authority) -> None:
    mandate = authorised(desk)
    actions.accept_mandate(mandate.pk, by=clerk, at=desk.at)
    dossier = filed(desk, clerk, mandate)
    assert dossier.attachments.filter(paper_key="mandate").exists()
    assert all(one.kind_key != "mandate" for one in queries.documents_of(clerk))


@pytest.mark.django_db
def test_a_mandate_for_one_procedure_is_not_for_another(desk: Desk, clerk: Authority) -> None:
    mandate = authorised(desk, procedures=["marriage"])
    actions.accept_mandate(mandate.pk, by=clerk, at=desk.at)
    with pytest.raises(NotAllowed):
        filed(desk, clerk, mandate)


@pytest.mark.django_db
def test_a_mandate_that_ends_before_the_filing_refuses_it_and_keeps_the_draft(desk: Desk, clerk: Authority) -> None:
    mandate = authorised(desk, ends_on=desk.at.date())
    actions.accept_mandate(mandate.pk, by=clerk, at=desk.at)
    answers, case = desk.answers("birth")
    version_id = desk.office.version_id("birth", desk.at)
    draft = actions.start_draft(
        by=clerk, at=desk.at, version_id=version_id, office_id=desk.office.id, case=case, mandate_id=mandate.pk
    )
    actions.save_page(draft.pk, by=clerk, at=desk.at, answers=answers, delivery_wish="desk")
    with pytest.raises(NotAllowed):
        actions.submit(draft.pk, by=clerk, at=desk.at + timedelta(days=1))
    assert queries.draft_for(clerk, draft.pk).answers == answers


@pytest.mark.django_db
def test_only_a_representative_authorises_for_an_organisation(desk: Desk, clerk: Authority) -> None:
    own = enterprise_of(desk)
    with pytest.raises(NotAllowed):
        actions.give_mandate(
            by=clerk, at=desk.at, enterprise_id=own.enterprise_id, phone="0912000111", name="Lê Thị Bạn"
        )


@pytest.mark.django_db
def test_what_is_wrong_with_an_organisation_is_said_all_at_once(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        actions.register_enterprise(by=desk.citizen(), at=desk.at, name=" ", tax_code="123", paper=None)
    assert set(refused.value.detail["errors"]) == {"name", "tax_code", "paper"}


@pytest.mark.django_db
def test_a_mandate_on_paper_is_entered_by_who_holds_it(desk: Desk, clerk: Authority) -> None:
    mandate = actions.enter_mandate(by=clerk, at=desk.at, name="Bà Nguyễn Thị Già", paper=scan())
    dossier = filed(desk, clerk, mandate)
    assert dossier.mandate == mandate and dossier.attachments.filter(paper_key="mandate").count() == 1
