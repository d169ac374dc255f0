"""What comes back from providers: reports of messages, and what people text to us."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from uuid_utils.compat import uuid7

from motcua.accounts.actions.limits import count
from motcua.dossiers.queries import PublicProgress, public_progress
from motcua.dossiers.rules.states import State
from motcua.organisation.rules import scope
from motcua.vietnamese import format_date, format_time, weekday_name, without_marks

from .. import loading
from ..models import ContactChoice, IncomingText, Message, ProviderHealth
from ..ports import Incoming, Listener, Report
from ..queries import choices, wording
from ..rules.lengths import measured
from ..rules.sending import asked_in
from ..rules.wording import short_text
from . import routing
from .reporting import keep_reports

ANSWER_WITHIN = timedelta(minutes=30)
LONGEST_CODE = 60
# While these hold, the promised day stands and is worth saying.
PROMISED = frozenset({State.RECEIVED, State.IN_PROGRESS})


def listen(at: datetime) -> int:
    """Take in what every provider's own line has told, and acknowledge it once it is written down; how much it was."""
    many = 0
    for route in routing.routes().values():
        for provider in route.providers:
            if not isinstance(provider.carrier, Listener):
                continue
            heard = provider.carrier.heard()
            take_in(provider.name, [said for _, said in heard], at)
            for token, _ in heard:
                provider.carrier.acknowledge(token)
            many += len(heard)
    return many


def take_in(provider: str, heard: list[Report | Incoming], at: datetime) -> int:
    """Keep reports and answer texts; what was told before changes nothing. How many were new."""
    if not heard:
        return 0
    with scope.within(scope.EVERYTHING):
        new = keep_reports(provider, [one for one in heard if isinstance(one, Report)], at)
        new += sum(_taken(provider, one, at) for one in heard if isinstance(one, Incoming))
        ProviderHealth.objects.filter(name=provider).update(last_report_at=at)
    return new


def forget_incoming(at: datetime) -> int:
    """Remove what people texted, once the days are over that the catalogue says. The worker calls it daily."""
    days = loading.sending(localtime(at).date()).kept_days
    return IncomingText.objects.filter(at__lt=at - timedelta(days=days)).delete()[0]


@transaction.atomic
def _taken(provider: str, said: Incoming, at: datetime) -> bool:
    """Note one text and write its answer, unless it was told before or its sender asks too often."""
    rules = loading.sending(localtime(at).date())
    asked, about = asked_in(without_marks(said.text).upper(), rules.words)
    row = IncomingText(
        id=uuid7(), provider=provider, reference=said.reference[:100], sender=said.sender, asked=asked, at=at
    )
    IncomingText.objects.bulk_create([row], ignore_conflicts=True)
    if not IncomingText.objects.filter(pk=row.pk).exists():
        return False
    if asked in ("stop", "start"):
        _choose_news(said.sender, asked == "start", at)
    if count("incoming text", said.sender, most=rules.answers_per_hour, per=timedelta(hours=1), at=at) is None:
        row.answer = _answer(said.sender, asked, about, row, at)
        IncomingText.objects.filter(pk=row.pk).update(answer=row.answer)
    return True


def _choose_news(address: str, news: bool, at: datetime) -> None:
    ContactChoice.objects.update_or_create(address=address, defaults={"news": news, "changed_at": at, "source": "sms"})


def _answer(sender: str, asked: str, about: str, row: IncomingText, at: datetime) -> Message:
    """Whoever asks waits for the answer: it leaves at any hour, and not when it is no use any more."""
    chosen = choices((sender,)).get(sender)
    language = chosen.language if chosen is not None else "vi"
    kind, values = _said(asked, about, language, at)
    found = wording(kind, language)
    marked = loading.sending(localtime(at).date()).parts_with_marks if chosen is not None and chosen.with_marks else 0
    body = short_text(found.text, values, marked_parts=marked)
    return Message.objects.create(
        key=f"answer:{row.pk}",
        kind=kind,
        channel=Message.Channel.SMS,
        rank=Message.Rank.CODE,
        address=sender,
        body=body,
        parts=measured(body).parts,
        wording_id=found.row_id,
        created_at=at,
        send_after=at,
        expires_at=at + ANSWER_WITHIN,
    )


def _said(asked: str, about: str, language: str, at: datetime) -> tuple[str, dict[str, str]]:
    if asked in ("stop", "start"):
        return ("opted_out" if asked == "stop" else "opted_in"), {}
    if asked == "status" and about:
        progress = public_progress(about, at) if len(about) <= LONGEST_CODE else None
        return ("status", _status(progress, language)) if progress is not None else ("status_unknown", {})
    return "help", {"phone": settings.HELP_PHONE}


def _status(progress: PublicProgress, language: str) -> dict[str, str]:
    """Where a dossier is, as anybody with its code may know it: no names, nothing of what is in it."""
    words = loading.labels(language).values
    due = localtime(progress.due_at)
    when = f"{format_time(due)} {weekday_name(due)} {format_date(due)}" if language == "vi" else (
        f"{format_time(due)} {format_date(due)}"
    )  # fmt: skip
    promised = progress.state in PROMISED and not progress.is_paused
    return {
        "code": progress.code,
        "state": words[progress.state.name.lower()],
        "promise": words["promise"].replace("{due}", when) if promised else "",
        "office": progress.office_name.replace("Ủy ban nhân dân", "UBND"),
        "look_up": f"{settings.BASE_URL.partition('://')[2]}/tra-cuu/{progress.code}/",
    }
