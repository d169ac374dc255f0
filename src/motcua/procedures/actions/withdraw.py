"""Withdraw a published version: nothing new is filed under it, dossiers already filed keep it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.organisation.rules.authority import Authority

from ..events import VersionWithdrawn, announce
from ..models import ProcedureVersion
from ..permissions import must_publish
from ..queries import forget
from ..rules.refusals import NotInState, Refused

State = ProcedureVersion.State


@transaction.atomic
def withdraw(version_id: UUID, *, by: Authority, at: datetime, reason: str) -> ProcedureVersion:
    """Withdraw a published version, with a reason. Raises NotAllowed, NotInState, or Refused without a reason."""
    must_publish(by)
    if not reason.strip():
        raise Refused("Chưa ghi lý do rút phiên bản này.")
    version = ProcedureVersion.objects.select_for_update().get(pk=version_id)
    if version.state != State.PUBLISHED:
        raise NotInState("Chỉ rút được phiên bản đang công bố.")
    version.state = State.WITHDRAWN
    version.withdrawn_at = at
    version.withdrawn_by_id = by.account_id
    version.withdrawal_reason = reason.strip()[:300]
    version.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    announce(VersionWithdrawn(version.pk, version.procedure.key, version.number, at, by.account_id))
    forget()
    transaction.on_commit(forget)
    return version
