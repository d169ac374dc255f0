"""Every address of the house as something to send requests to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern

from tests.house.test_addresses import addresses

_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Address:
    """An address with places to fill in: `dossier_id`, `draft_id`, `attachment_id`, `code`, `slug` …"""

    pattern: str

    @property
    def places(self) -> dict[str, str]:
        """Name → converter of each place."""
        return {name: kind or "str" for kind, name in _PLACE.findall(self.pattern)}

    def filled(self, **values: object) -> str:
        return "/" + _PLACE.sub(lambda found: str(values[found[2]]), self.pattern)


def every_address() -> Iterator[Address]:
    """All of them but those that Django's own support pages bring."""
    for where, entry in addresses():
        assert isinstance(entry, URLPattern)
        if not where.startswith("quan-tri/"):
            yield Address(where)
