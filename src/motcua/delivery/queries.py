"""Parcels of one dossier, of an office, and what anybody with the code may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from motcua.dossiers.rules.numbering import normalised
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from .models import DeliveryAddress, PostalOrder, PostalStatus

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

SIZE = 50
GROUPS = {
    "cho-giao": Q(kind="delivery", state="taken"),
    "dang-di": Q(state="under_way"),
    "lay-giay-to": Q(kind="pickup", state__in=["waiting", "taken", "under_way"]),
    "vuong": Q(state="waiting", kind="delivery") | Q(state="failed") | ~Q(last_error=""),
    "tat-ca": Q(),
}


@dataclass(frozen=True, slots=True)
class Way:
    """Where a dossier's result is to be brought; from the declaration where nothing else was said."""

    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that happened to a parcel, as anybody with the code may know it."""

    kind: str
    word: str
    place: str
    at: datetime


def way_of(dossier: Dossier) -> Way:
    """Where to, as things are, for whoever has read the dossier."""
    chosen = DeliveryAddress.objects.filter(dossier_id=dossier.pk).first()
    if chosen is not None:
        return Way(chosen.name, chosen.phone, chosen.address)
    return Way(dossier.owner_name, dossier.owner_phone, dossier.owner_address)


def orders_of(dossier: Dossier) -> list[PostalOrder]:
    """The parcels of a dossier the person has read, newest first."""
    return list(PostalOrder.objects.filter(dossier_id=dossier.pk).order_by("-asked_at", "-pk"))


def statuses_of(dossier: Dossier) -> list[PostalStatus]:
    """What the post said of the parcels of a dossier, newest first."""
    return list(PostalStatus.objects.filter(dossier_id=dossier.pk).order_by("-at", "-pk")[:SIZE])


def orders(
    by: Authority, office_id: UUID, *, group: str, text: str = "", before: UUID | None = None
) -> tuple[Sequence[PostalOrder], UUID | None]:
    """An office's parcels of a group, newest first, and the mark of the next page."""
    if office_id not in by.readable_office_ids:
        return [], None
    found = PostalOrder.objects.filter(GROUPS[group], unit_id=office_id).select_related("dossier")
    if text:
        code = normalised(text)
        found = found.filter(Q(dossier__code=code) | Q(tracking_code=text.strip().upper()))
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: SIZE + 1])
    return rows[:SIZE], rows[SIZE - 1].pk if len(rows) > SIZE else None


def public_statuses(code: str) -> list[Seen]:
    """What the post said of the parcels of the dossier with this code, oldest first: no name, no address, no number."""
    with scope.also(code=normalised(code)):
        rows = PostalStatus.objects.filter(dossier__code=normalised(code)).order_by("at", "pk")
        return [Seen(*row) for row in rows.values_list("kind", "word", "place", "at")[:SIZE]]
