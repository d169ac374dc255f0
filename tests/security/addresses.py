"""Every address of the house as something to send requests to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

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
        """The address with these values; places nobody named get a value of their kind that names nothing."""
        return "/" + _PLACE.sub(lambda found: str(values.get(found[2]) or _nothing(found[1])), self.pattern)


def _nothing(kind: str | None) -> str:
    return {"uuid": str(uuid4()), "int": "1"}.get(kind or "str", "x")


def every_address() -> Iterator[Address]:
    """All of them but those of Django's own support pages, and of programs (tests/api sends these worse things)."""
    for where, entry in addresses():
        assert isinstance(entry, URLPattern)
        if not where.startswith(("quan-tri/", "api/")):
            yield Address(where)
