"""Every address is behind sign-in unless it stands on the public list."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.public_addresses import PUBLIC


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the house, with the pattern that answers it."""
    for entry in (resolver or get_resolver()).url_patterns:
        where = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, where)
        else:
            yield where, entry


def test_every_address_is_behind_sign_in_or_on_the_public_list() -> None:
    found = list(addresses())
    # Programs do not sign in as people do: that every address of theirs asks for a pass is seen in tests/api.
    pages = [(where, entry) for where, entry in found if not where.startswith("api/")]
    public = {where for where, entry in pages if not getattr(entry.callback, "login_required", True)}
    assert found
    assert public == set(PUBLIC)


def test_every_address_has_a_name() -> None:
    assert [where for where, entry in addresses() if not entry.name] == []
