"""What lies in a dossier, as the national portal is told of it: files by digest, fees, supplements, results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from motcua.dossiers.queries.happened import Enclosed, enclosed_in
from motcua.organisation.rules.authority import SYSTEM
from motcua.payments.queries import paid_in_full
from motcua.procedures.rules.limits import fees_for
from motcua.vietnamese.letters import search_key

from ..ports import ToldFee, ToldFile, ToldResult, ToldSupplement

if TYPE_CHECKING:
    from motcua.dossiers.models import Attachment, Dossier, SupplementRequest
from motcua.procedures.rules.definition import Definition

# As their registration papers begin; a name of another kind of organisation never does.
HOUSEHOLDS = ("ho kinh doanh ", "hkd ")
REFUSAL = "Văn bản từ chối giải quyết hồ sơ"


def owner_kind_of(dossier: Dossier, definition: Definition) -> str:
    """Whether a dossier is a citizen's, a household's or a firm's: by whom it was filed for, then by the procedure."""
    enterprise = dossier.mandate.enterprise if dossier.mandate is not None else None
    if enterprise is None:
        return "firm" if definition.audience == ("organisation",) else "citizen"
    # Twelve digits are a person's number, which a household business has as its tax code (Circular 86/2024, art. 5).
    is_household = len(enterprise.tax_code) == 12 or f"{search_key(enterprise.name)} ".startswith(HOUSEHOLDS)
    return "household" if is_household else "firm"


def enclosed_as_told(dossier: Dossier, definition: Definition) -> dict[str, Any]:
    """The four lists of a dossier's message."""
    found = enclosed_in(SYSTEM, dossier.pk)
    return {
        "files": _files(one for one in found.files if one.stream == "submitted"),
        "fees": _fees(dossier, definition, found),
        "supplements": tuple(_supplement(one, found) for one in found.supplements),
        "results": _results(definition, found),
    }


def _files(rows: Iterable[Attachment]) -> tuple[ToldFile, ...]:
    return tuple(
        ToldFile(str(one.pk), one.paper_key, one.filename, one.size, one.sha256, one.uploaded_at) for one in rows
    )


def _fees(dossier: Dossier, definition: Definition, found: Enclosed) -> tuple[ToldFee, ...]:
    published = fees_for(definition, channel=dossier.channel, case=dossier.case, answers=dossier.answers)
    asked = (
        ToldFee(
            key=str(one.pk),
            name=one.reason,
            kind="obligation",
            amount=one.amount,
            paid_at=None if one.waived else one.confirmed_at,
            receipt_number=one.receipt_number,
            waived=one.waived,
        )
        for one in found.obligations
    )
    receipt = paid_in_full(dossier.pk) if published else None
    at, code = (receipt.issued_at, receipt.code) if receipt is not None else (None, "")
    return (*(ToldFee(one.key, one.name, one.kind, one.total, at, code) for one in published), *asked)


def _supplement(asked: SupplementRequest, found: Enclosed) -> ToldSupplement:
    # What was handed in between the question and its answer; while it is open, nothing is handed over yet.
    until = asked.answered_at
    given = (
        one
        for one in found.files
        if one.stream == "supplement" and until is not None and asked.requested_at <= one.uploaded_at <= until
    )
    words = [asked.reason, *(str(item.get("text", "")) for item in asked.items)]
    return ToldSupplement(
        id=str(asked.pk),
        asked_by=asked.requested_by.full_name,
        words="\n".join(one for one in words if one),
        asked_at=asked.requested_at,
        answered_at=asked.answered_at,
        answer=asked.answer_note,
        files=_files(given),
    )


def _results(definition: Definition, found: Enclosed) -> tuple[ToldResult, ...]:
    result = found.result
    if result is None or result.issued_at is None:
        return ()
    granted = result.outcome == "granted" and definition.result is not None
    name = definition.result.name if granted and definition.result is not None else REFUSAL
    files = _files(one for one in found.files if one.stream == "result")
    return (ToldResult(str(result.pk), name, result.number, result.issued_at, files),)
