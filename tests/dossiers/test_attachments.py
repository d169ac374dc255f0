"""Who reads which file of a dossier."""

from __future__ import annotations

import pytest

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Attachment
from motcua.dossiers.rules.refusals import NotAllowed, NotFound
from tests.builders.dossiers import Desk, scan


def kept(desk: Desk, dossier: object, stream: str) -> Attachment:
    by = desk.office.by("tuphap1", desk.at)
    return actions.attach_to_dossier(
        dossier.pk,  # type: ignore[attr-defined]
        by=by,
        at=desk.at,
        paper_key=stream,
        file=scan(),
        stream=stream,
    )


def test_the_applicant_reads_the_result_once_it_is_issued_and_never_the_offices_own_papers(desk: Desk) -> None:
    dossier = desk.appraised()
    result, own = kept(desk, dossier, "result"), kept(desk, dossier, "office")
    handed_in = queries.dossier_page(desk.citizen(), dossier.pk, desk.at).attachments[0]
    officer = desk.office.by("tuphap1", desk.at)
    assert queries.attachment_for(desk.citizen(), handed_in.pk).pk == handed_in.pk
    for hidden in (result, own):
        assert queries.attachment_for(officer, hidden.pk).pk == hidden.pk
        with pytest.raises(NotFound):
            queries.attachment_for(desk.citizen(), hidden.pk)
    dossier = desk.do("submit_for_approval", dossier, "tuphap1")
    dossier = desk.do("sign", dossier, "chutich")
    desk.do("issue", dossier, "vanthu")
    assert queries.attachment_for(desk.citizen(), result.pk).pk == result.pk
    with pytest.raises(NotFound):
        queries.attachment_for(desk.citizen(), own.pk)


def test_a_stranger_and_another_office_read_no_file(desk: Desk) -> None:
    dossier = desk.appraised()
    handed_in = queries.dossier_page(desk.citizen(), dossier.pk, desk.at).attachments[0]
    with pytest.raises(NotFound):
        queries.attachment_for(desk.office.by("vocuong.chutich", desk.at), handed_in.pk)


def test_nothing_is_added_to_or_taken_from_what_was_filed(desk: Desk) -> None:
    dossier = desk.filed()
    citizen = desk.citizen()
    handed_in = queries.dossier_page(citizen, dossier.pk, desk.at).attachments[0]
    with pytest.raises(NotAllowed):
        actions.detach(handed_in.pk, by=citizen, at=desk.at)
    with pytest.raises(NotAllowed):
        actions.attach_to_dossier(
            dossier.pk, by=citizen, at=desk.at, paper_key="birth_notice", file=scan(), stream="supplement"
        )


def test_a_paper_that_the_procedure_does_not_have_is_not_taken(desk: Desk) -> None:
    dossier = desk.asked_for_more()
    by = desk.citizen()
    with pytest.raises(NotAllowed):
        actions.attach_to_dossier(dossier.pk, by=by, at=desk.at, paper_key="khong-co", file=scan(), stream="supplement")
    draft = actions.start_draft(
        by=by, at=desk.at, version_id=desk.office.version_id("birth", desk.at), office_id=desk.office.id
    )
    with pytest.raises(NotAllowed):
        actions.attach(draft.pk, by=by, at=desk.at, paper_key="x" * 200, file=scan())
    assert not Attachment.objects.filter(draft=draft).exists()
