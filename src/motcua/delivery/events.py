"""What happened to parcels, for the rooms that listen; receivers run inside the transaction and only write rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

    from .models import PostalOrder


@dataclass(frozen=True, slots=True)
class PostalEvent:
    """A fact about one parcel of one dossier."""

    dossier: Dossier
    order: PostalOrder
    at: datetime


class ParcelHandedOver(PostalEvent):
    """The desk gave the result to the post."""


class ParcelDelivered(PostalEvent):
    """The post brought the result to its receiver."""


class ParcelReturned(PostalEvent):
    """The result came back: nobody took it, or the address was wrong."""


class PapersFetched(PostalEvent):
    """The post brought the papers that it fetched to the desk."""


_receivers: dict[type[PostalEvent], list[Callable[[PostalEvent], None]]] = defaultdict(list)


def hear(event: type[PostalEvent], receiver: Callable[[PostalEvent], None]) -> None:
    """Have `receiver` called for every event of the type; a second time for the same pair changes nothing."""
    if receiver not in _receivers[event]:
        _receivers[event].append(receiver)


def announce(event: PostalEvent) -> None:
    """Tell every receiver of the event's type, in the order they began to listen."""
    for receiver in _receivers[type(event)]:
        receiver(event)
