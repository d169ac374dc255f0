"""One file per verb about parcels. Every page and worker calls these, so that they cannot differ."""

from .choose_way import choose_way
from .order_pickup import may_order_pickup, order_pickup
from .seeing_to import cancel_order, hand_parcel_over, note_papers_fetched, order_again, print_slip, slip_says

__all__ = [
    "cancel_order",
    "choose_way",
    "hand_parcel_over",
    "may_order_pickup",
    "note_papers_fetched",
    "order_again",
    "order_pickup",
    "print_slip",
    "slip_says",
]
