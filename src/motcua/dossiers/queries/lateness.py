"""What is known of why dossiers are late, and whether somebody was reminded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from ..models import Dossier, Extension, JournalEntry
from ..rules.states import REMINDED


def reasons_given(dossier_ids: Collection[UUID]) -> dict[UUID, str]:
    """The words with which the citizens were asked for patience, by dossier, where they were."""
    return dict(Extension.objects.filter(dossier__in=dossier_ids).values_list("dossier_id", "reason"))


def reminded_since(dossier_ids: Collection[UUID], since: datetime) -> frozenset[UUID]:
    """The dossiers whose holder has been reminded since a moment."""
    found = JournalEntry.objects.filter(dossier__in=dossier_ids, verb=REMINDED, at__gte=since)
    return frozenset(found.values_list("dossier_id", flat=True))


def loads_of(account_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many open dossiers each of a few people holds, from the index of who holds what."""
    held = Dossier.objects.filter(holder_id__in=account_ids, is_open=True).order_by()
    return dict(held.values_list("holder_id").annotate(many=Count("pk")))
