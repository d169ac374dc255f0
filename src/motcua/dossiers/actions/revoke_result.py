"""An approver takes back a result that was issued in error; what happened stays, the dossier's state too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.organisation.rules.authority import Authority, Function

from ..events import ResultRevoked, announce
from ..models import Dossier, JournalEntry
from ..permissions import Acting
from ..queries.scope import NO_SUCH_DOSSIER, visible_to
from ..rules.refusals import NotAllowed, NotFound
from ..rules.states import REPLACED_RESULT, REVOKED_RESULT, Actor, State
from .recording import earlier, record

WORDS = frozenset({REVOKED_RESULT, REPLACED_RESULT})


def may_revoke(by: Authority, dossier: Dossier) -> bool:
    """Whether the person signs results at the dossier's office and there is one that was issued."""
    signs = Function.APPROVER in by.functions_at(dossier.unit_id)
    return signs and State(dossier.state) in (State.RESOLVED, State.RETURNED)


def record_revocation(
    dossier_id: UUID, word: str, *, by: Authority, at: datetime, key: UUID, reason: str, data: Mapping[str, str]
) -> tuple[JournalEntry, bool]:
    """Write down that the result is revoked, or which one replaces it; and whether that is new. For `receipts`, which
    keeps the result's own row in the same transaction.

    The same key a second time gives the first entry. Raises NotFound, NotAllowed.
    """
    with transaction.atomic():
        dossier = visible_to(by).select_for_update(of=("self",)).filter(pk=dossier_id).order_by().first()
        if dossier is None:
            raise NotFound(NO_SUCH_DOSSIER)
        if not may_revoke(by, dossier):
            raise NotAllowed("Chỉ người ký duyệt của cơ quan thu hồi được kết quả đã phát hành.")
        done = earlier(dossier.unit_id, key)
        if done is not None and (done.dossier_id, done.verb, done.actor_id) == (dossier.pk, word, by.account_id):
            return done, False
        entry = record(
            dossier,
            word,
            by=by,
            acting=Acting(Actor.APPROVER),
            at=at,
            key=key,
            was=(State(dossier.state), dossier.stage_key),
            note=reason,
            data=data,
        )
        announce(ResultRevoked(dossier, entry))
    return entry, True
