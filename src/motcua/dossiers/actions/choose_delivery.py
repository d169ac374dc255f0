"""The applicant, or the desk for them, changes how the result comes: while it has not left the office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures

from ..models import Dossier
from ..models.dossier import Delivery
from ..permissions import may_receive_at
from ..queries.scope import NO_SUCH_DOSSIER, is_applicant, visible_to
from ..rules.refusals import Invalid, NotAllowed, NotFound
from ..rules.states import CHOSE_DELIVERY, TERMINAL, State
from .recording import record


def choose_delivery(dossier_id: UUID, wish: str, *, by: Authority, at: datetime) -> Dossier:
    """Set the way among those the procedure's result has; the same way again changes nothing.

    Raises NotFound, NotAllowed once the result has left or the dossier is closed, Invalid.
    """
    with transaction.atomic():
        rows = visible_to(by).select_related("unit").select_for_update(of=("self",))
        dossier = rows.filter(pk=dossier_id).order_by().first()
        if dossier is None or not (is_applicant(by, dossier) or may_receive_at(by, dossier.unit_id)):
            raise NotFound(NO_SUCH_DOSSIER)
        if not may_choose_delivery(dossier):
            raise NotAllowed("Kết quả đã gửi đi hoặc hồ sơ đã khép lại, nên không đổi cách nhận được nữa.")
        if wish not in ways_of(dossier):
            raise Invalid("Chưa chọn cách nhận.", errors={"delivery_wish": "Chọn một cách nhận kết quả."})
        before = dossier.delivery_wish
        if wish == before:
            return dossier
        dossier.delivery_wish = wish
        dossier.lock += 1
        dossier.save(update_fields=["delivery_wish", "lock"])
        was = (State(dossier.state), dossier.stage_key)
        told = {"before": before, "now": wish}
        record(dossier, CHOSE_DELIVERY, by=by, acting=None, at=at, key=uuid7(), was=was, data=told)
    return dossier


def may_choose_delivery(dossier: Dossier) -> bool:
    """Whether the result has not left yet and one may still come."""
    return State(dossier.state) not in TERMINAL and dossier.delivery in (Delivery.NONE, Delivery.READY)


def ways_of(dossier: Dossier) -> tuple[str, ...]:
    """How the result of this dossier's procedure may come."""
    result = procedures.version(dossier.version_id).definition.result
    return result.delivery if result is not None else ("desk",)
