"""What the room asks of the public post; adapters do it, settings name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class PostDown(Exception):
    """The post did not answer, or not readably; it is asked again later."""


class PostRefused(Exception):
    """The post will never take this order as it is; the message says why."""


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a parcel's way."""

    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class ParcelOrder:
    """What the post is to do: `key` is ours and the same at every repeat; `cod` is đồng to collect on delivery."""

    key: str
    kind: str
    code: str
    sender: Party
    receiver: Party
    contents: str
    cod: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The post's own codes of an order, and what it asks for carrying it (whole đồng)."""

    order_code: str
    tracking_code: str
    postage: int


@dataclass(frozen=True, slots=True)
class Status:
    """One thing that happened to a parcel: `key` tells it from every other, `word` is one of `rules.parcels.WORDS`."""

    key: str
    word: str
    at: datetime
    place: str


class PublicPost(Protocol):
    """The public post, or what stands for it."""

    def order(self, asked: ParcelOrder, at: datetime) -> Taken:
        """Take an order; a repeat of the same key gives the same codes. Raises PostDown, PostRefused."""

    def statuses(self, order_code: str, at: datetime) -> Sequence[Status]:
        """All that happened to a parcel so far, in any order. Raises PostDown."""

    def cancel(self, order_code: str, at: datetime) -> None:
        """Take an order back, or leave it so. Raises PostDown, PostRefused once it is under way."""
