"""The applicant has the public post fetch papers at home and bring them to the desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers.queries import is_applicant
from motcua.dossiers.rules.refusals import NotAllowed, NotFound
from motcua.dossiers.rules.states import State
from motcua.organisation.rules.authority import Authority

from ..models import PostalOrder
from .choose_way import checked_party
from .ordering import open_order

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

# While somebody still looks at papers: before a decision, and not once it is to be withdrawn.
FETCHED_IN = frozenset({State.FILED, State.RECEIVED, State.IN_PROGRESS, State.AWAITING_SUPPLEMENT})


def order_pickup(dossier_id: UUID, *, name: str, phone: str, address: str, by: Authority, at: datetime) -> PostalOrder:
    """Order that papers be fetched; one that is under way already is given back.

    Raises NotFound, NotAllowed, Invalid.
    """
    number = checked_party(name, phone, address)
    with transaction.atomic():
        dossier = dossiers.locked_for_money(by, dossier_id)
        if not is_applicant(by, dossier):
            raise NotFound("")
        if not may_order_pickup(dossier):
            raise NotAllowed("Hồ sơ không còn chờ giấy tờ nào.")
        known = open_order(dossier.pk, PostalOrder.Kind.PICKUP)
        if known is not None:
            return known
        return PostalOrder.objects.create(
            unit_id=dossier.unit_id,
            dossier=dossier,
            kind=PostalOrder.Kind.PICKUP,
            name=name.strip()[:150],
            phone=number,
            address=address.strip()[:300],
            asked_at=at,
            asked_by_id=by.account_id,
            next_at=at,
        )


def may_order_pickup(dossier: Dossier) -> bool:
    """Whether papers of the dossier are still of use."""
    return State(dossier.state) in FETCHED_IN
