"""A filing that nobody answered within the legal time: whoever heads the desk is told, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, localtime

from motcua.dossiers import queries as dossiers
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import SYSTEM
from motcua.procedures import queries as procedures
from motcua.vietnamese import format_moment

from ..models import Message
from ..rules import to_officers
from .tell_officer import tell_officer

KIND = "unanswered"
LOOKS_BACK = timedelta(days=7)
AT_ONCE = 500
TOLD = ("desk_head", "approver")
"""Who is told: the head of the desk; where an office has none today, its leader."""


def tell_unanswered(at: datetime) -> int:
    """Tell of every filing whose time ran out unanswered since the last look; how many were told of."""
    late = dossiers.unanswered(at, since=LOOKS_BACK, most=AT_ONCE)
    keys = {_cause(one): one for one in late}
    told = set(
        Message.objects.filter(kind=KIND, dossier_id__in=[one.id for one in late])
        .order_by()
        .values_list("key", flat=True)
    )
    count = 0
    for cause, one in keys.items():
        heads = _heads(one, at)
        fresh = [head for head in heads if f"{cause}:{head.hex[:12]}:officer:in_app" not in told]
        if not fresh:
            continue
        dossier = dossiers.dossier_for(SYSTEM, one.id)
        words = to_officers.unanswered(
            code=one.code,
            procedure=procedures.version(one.version_id).definition.short_name,
            filed=format_moment(localtime(one.submitted_at)),
            due=format_moment(localtime(one.answer_due_at)),
            address=f"{settings.BASE_URL}/can-bo/ho-so/{one.id}/",
            office=dossier.unit.name,
        )
        with transaction.atomic():
            for head in fresh:
                tell_officer(dossier, head, kind=KIND, words=words, cause=f"{cause}:{head.hex[:12]}", at=at)
        count += 1
    return count


def _cause(one: dossiers.Unanswered) -> str:
    # What the applicant added before receipt begins the time anew: then it may run out once more.
    return f"unanswered:{one.id.hex}:{int(one.answer_due_at.timestamp())}"


def _heads(one: dossiers.Unanswered, at: datetime) -> list:  # type: ignore[type-arg]
    for function in TOLD:
        here = [who for who in organisation.holders_of(one.unit_id, function, localdate(at)) if not who.on_leave]
        if here:
            return sorted({who.account_id for who in here})
    return []
