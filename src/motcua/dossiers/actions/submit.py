"""A citizen files a draft."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.papers import missing_papers, papers_for
from motcua.vietnamese import Sentence

from ..events import DossierSubmitted, announce
from ..models import Dossier, Draft
from ..permissions import Acting
from ..rules.circumstances import UNSAID, Circumstances
from ..rules.files import Received
from ..rules.refusals import Changed, Invalid, NotFound
from ..rules.states import Actor, Verb
from .filing import attach_mandate, check_in_force, check_mandate, checked_answers, new_dossier, take_attachments
from .helped import end_with_filing, with_help
from .recording import record


def submit(
    draft_id: UUID, *, by: Authority, at: datetime, revision: int | None = None, how: Circumstances = UNSAID
) -> Dossier:
    """File a draft: one short transaction that numbers, writes, journals and announces; a repeat gives the same
    dossier.

    The draft's id is the idempotency key; `how` says where and on what it was filed. Raises NotFound, Changed where the
    draft is no longer the `revision` that was read through, Superseded where the procedure's version is no longer in
    force, Invalid with {input name: message} where answers, papers or choices are lacking; then nothing is written and
    the draft stays.
    """
    with transaction.atomic():
        draft = locked_draft(draft_id, by)
        if draft.dossier_id is not None:
            return Dossier.objects.get(pk=draft.dossier_id)
        if revision is not None and revision != draft.revision:
            raise Changed("Hồ sơ này vừa được sửa ở cửa sổ hoặc máy khác.", draft=draft)
        definition = check_in_force(draft, at)
        _choices_are_made(draft, definition)
        check_mandate(draft, by, definition.key, at)
        answers = checked_answers(draft, definition, at)
        files = _papers_are_there(draft, definition)
        dossier = new_dossier(draft, definition, answers, by=by, at=at, how=with_help(draft, how, at))
        dossier.save(force_insert=True)
        if files:
            take_attachments(draft, dossier)
        if draft.mandate is not None:
            attach_mandate(dossier, draft.mandate, by=by, at=at)
        draft.dossier = dossier
        draft.save(update_fields=["dossier"])
        if draft.assistance_id is not None:
            end_with_filing(draft, dossier, at)
        acting = Acting(Actor.APPLICANT)
        data = {"draft": draft.code} | ({"mandate": str(draft.mandate_id)} if draft.mandate_id else {})
        entry = record(dossier, Verb.SUBMIT, by=by, acting=acting, at=at, key=draft.pk, was=(None, ""), data=data)
        announce(DossierSubmitted(dossier, entry, files))
    return dossier


def locked_draft(draft_id: UUID, by: Authority, *, helped_at: datetime | None = None) -> Draft:
    """One's own draft with its office, its row locked until the transaction ends; with `helped_at` also one that the
    person is helping with at that moment. Raises NotFound.

    In plain statements: every page of a form and every filing begins here.
    """
    found = None
    if by.account_id is not None:
        key = Draft._meta.pk
        keys = [key.get_db_prep_value(one, connection) for one in (draft_id, by.account_id)]
        lock = connection.ops.for_update_sql() if connection.features.has_select_for_update else ""
        whose = "account_id = %s"
        if helped_at is not None and by.advised_unit_ids:
            whose = "(account_id = %s OR (helper_id = %s AND help_until > %s))"
            until = Draft._meta.get_field("help_until")
            keys += [keys[1], until.get_db_prep_value(helped_at, connection)]
        sql = f'SELECT * FROM "dossiers_draft" WHERE id = %s AND {whose} {lock}'  # noqa: S608 - no words of others
        found = next(iter(Draft.objects.raw(sql, keys)), None)
    if found is None:
        raise NotFound("Không có hồ sơ đang soạn này.")
    found.unit = organisation.units_by_id([found.unit_id])[found.unit_id]
    return found


def _choices_are_made(draft: Draft, definition: Definition) -> None:
    if definition.case(draft.case) is None:
        raise Invalid("Chưa chọn trường hợp.", errors={"case": "Chọn một trường hợp trong danh sách."})
    if not draft.delivery_wish:
        raise Invalid("Chưa chọn cách nhận kết quả.", errors={"delivery_wish": "Chọn một cách nhận kết quả."})


def _papers_are_there(draft: Draft, definition: Definition) -> tuple[Received, ...]:
    """What is handed in, in the order it came. Raises Invalid where a required paper is lacking."""
    with connection.cursor() as cursor:
        sql = (
            'SELECT paper_key, size, sha256 FROM "dossiers_attachment" WHERE draft_id = %s AND removed_at IS NULL '
            "ORDER BY uploaded_at, id"
        )
        cursor.execute(sql, [Draft._meta.pk.get_db_prep_value(draft.pk, connection)])
        files = tuple(Received(*row) for row in cursor.fetchall())
    attached = Counter(one.paper_key for one in files)
    needed = papers_for(definition, draft.case, draft.answers, channel=draft.channel)
    lacking = missing_papers(needed, attached)
    if lacking:
        errors = {
            f"paper.{one.paper.key}": Sentence("Chưa có: %(paper)s.", {"paper": Sentence(one.paper.name)})
            for one in lacking
        }
        raise Invalid("Còn thiếu giấy tờ.", errors=errors, page="papers")
    return files
