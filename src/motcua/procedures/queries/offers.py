"""Which office takes which procedure, and how people find it in their own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.organisation import queries as organisation
from motcua.vietnamese import search_key, sort_key

from ..models import Offering
from ..rules.likeness import is_slip_of
from .versions import ProcedureCard, PublishedVersion, in_force, shelf

# Words that nearly every question has; they tell no procedure from another.
_WORDS = "lam xin cho toi muon can de cua va o tai nhu the nao thu tuc giay to ho so dang ky cap mot"
# The part of the best score that a procedure must reach to be shown beside it.
FAR_WORSE = 0.3
_EMPTY_WORDS = frozenset(_WORDS.split())


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure an office takes, in the version in force there."""

    procedure: ProcedureCard
    version: PublishedVersion


def offered_by(office_id: UUID, on: date, *, field: str | None = None, life_event: str | None = None) -> list[Offer]:
    """What an office takes on a day, by field and then by name; only what has a version in force there."""
    taken = set(_holding(on).filter(unit_id=office_id).values_list("procedure__key", flat=True))
    model = organisation.unit(office_id).organisation
    found = _offers((key for key in taken), on, model)
    return [
        one for one in found if field in (None, one.procedure.field) and life_event in (None, one.procedure.life_event)
    ]


@dataclass(frozen=True, slots=True)
class Taken:
    """A procedure, and since when and until when an office takes it; no first day where it does not."""

    procedure: ProcedureCard
    valid_from: date | None
    valid_to: date | None


def taken_by(office_id: UUID, on: date, *, text: str = "") -> list[Taken]:
    """Every procedure there is with the period, today's or coming, in which an office takes it; by field and name."""
    rows = Offering.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), unit_id=office_id)
    periods = {
        key: (first, last)
        for key, first, last in rows.order_by("-valid_from").values_list("procedure__key", "valid_from", "valid_to")
    }
    words = search_key(text).split()[:6]
    cards = [card for card in shelf().cards.values() if all(word in card.search_key for word in words)]
    cards.sort(key=lambda card: (card.field_order, sort_key(card.short_name)))
    return [Taken(card, *periods.get(card.key, (None, None))) for card in cards]


def is_offered(procedure_key: str, office_id: UUID, on: date) -> bool:
    """Whether an office takes a procedure on a day."""
    return _holding(on).filter(unit_id=office_id, procedure__key=procedure_key).exists()


def offices_offering(procedure_key: str, on: date) -> list[UUID]:
    """The ids of the offices that take a procedure on a day."""
    return list(_holding(on).filter(procedure__key=procedure_key).order_by("unit_id").values_list("unit_id", flat=True))


def current_version(procedure_key: str, *, on: date, office_id: UUID) -> PublishedVersion | None:
    """The version of a procedure in force at an office on a day, by the office's model of organisation.

    None where the office does not take it or no version is in force.
    """
    if not is_offered(procedure_key, office_id, on):
        return None
    return in_force(procedure_key, on, organisation.unit(office_id).organisation)


def by_key(procedure_key: str, on: date, office_id: UUID | None = None) -> PublishedVersion | None:
    """The version to show for a procedure: the office's, or without an office the newest one in force."""
    if office_id is not None:
        return current_version(procedure_key, on=on, office_id=office_id)
    return in_force(procedure_key, on)


def all_offers(on: date, organisation_model: str | None = None) -> list[Offer]:
    """Every procedure with a version in force on a day, by field and then by name."""
    return _offers(shelf().cards, on, organisation_model)


def find(text: str, on: date, *, office_id: UUID | None = None, limit: int = 20) -> list[Offer]:
    """Find procedures by what people type: with or without diacritics, in everyday words, by name or national code.

    Every telling word must occur; the better the words fit the short name, the earlier it comes. What fits far worse
    than the best is left out: who wants to build a house is not asked whether somebody died at home.
    """
    key = search_key(text)[:200]
    among = offered_by(office_id, on) if office_id is not None else all_offers(on)
    scored = [(score(key, offer.procedure), offer) for offer in among]
    least = FAR_WORSE * max((points for points, _ in scored), default=0.0)
    scored = [one for one in scored if one[0] > 0 and one[0] >= least]
    scored.sort(key=lambda one: -one[0])
    return [offer for _, offer in scored[:limit]]


def score(key: str, card: ProcedureCard) -> float:
    """How well a search key fits a procedure; 0 is not at all."""
    if not key:
        return 0.0
    if card.national_code and key == card.national_code:
        return 100.0
    words = key.split()
    telling = [word for word in words if word not in _EMPTY_WORDS] or words
    known = card.search_key.split()
    points = 0.0
    missed = 0
    for word in telling:
        if word in known:
            points += 2.0
        elif len(word) > 1 and any(one.startswith(word) for one in known):
            points += 1.0
        elif any(is_slip_of(word, one) for one in known):
            points += 0.5
        else:
            missed += 1
    # One word of a longer question may be unknown: people tell stories.
    if points == 0 or missed > len(telling) // 2:
        return 0.0
    points -= missed
    points += sum(1.0 for word in telling if word in card.short_key.split())
    if f" {' '.join(telling)} " in f" {card.search_key} ":
        points += 3.0
    if key in card.short_key or card.short_key in key:
        points += 4.0
    return max(points, 0.0) / len(telling)


def _holding(on: date) -> QuerySet[Offering]:
    return Offering.objects.filter(Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on)))


def _offers(keys: Iterable[str], on: date, model: str | None) -> list[Offer]:
    cards = shelf().cards
    found = []
    for key in keys:
        version = in_force(key, on, model)
        if version is not None and key in cards:
            found.append(Offer(cards[key], version))
    return sorted(found, key=lambda one: (one.procedure.field_order, sort_key(one.procedure.short_name)))
