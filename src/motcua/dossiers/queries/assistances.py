"""Who helped whom with which draft, for the two of them and for the office that runs the team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from motcua.accounts.queries import account
from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority

from ..models import Assistance, Dossier, Draft

MOST = 50


@dataclass(frozen=True, slots=True)
class TeamResult:
    """What one team did in a period: citizens helped, of these filed, of these gone on with at home."""

    team_id: UUID
    helped: int
    filed: int
    members: int


def assistances_given(by: Authority, *, since: datetime, before: datetime | None = None) -> list[Assistance]:
    """What the person helped with since a moment, newest first; at most 50."""
    mine = Assistance.objects.filter(helper_id=by.account_id, opened_at__gte=since)
    if before is not None:
        mine = mine.filter(opened_at__lt=before)
    return list(mine.select_related("citizen", "team").order_by("-opened_at", "-pk")[:MOST]) if by.account_id else []


def help_given(by: Authority, *, since: datetime) -> list[tuple[datetime, bool]]:
    """When the person helped since a moment, and whether a dossier came of it; at most 5,000, the newest first."""
    if by.account_id is None:
        return []
    rows = Assistance.objects.filter(helper_id=by.account_id, opened_at__gte=since).order_by("-opened_at", "-pk")
    return [
        (opened_at, dossier is not None) for opened_at, dossier in rows.values_list("opened_at", "dossier_id")[:5000]
    ]


def assistances_received(by: Authority) -> list[Assistance]:
    """Who helped this person, newest first, each with what was opened (`looks.all()`); at most 50."""
    if by.account_id is None:
        return []
    mine = Assistance.objects.filter(citizen_id=by.account_id).select_related("team", "dossier")
    return list(mine.prefetch_related("looks").order_by("-opened_at", "-pk")[:MOST])


def help_in_hand(draft: Draft, at: datetime) -> Assistance | None:
    """The consent under which somebody helps with the draft at the moment, or None."""
    if draft.assistance_id is None or draft.help_until is None or draft.help_until <= at:
        return None
    return Assistance.objects.filter(pk=draft.assistance_id, ended_at=None).select_related("team").order_by().first()


def help_that_was(by: Authority, draft_id: UUID) -> Assistance | None:
    """The person's last consent to a draft that no longer opens to them; None for anybody who never helped with it."""
    if by.account_id is None or not by.advised_unit_ids:
        return None
    mine = Assistance.objects.filter(helper_id=by.account_id, draft_id=draft_id)
    return mine.select_related("citizen").order_by("-opened_at", "-pk").first()


def filed_with(dossier: Dossier) -> tuple[str, str]:
    """Who helped with a filed dossier and of which team, by name as they read now; twice empty where nobody did."""
    if dossier.filed_helper_id is None:
        return "", ""
    helper, team = account(dossier.filed_helper_id), dossier.filed_team_id
    names = organisation.names_of([team]) if team is not None else {}
    return helper.full_name if helper is not None else "", names.get(team, "") if team is not None else ""


def code_of_help(assistance: Assistance) -> str:
    """The code of the dossier that came of a consent, for the helper who was there; empty where none did."""
    if assistance.dossier_id is None:
        return ""
    with scope.within(scope.EVERYTHING):  # the code and nothing else: the dossier stays closed to the helper
        return Dossier.objects.values_list("code", flat=True).get(pk=assistance.dossier_id)


def team_results(unit_ids: Iterable[UUID], *, since: datetime, before: datetime) -> list[TeamResult]:
    """What the teams that these offices run did in a period: a bounded reading of one index, never of all filings."""
    rows = (
        Assistance.objects.filter(unit_id__in=list(unit_ids), opened_at__gte=since, opened_at__lt=before)
        .order_by("team_id")
        .values("team_id")
        .annotate(
            helped=Count("pk"),
            filed=Count("pk", filter=Q(dossier__isnull=False)),
            members=Count("helper", distinct=True),
        )
    )
    return [TeamResult(row["team_id"], row["helped"], row["filed"], row["members"]) for row in rows]
