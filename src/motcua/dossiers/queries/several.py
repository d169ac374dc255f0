"""Several dossiers at once, for work on a selection."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..models import Dossier, Draft
from ..models.dossier import Channel
from .scope import visible_to

AT_ONCE = 50


def several(by: Authority, dossier_ids: Collection[UUID]) -> list[Dossier]:
    """Those of the dossiers the person may read, most urgent first; at most `AT_ONCE`, the rest is left out."""
    wanted = list(dict.fromkeys(dossier_ids))[:AT_ONCE]
    found = visible_to(by).select_related("unit", "holder_unit", "holder").filter(pk__in=wanted)
    return list(found.order_by("due_at", "pk"))


def versions_taken_in(by: Authority, size: int = 50) -> list[UUID]:
    """Under which versions a receiver newest began intakes at a desk, newest first."""
    if by.account_id is None:
        return []
    mine = Draft.objects.filter(account_id=by.account_id, channel=Channel.DESK)
    return list(mine.order_by("-updated_at", "-pk").values_list("version_id", flat=True)[:size])
