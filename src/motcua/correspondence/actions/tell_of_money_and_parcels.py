"""What people are told of money and parcels: heard from these rooms, written as any other message."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import localtime

from motcua.delivery import events as parcels
from motcua.payments import events as money
from motcua.procedures import queries as procedures
from motcua.vietnamese import format_money

from ..rules.wording import Facts
from .enqueue import enqueue

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


def begin() -> None:
    """Start listening; called once when the app is ready."""
    money.hear(money.PaymentReceived, paid)
    for kind in PARCELS:
        parcels.hear(kind, tell_parcel)


def paid(event: money.MoneyEvent) -> None:
    """The money came, with the number of its receipt and what is still owed."""
    if not isinstance(event, money.PaymentReceived):
        return
    particulars = {
        "amount": format_money(event.payment.amount),
        "number": event.receipt.code,
        "rest": format_money(event.balance) if event.balance > 0 else "",
    }
    tell_of(event.dossier, "paid", particulars, cause=str(event.payment.pk), at=event.payment.at)


PARCELS: dict[type[parcels.PostalEvent], str] = {
    parcels.ParcelHandedOver: "parcel_sent",
    parcels.ParcelDelivered: "parcel_delivered",
    parcels.ParcelReturned: "parcel_returned",
    parcels.PapersFetched: "papers_fetched",
}


def tell_parcel(event: parcels.PostalEvent) -> None:
    """Where the parcel is, with the post's tracking code."""
    kind = PARCELS[type(event)]
    particulars = {"tracking": event.order.tracking_code}
    tell_of(event.dossier, kind, particulars, cause=f"{kind}:{event.order.pk}", at=event.at)


def tell_of(dossier: Dossier, kind: str, particulars: dict[str, Any], *, cause: str, at: datetime) -> None:
    """Write the messages of one fact about a dossier that is not in its journal."""
    own, public = f"/ho-so-cua-toi/{dossier.pk}/", f"/tra-cuu/{dossier.code}/"
    facts = Facts(
        code=dossier.code,
        procedure=procedures.version(dossier.version_id).definition.name,
        office=dossier.unit.name,
        address=settings.BASE_URL + (own if dossier.submitter_id is not None else public),
        look_up=settings.BASE_URL.partition("://")[2] + public,
        at=localtime(at),
        phone=dossier.unit.phone or settings.HELP_PHONE,
        hours=dossier.unit.hours_note,
        **particulars,
    )
    enqueue(dossier, kind=kind, facts=facts, cause=cause, at=at)
