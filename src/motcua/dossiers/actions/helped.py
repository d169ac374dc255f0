"""What a filing owes to the consent under which somebody helped with it, and where that consent ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from motcua.organisation.rules import scope

from ..models import Assistance, Dossier, Draft
from ..rules.circumstances import Circumstances, Place


def with_help(draft: Draft, how: Circumstances, at: datetime) -> Circumstances:
    """How a draft was filed, with whoever helped with it: known from the consent, never from what somebody says."""
    if draft.assistance_id is None:
        return how
    helped = _newest(draft)
    still_there = helped.ended_at is None and helped.until > at
    place = Place(helped.place) if still_there else how.place
    return replace(how, helper_id=helped.helper_id, team_id=helped.team_id, place=place)


def end_with_filing(draft: Draft, dossier: Dossier, at: datetime) -> None:
    """The helper's right ends where the dossier begins; a consent that ended before is told which dossier it became."""
    helped = _newest(draft)
    helped.dossier = dossier
    helped.save(update_fields=["dossier"])
    if helped.ended_at is None:
        end(helped, min(at, helped.until), Assistance.Ending.FILED if at < helped.until else Assistance.Ending.SHUT)


def give_way(draft: Draft, at: datetime) -> None:
    """End the consent under which the draft was helped with so far: a fresh one takes its place."""
    helped = _newest(draft)
    if helped.ended_at is None:
        over = helped.until <= at
        end(helped, helped.until if over else at, Assistance.Ending.SHUT if over else Assistance.Ending.RENEWED)


def _newest(draft: Draft) -> Assistance:
    assert draft.assistance_id is not None
    return Assistance.objects.get(pk=draft.assistance_id)


def end(assistance: Assistance, at: datetime, ending: Assistance.Ending) -> None:
    """Close a consent and, with it, the draft to the helper."""
    assistance.ended_at, assistance.ending = at, ending
    with scope.within(scope.EVERYTHING):  # whoever ends it may be the one who sees the draft no more
        assistance.save(update_fields=["ended_at", "ending"])
        if assistance.draft_id is not None:
            Draft.objects.filter(pk=assistance.draft_id, assistance_id=assistance.pk).update(help_until=at)
