"""What a filing becomes: the columns of a dossier that follow from its answers, and its first place in the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules import forms
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.limits import fees_for, total_of
from motcua.vietnamese import search_key

from ..models import Attachment, Dossier, Draft, Mandate
from ..models.dossier import Channel, Payment
from ..queries import clocks
from ..queries.documents import MANDATE_PAPER
from ..queries.mandates import mandates_for_filing
from ..rules.circumstances import Circumstances
from ..rules.numbering import dossier_code
from ..rules.refusals import Invalid, NotAllowed, Superseded
from ..rules.states import State
from .counting import next_number


def check_in_force(draft: Draft, at: datetime) -> Definition:
    """The definition a draft is filed under. Raises Superseded where another version is in force at the filing."""
    version = procedures.version(draft.version_id)
    on = localdate(at)
    if not version.is_in_force(on):
        newer = procedures.current_version(version.procedure_key, on=on, office_id=draft.unit_id)
        raise Superseded(
            "Thủ tục này vừa có bản mới. Chúng tôi giữ lại những gì bạn đã khai; xem lại rồi nộp theo bản mới.",
            version_id=newer.id if newer is not None else None,
        )
    return version.definition


def checked_answers(draft: Draft, definition: Definition, at: datetime) -> dict[str, Any]:
    """The answers that count, checked once more as a whole. Raises Invalid with {input name: message} and the first
    page.
    """
    about = {"case": draft.case, "channel": draft.channel}
    given = forms.submitted_answers(definition.form, draft.answers, **about)
    context = procedures.form_context(definition, on=localdate(at))
    result = forms.check_answers(definition.form, given, context, **about)
    errors = {error.input_name: str(error.message) for error in result.errors}
    if errors:
        lacking = forms.missing(definition.form, given, **about)
        errors |= {error.input_name: str(error.message) for _, error in lacking}
        first = next((page.key for page, _ in lacking), "")
        raise Invalid("Còn chỗ cần điền hoặc sửa trước khi nộp.", errors=errors, page=first)
    return given


def new_dossier(
    draft: Draft, definition: Definition, answers: dict[str, Any], *, by: Authority, at: datetime, how: Circumstances
) -> Dossier:
    """The dossier a draft becomes, numbered and at its first stage, not saved yet; `how` is how it was filed."""
    office, day, stage = draft.unit, localdate(at), definition.stages[0]
    place = organisation.stage_unit_id(office.pk, stage.unit, on=day)
    dossier = Dossier(
        id=uuid7(),
        unit=office,
        version_id=draft.version_id,
        procedure_key=definition.key,
        case=draft.case,
        channel=draft.channel,
        delivery_wish=draft.delivery_wish,
        mandate=draft.mandate,
        # An officer files their own dossier online like anybody else; at the desk the receiver is not its submitter.
        submitter_id=by.account_id if draft.channel == Channel.ONLINE else None,
        state=State.FILED,
        stage_key=stage.key,
        holder_unit_id=place,
        holder_function=stage.function,
        stage_entered_at=at,
        submitted_at=at,
        filed_place=how.place,
        filed_device=how.device,
        filed_network=how.network,
        filed_helper_id=how.helper_id,
        filed_team_id=how.team_id,
    )
    _write(dossier, definition, answers, at)
    fees = fees_for(definition, channel=dossier.channel, case=dossier.case, answers=dossier.answers)
    # Written with the row itself: the room of payments, which hears of the filing, has nothing left to set here.
    dossier.payment = Payment.REQUESTED if total_of(fees) else Payment.NONE
    dossier.due_at = clocks.first_promise(dossier, definition).due_at
    dossier.stage_due_at = clocks.acknowledgement_due(dossier, at)
    # Last of all: from here to the commit the office's other filings wait for their numbers.
    dossier.code = dossier_code(office.code, office.code_format, day, next_number(office.pk, "dossier", day))
    return dossier


def fill_in(dossier: Dossier, definition: Definition, answers: Mapping[str, Any], at: datetime) -> None:
    """Set the answers and every column that follows from them: the owner's particulars, title and search key."""
    about = {"case": dossier.case, "channel": dossier.channel}
    _write(dossier, definition, forms.submitted_answers(definition.form, answers, **about), at)


def _write(dossier: Dossier, definition: Definition, submitted: dict[str, Any], at: datetime) -> None:
    dossier.answers = submitted
    context = procedures.form_context(definition, on=localdate(at))
    owner = forms.owner_of(definition.form, dossier.answers)
    dossier.owner_name = str(owner.get("name") or "")[:150]
    dossier.owner_identity_number = str(owner.get("identity_number") or "")[:20]
    dossier.owner_phone = str(owner.get("phone") or "")[:20]
    dossier.owner_email = str(owner.get("email") or "")[:254]
    enterprise = dossier.mandate.enterprise if dossier.mandate is not None else None
    if enterprise is not None:  # what is filed for an organisation is the organisation's, whoever the form speaks of
        dossier.owner_name, dossier.owner_identity_number = enterprise.name[:150], enterprise.tax_code
    dossier.owner_address = context.address_words(owner.get("address"))[:300]
    dossier.title = forms.title_of(definition.form, dossier.answers, context)[:200]
    words = (dossier.owner_name, dossier.title, dossier.owner_phone, dossier.owner_identity_number)
    dossier.search_key = search_key(" ".join(word for word in words if word))[:500]


def correct_answers(dossier: Dossier, definition: Definition, corrected: Mapping[str, Any], at: datetime) -> None:
    """Put corrected answers into a filed dossier, checked by the rules of the form.

    Only what was corrected is judged: what was filed once stays as it was. Raises Invalid with {input name: message}.
    """
    answers = {**dossier.answers, **corrected}
    if corrected:
        context = procedures.form_context(definition, on=localdate(at))
        result = forms.check_answers(definition.form, answers, context, case=dossier.case, channel=dossier.channel)
        errors = {e.input_name: str(e.message) for e in result.errors if e.field_id in corrected}
        if errors:
            raise Invalid("Có mục sửa chưa đúng.", errors=errors)
        answers |= {name: result.answers[name] for name in corrected if name in result.answers}
    fill_in(dossier, definition, answers, at)


def take_attachments(draft: Draft, dossier: Dossier) -> None:
    """Let the draft's files become the dossier's."""
    Attachment.objects.filter(draft_id=draft.pk, removed_at=None).update(dossier=dossier)


def check_mandate(draft: Draft, by: Authority, procedure_key: str, at: datetime) -> None:
    """Raises NotAllowed where the draft is for somebody else and the mandate for that has ended."""
    if draft.mandate_id is None:
        return
    may = (one.pk for one in mandates_for_filing(by, procedure_key, localdate(at)))
    if draft.mandate_id not in may:
        raise NotAllowed("Ủy quyền để nộp hồ sơ này đã hết hiệu lực. Xin ủy quyền mới, rồi nộp.")


def attach_mandate(dossier: Dossier, mandate: Mandate, *, by: Authority, at: datetime) -> None:
    """Put the paper of a mandate among the dossier's files, for whoever takes it in; the same bytes, no copy."""
    papers = [mandate, *([mandate.enterprise] if mandate.enterprise is not None else [])]
    kept = {paper.sha256: paper for paper in papers if paper.sha256}
    for paper in kept.values():
        Attachment.objects.create(
            unit_id=dossier.unit_id,
            dossier=dossier,
            paper_key=MANDATE_PAPER,
            filename=paper.filename,
            sha256=paper.sha256,
            size=paper.size,
            media_type=paper.media_type,
            uploaded_by_id=by.account_id,
            uploaded_at=at,
        )
