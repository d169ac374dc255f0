"""What other rooms ask of procedures: versions, who offers what, search, divisions and lists."""

from . import surroundings as _surroundings
from . import versions as _versions
from .offers import (
    Offer,
    Taken,
    all_offers,
    by_key,
    current_version,
    find,
    is_offered,
    offered_by,
    offices_offering,
    taken_by,
)
from .surroundings import districts_of, form_context, gazetteer, provinces, wards_of
from .versions import NoSuchVersion, ProcedureCard, PublishedVersion, card, version, versions_of


def forget() -> None:
    """Look everything mutable up again at the next question: the catalogue has just changed."""
    _versions.forget()
    _surroundings.forget()


__all__ = [
    "NoSuchVersion",
    "Offer",
    "ProcedureCard",
    "PublishedVersion",
    "Taken",
    "all_offers",
    "by_key",
    "card",
    "current_version",
    "districts_of",
    "find",
    "forget",
    "form_context",
    "gazetteer",
    "is_offered",
    "offered_by",
    "offices_offering",
    "provinces",
    "taken_by",
    "version",
    "versions_of",
    "wards_of",
]
