"""Texts to many, of the offices somebody administers."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from motcua.dossiers.queries.owners import how_many_owners, phones_of_owners
from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from ..models import Campaign, ContactChoice
from ..rules.campaigns import Audience


def offices_of(by: Authority) -> set[UUID]:
    """The offices somebody administers."""
    return set(organisation.administered(by).filter(is_office=True).order_by().values_list("pk", flat=True))


def campaigns_administered(by: Authority, *, after: str = "", size: int = 50) -> list[Campaign]:
    """The campaigns of the offices somebody administers, newest first. `after` is the id of the last row before."""
    offices = offices_of(by)
    found = Campaign.objects.filter(unit_id__in=offices).select_related("unit", "author")
    with suppress(ValueError):
        found = found.filter(pk__lt=UUID(after)) if after else found
    with scope.also(units=offices):
        return list(found.order_by("-pk")[:size])


def campaign_administered(by: Authority, campaign_id: UUID) -> Campaign | None:
    """One of them."""
    offices = offices_of(by)
    with scope.also(units=offices):
        found = Campaign.objects.filter(unit_id__in=offices).select_related("unit", "author", "started_by")
        return found.filter(pk=campaign_id).first()


def how_many(unit_id: UUID, audience: Audience) -> int:
    """How many telephones an audience has, consent not yet looked at. The caller has seen to the right to ask."""
    if audience.kind == "list":
        return len(audience.numbers)
    with scope.also(units={unit_id}):
        return how_many_owners(unit_id, **_narrowed(audience))  # type: ignore[arg-type]


def next_of(unit_id: UUID, audience: Audience, cursor: str, size: int) -> tuple[list[str], str]:
    """The next telephones of an audience, and the cursor after them; no cursor at its end."""
    if audience.kind == "list":
        begin = int(cursor or 0)
        part = list(audience.numbers[begin : begin + size])
        return part, str(begin + size) if begin + size < len(audience.numbers) else ""
    rows = phones_of_owners(unit_id, after=cursor, size=size, **_narrowed(audience))  # type: ignore[arg-type]
    return [phone for _, phone in rows], str(rows[-1][0]) if len(rows) == size else ""


def consents(phones: list[str], purpose: str) -> set[str]:
    """Which of them may be written to: for news whoever has said yes, for the service whoever has not said no."""
    with scope.within(scope.EVERYTHING):
        rows = ContactChoice.objects.filter(address__in=phones)
        if purpose == Campaign.Purpose.NEWS:
            return set(rows.filter(news=True).values_list("address", flat=True))
        return set(phones) - set(rows.filter(wanted=False).values_list("address", flat=True))


def _narrowed(audience: Audience) -> dict[str, object]:
    def midnight(day: object, later: int) -> datetime | None:
        return timezone.make_aware(datetime.combine(day, time()) + timedelta(days=later)) if day else None  # type: ignore[arg-type]

    return {
        "is_open": True if audience.kind == "open" else None,
        "since": midnight(audience.since, 0),
        "until": midnight(audience.until, 1),
        "procedure": audience.procedure,
    }
