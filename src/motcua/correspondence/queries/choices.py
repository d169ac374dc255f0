"""What people want of messages, by the address at which they are reached."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.organisation.rules import scope

from ..models import ContactChoice


def choices(addresses: Iterable[str]) -> dict[str, ContactChoice]:
    """The choices written down for some addresses. Whoever writes a message may know them, whoever is at the screen."""
    wanted = {one for one in addresses if one}
    if not wanted:
        return {}
    with scope.within(scope.EVERYTHING):
        return {one.address: one for one in ContactChoice.objects.filter(address__in=wanted).order_by("address")}
