"""What providers tell of messages after taking them: kept, joined to the message, and watched for becoming late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ..models import Campaign, DeliveryReport, Message, ProviderHealth
from ..ports import Report
from . import routing

SAMPLE, ENOUGH = 20, 5
KEPT = timedelta(days=180)
LATE_FOR = timedelta(minutes=10)


def keep_reports(provider: str, reports: Sequence[Report], at: datetime) -> int:
    """Write down what one provider tells, each once, and join it to its message; how many were new."""
    if not reports:
        return 0
    with transaction.atomic():
        rows = [
            DeliveryReport(
                provider=provider, reference=one.reference[:100], fate=one.fate, error=one.error[:100], at=at
            )
            for one in reports
        ]
        DeliveryReport.objects.bulk_create(rows, ignore_conflicts=True)
        fresh = DeliveryReport.objects.filter(pk__in=[row.id for row in rows]).order_by("at", "pk")
        new = list(fresh)
        apply_reports(new)
    return len(new)


def apply_reports(reports: Iterable[DeliveryReport]) -> None:
    """Join reports to their messages, where we have noted these. The last word holds, but nothing undoes delivery."""
    reports = list(reports)
    known = Message.objects.filter(
        provider__in={one.provider for one in reports}, reference__in={one.reference for one in reports}
    )
    found = {(one.provider, one.reference): one for one in known.defer("body").order_by("pk")}
    for report in reports:
        message = found.get((report.provider, report.reference))
        if message is None:
            continue
        DeliveryReport.objects.filter(pk=report.pk).update(message=message, unit=message.unit_id)
        if message.fate == Message.Fate.DELIVERED or message.fate == report.fate:
            continue
        before, message.fate = message.fate, report.fate
        Message.objects.filter(pk=message.pk).update(fate=report.fate, fate_at=report.at, last_error=report.error)
        if message.campaign_id is not None:
            _count(message.campaign_id, message.fate, before)


def _count(campaign_id: UUID, fate: str, before: str) -> None:
    campaign = Campaign.objects.filter(pk=campaign_id)
    if fate == Message.Fate.DELIVERED:
        campaign.update(delivered=F("delivered") + 1, undelivered=F("undelivered") - (1 if before else 0))
    elif not before:
        campaign.update(undelivered=F("undelivered") + 1)


def watch_providers(at: datetime) -> int:
    """Put providers whose reports have become late at the end of the row, and note how all do for the page.

    Of the messages whose report was due most recently, half without one are too many; silence of the reports is no
    reason to send a message again: it has most likely arrived, and people would get it twice. Gives 0: nothing waits.
    """
    for route in routing.routes().values():
        for one in route.providers:
            if one.reports_within is not None:
                _watch(one, at)
            if one.changed or one.last_sent_at is not None:
                _note(one, route.channel, at)
    return 0


def _watch(one: routing.Provider, at: datetime) -> None:
    due = Message.objects.filter(provider=one.name, report_due_at__lte=at, report_due_at__gt=at - timedelta(hours=1))
    fates = list(due.order_by("-report_due_at").values_list("fate", flat=True)[:SAMPLE])
    silent = sum(not fate for fate in fates)
    if len(fates) >= ENOUGH and silent * 2 >= len(fates):
        one.late_until, one.changed = at + LATE_FOR, True
    elif one.late_until is not None and len(fates) >= ENOUGH:
        one.late_until, one.changed = None, True


def _note(one: routing.Provider, channel: str, at: datetime) -> None:
    one.changed = False
    ProviderHealth.objects.update_or_create(
        name=one.name,
        defaults={
            "channel": channel,
            "failures": one.failures,
            "down_until": one.down_until,
            "late_until": one.late_until,
            "last_error": one.last_error,
            "noted_at": at,
            **({"last_sent_at": one.last_sent_at} if one.last_sent_at is not None else {}),
        },
    )
    one.last_sent_at = None


def forget_reports(at: datetime) -> int:
    """Remove reports that are half a year old; what they said stays with the message. The worker calls it daily."""
    return DeliveryReport.objects.filter(at__lt=at - KEPT).delete()[0]
