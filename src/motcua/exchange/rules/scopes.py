"""What a partner's token may be used for; what it reaches is decided by the partner's unit, not here."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from .refusals import UnknownScope


class AccessScope(StrEnum):
    """One permission of a token."""

    CATALOGUE_READ = "catalogue:read"
    DOSSIERS_FILE = "dossiers:file"
    DOSSIERS_READ = "dossiers:read"
    WORKLIST_READ = "worklist:read"
    DOSSIERS_ACT = "dossiers:act"
    EVENTS_READ = "events:read"
    WEBHOOKS_MANAGE = "webhooks:manage"


# What needs the rows of a unit's offices; without one of these a partner reaches only what it filed.
READING = frozenset(
    {AccessScope.DOSSIERS_READ, AccessScope.WORKLIST_READ, AccessScope.DOSSIERS_ACT, AccessScope.EVENTS_READ}
)


def scopes_in(words: Iterable[str]) -> frozenset[AccessScope]:
    """The scopes these words name. Raises UnknownScope."""
    found = set()
    for word in words:
        try:
            found.add(AccessScope(word))
        except ValueError:
            raise UnknownScope(f"Không có phạm vi «{word[:40]}».") from None
    return frozenset(found)


def granted(held: Iterable[str], asked: str) -> frozenset[AccessScope]:
    """What a token gets of the scopes held: all, or those asked for. Raises UnknownScope for one that is not held."""
    own = scopes_in(held)
    wanted = scopes_in(asked.split())
    if not wanted:
        return own
    if wanted - own:
        raise UnknownScope("Ứng dụng không được cấp phạm vi này.")
    return wanted
