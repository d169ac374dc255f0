"""Finding the papers that dossiers end in: for whoever may read the dossier, and by token or digest for anybody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from ..models import ResultDocument

State = ResultDocument.State


@dataclass(frozen=True, slots=True)
class IssuedResult:
    """What a verification page may say of a result: what, by whom, when, until when; nobody's personal data."""

    title: str
    number: str
    code: str
    office: str
    procedure: str
    signer: str
    sealed_by: str
    issued_at: datetime
    dated: date | None
    valid_until: date | None
    on_paper: bool
    digest: str
    revoked_at: datetime | None = None
    revoked_reason: str = ""
    replaced_by: str = ""

    def is_valid(self, on: date) -> bool:
        return self.revoked_at is None and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a token leads to: an issued result, or one that is not given out yet (`result` None)."""

    result: IssuedResult | None


def document_of(by: Authority, dossier_id: UUID) -> ResultDocument | None:
    """The paper of one dossier, if it has one. Raises NotFound where the dossier is not this person's to work on."""
    dossier = dossiers.dossier_for(by, dossier_id)
    readable = dossier.unit_id in by.readable_office_ids and not dossiers.only_administers(by, dossier)
    if not readable and not by.is_system:
        raise NotFound("Không có hồ sơ này, hoặc hồ sơ không thuộc phạm vi của bạn.")
    return live_document(dossier_id)


def live_document(dossier_id: UUID) -> ResultDocument | None:
    """The paper of a dossier; for the room's own actions and subscriptions."""
    found = ResultDocument.objects.select_related("unit").exclude(state=State.VOID).filter(dossier_id=dossier_id)
    return found.order_by().first()


def revoked_result(dossier_id: UUID) -> IssuedResult | None:
    """The result of a dossier that was taken back, or None; for pages of whoever may read the dossier."""
    found = live_document(dossier_id)
    return _issued(found) if found is not None and found.revoked_at is not None else None


def is_signed_digitally(dossier_id: UUID) -> bool:
    """Whether the leader's signature is on the dossier's paper, which then waits for number and seal."""
    return ResultDocument.objects.filter(dossier_id=dossier_id, state=State.SIGNED).exists()


def titles_of(dossier_ids: Collection[UUID]) -> dict[UUID, tuple[str, bool]]:
    """Of these dossiers: what each one's paper is called, and whether a signature is still awaited. One statement."""
    rows = ResultDocument.objects.exclude(state=State.VOID).filter(dossier_id__in=dossier_ids).order_by()
    return {
        dossier_id: (layout["title"].capitalize(), pending is not None)
        for dossier_id, layout, pending in rows.values_list("dossier_id", "layout", "pending")
    }


def result_by_token(token: str) -> Bearing | None:
    """What the token on a result says, or None where no result bears it."""
    with scope.also(token=token):
        found = ResultDocument.objects.select_related("unit").filter(token=token[:64]).order_by().first()
    return None if found is None else Bearing(_issued(found))


def result_by_digest(digest: str) -> IssuedResult | None:
    """The result whose issued file has this SHA-256, if we issued one."""
    if len(digest) != 64:
        return None
    with scope.also(token=digest):
        found = ResultDocument.objects.select_related("unit").filter(issued_sha256=digest).order_by().first()
    return _issued(found) if found is not None else None


def _issued(found: ResultDocument) -> IssuedResult | None:
    if found.state != State.ISSUED or found.issued_at is None:
        return None
    by_role = {one["role"]: one for one in found.signatures}
    return IssuedResult(
        title=found.layout["title"].capitalize(),
        number=found.number,
        code=found.about.get("code", ""),
        office=found.unit.name,
        procedure=found.about.get("procedure", ""),
        signer=" ".join(part for part in (found.signer_title, found.signer_name) if part),
        sealed_by=by_role.get("seal", {}).get("name", ""),
        issued_at=found.issued_at,
        dated=found.dated,
        valid_until=found.valid_until,
        on_paper=found.on_paper,
        digest=found.issued_sha256,
        revoked_at=found.revoked_at,
        revoked_reason=found.revoked_reason,
        replaced_by=found.replaced_by_number,
    )
