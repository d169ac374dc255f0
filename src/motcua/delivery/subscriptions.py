"""Which facts of a dossier call for a parcel. Runs inside the action's transaction; only writes."""

from __future__ import annotations

from motcua.dossiers import events as dossiers
from motcua.dossiers.rules.states import State

from . import events
from .actions.ordering import end, open_order, order_delivery
from .models import PostalOrder
from .rules.parcels import OrderState


def begin() -> None:
    """Start listening; called once when the app is ready."""
    dossiers.hear(dossiers.DossierResolved, order)
    dossiers.hear(dossiers.DossierReturned, hand_over)
    for event in (dossiers.DossierStopped, dossiers.DossierRefused):
        dossiers.hear(event, let_go)


def order(event: dossiers.DossierEvent) -> None:
    """There is a result, and it is to come by post."""
    if event.dossier.delivery_wish == "post" and event.dossier.state == State.RESOLVED:
        order_delivery(event.dossier, at=event.entry.at)


def hand_over(event: dossiers.DossierEvent) -> None:
    """The result left: with the post, or in another way and then nothing is to be fetched from us any more."""
    known = open_order(event.dossier.pk, PostalOrder.Kind.DELIVERY)
    if known is None:
        return
    if event.entry.data.get("handed_by") != "post":
        end(known, OrderState.CANCELLED, event.entry.at)
        return
    known.handed_over_at = event.entry.at
    if known.state == OrderState.TAKEN:
        known.state = OrderState.UNDER_WAY
    known.save(update_fields=["handed_over_at", "state"])
    events.announce(events.ParcelHandedOver(event.dossier, known, event.entry.at))


def let_go(event: dossiers.DossierEvent) -> None:
    """The dossier ended without a result: no papers are fetched for it any more."""
    known = open_order(event.dossier.pk, PostalOrder.Kind.PICKUP)
    if known is not None and known.state in (OrderState.WAITING, OrderState.TAKEN):
        end(known, OrderState.CANCELLED, event.entry.at)
