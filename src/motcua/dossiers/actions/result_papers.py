"""What belongs to the paper a dossier ends in, beside its verbs: its bytes, its number, and that it was drafted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures

from .. import storing
from ..models import Attachment, Result
from ..permissions import allowed_verbs, require
from ..rules.itinerary import APPROVER, next_stage
from ..rules.refusals import NotAllowed
from ..rules.states import DRAFTED_RESULT, State, Verb
from .counting import next_number
from .moving import locked
from .recording import earlier, record

if TYPE_CHECKING:
    from motcua.procedures.rules.definition import Definition

    from ..models import Dossier

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A result's file whose bytes are stored: under which digest, by what name, how large."""

    sha256: str
    filename: str
    size: int

    def attached_to(self, dossier: Dossier, *, by: Authority, at: datetime) -> Attachment:
        """The file as the dossier's result, for its applicant to fetch once it is issued."""
        return Attachment.objects.create(
            unit_id=dossier.unit_id,
            dossier=dossier,
            paper_key="result",
            stream=Attachment.Stream.RESULT,
            filename=self.filename,
            sha256=self.sha256,
            size=self.size,
            media_type=PDF,
            uploaded_by_id=by.account_id,
            uploaded_at=at,
        )


def keep_paper(content: bytes, filename: str) -> KeptPaper:
    """Store the bytes of a paper of our own making."""
    return KeptPaper(storing.keep(BytesIO(content)), filename, len(content))


def verb_that_submits(dossier: Dossier, definition: Definition) -> Verb | None:
    """The verb by which the dossier goes to its signer next: proposed by a handler, or passed on by the desk."""
    following = next_stage(definition.stages, dossier.stage_key)
    if following is None or following.function != APPROVER:
        return None
    return Verb.SUBMIT_FOR_APPROVAL if dossier.holder_function == "case_handler" else Verb.FORWARD


def may_draft(by: Authority, dossier: Dossier, definition: Definition) -> bool:
    """Whether the person may write the dossier's result now: who puts it before the signer writes it."""
    verb = verb_that_submits(dossier, definition)
    return verb is not None and verb in allowed_verbs(by, dossier, definition)


def record_draft(dossier_id: UUID, *, by: Authority, at: datetime, key: UUID, digest: str) -> bool:
    """Note in the journal that the result was drafted, inside the caller's transaction; False for a repeat.

    Raises NotFound and NotAllowed.
    """
    with transaction.atomic():
        dossier = locked(by, dossier_id)
        if earlier(dossier.unit_id, key) is not None:
            return False
        definition = procedures.version(dossier.version_id).definition
        verb = verb_that_submits(dossier, definition)
        if verb is None:
            raise NotAllowed("Lúc này không soạn được kết quả: hồ sơ chưa đến hoặc đã qua bước trình ký.")
        acting = require(by, verb, dossier, definition)
        was = (State(dossier.state), dossier.stage_key)
        record(dossier, DRAFTED_RESULT, by=by, acting=acting, at=at, key=key, was=was, data={"sha256": digest})
    return True


def reserve_number(dossier_id: UUID, *, by: Authority, at: datetime, wanted: str = "") -> str:
    """Give the signed result its number before it is sealed; the same one again when asked again.

    The number is kept though the sealing fails, so that the register has no gap. Raises NotFound and NotAllowed.
    """
    with transaction.atomic():
        dossier = locked(by, dossier_id)
        require(by, Verb.ISSUE, dossier, procedures.version(dossier.version_id).definition)
        kept = Result.objects.filter(dossier_id=dossier.pk).order_by().values_list("number", flat=True).first() or ""
        number = wanted.strip() or kept or yearly_number(dossier, at)
        if number != kept:
            Result.objects.filter(dossier_id=dossier.pk).update(number=number)
    return number


def yearly_number(dossier: Dossier, at: datetime) -> str:
    """The next number of the office's yearly count for the procedure: "07/2026"."""
    year = localdate(at).replace(month=1, day=1)
    count = next_number(dossier.unit_id, f"r:{dossier.procedure_key}"[:60], year)
    return f"{count:02d}/{year.year}"
