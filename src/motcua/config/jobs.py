"""What the worker does by itself: a table of jobs, each with the seconds between two runs, or the hour of the day.

A job is a callable `(at) -> int`: the moment it is to take as now, and how much it did. One that did something is asked
again at once, so that a full outbox empties without waiting. Jobs of one lane run one after the other; lanes run beside
each other, so that a slow gateway delays nothing but its own messages. How they are run: `motcua.config.running`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.utils import timezone

from motcua.dossiers.actions import recompute_due_dates
from motcua.organisation.rules.authority import SYSTEM

from .models import JobState, WorkerState

SELDOM = 600.0  # seconds: what runs no more often is run by one worker of the house only, and remembered over restarts
DAY, HOUR = 24 * 3600.0, 3600.0
MOST_FAILURES = 8
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 3600.0
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work that returns.

    Its name, the dotted path of what does it, seconds between two runs; the lane in which it runs; for a daily one the
    hour (the office's time) after which it runs; how many seconds it may take before its worker is taken for stuck.
    """

    name: str
    path: str
    every: float
    lane: str = "upkeep"
    hour: time | None = None
    deadline: float = 1800.0

    @property
    def is_seldom(self) -> bool:
        """Whether one worker of the house does it for all."""
        return self.every >= SELDOM

    @property
    def slug(self) -> str:
        """The name as an address writes it."""
        return self.name.replace(" ", "-").lower()

    def next_after(self, at: datetime) -> datetime:
        """When it is due again after a run that went well."""
        if self.hour is None:
            return at + timedelta(seconds=self.every)
        local = timezone.localtime(at)
        today = timezone.make_aware(datetime.combine(local.date(), self.hour))
        return today if today > at else today + timedelta(days=1)

    def again_after(self, at: datetime, failures: int) -> datetime:
        """When it is tried again after so many failures in a row; once they are too many, at its next regular time."""
        if failures >= MOST_FAILURES:
            return self.next_after(at)
        return min(at + timedelta(seconds=min(FIRST_PAUSE * 2**failures, LONGEST_PAUSE)), self.next_after(at))


NIGHT = time(2, 15)
_SENDING = "motcua.correspondence.actions"
JOBS = (
    Job("messages", f"{_SENDING}.deliver.deliver_texts", 1, "texts", deadline=600),
    Job("letters", f"{_SENDING}.deliver.deliver_letters", 1, "letters", deadline=600),
    Job("Zalo", f"{_SENDING}.deliver.deliver_zalo", 2, "letters", deadline=600),
    Job("reports", f"{_SENDING}.hearing.listen", 2, "reports", deadline=600),
    Job("campaigns", f"{_SENDING}.campaigns.spread_campaigns", 5, "reports"),
    Job("providers", f"{_SENDING}.reporting.watch_providers", 15, "reports", deadline=600),
    Job("events to be told", "motcua.exchange.actions.spread.spread", 5, "outside"),
    Job("webhooks", "motcua.exchange.actions.deliver.deliver", 2, "outside"),
    Job("national portal", "motcua.exchange.actions.portal.tell_portal", 5, "outside"),
    Job("payments at the gateway", "motcua.payments.actions.gateway.ask_about_attempts", 5, "outside"),
    Job("public post", "motcua.delivery.actions.speaking.see_to_orders", 10, "outside"),
    Job("consents to be helped that ran out", "motcua.dossiers.actions.assisting.shut_assistances", 60),
    Job("transfers of dossiers", "motcua.dossiers.actions.transfer.carry_out_transfers", 10),
    Job("due dates after a change", "motcua.dossiers.actions.recompute.carry_out_reckonings", 5),
    Job("names of units", "motcua.organisation.actions.units.apply_names", 600),
    Job("old codes", "motcua.accounts.actions.codes.forget_old_codes", HOUR),
    Job("old counts", "motcua.accounts.actions.limits.forget_old_counts", HOUR),
    Job("tallies", "motcua.dossiers.actions.tidying.tidy_tallies", HOUR),
    Job("due dates", "motcua.config.jobs.mend_due_dates", DAY, hour=NIGHT, deadline=4 * HOUR),
    Job("journal anchors", "motcua.config.jobs.anchor_journals", DAY, hour=NIGHT),
    Job("portal differences", "motcua.exchange.actions.differences.write_differences", DAY, hour=NIGHT),
    Job("old passes", "motcua.exchange.actions.tokens.forget_old_tokens", DAY, hour=NIGHT),
    Job("old answers", "motcua.exchange.actions.answers.forget_old_answers", DAY, hour=NIGHT),
    Job("old sign-in attempts", "motcua.accounts.actions.attempts.forget_old_attempts", DAY, hour=NIGHT),
    Job("messages with old codes", f"{_SENDING}.forget_codes.forget_codes", DAY, hour=NIGHT),
    Job("old reports", f"{_SENDING}.reporting.forget_reports", DAY, hour=NIGHT),
    Job("old incoming texts", f"{_SENDING}.hearing.forget_incoming", DAY, hour=NIGHT),
    Job("old drafts of campaigns", f"{_SENDING}.campaigns.forget_drafts", DAY, hour=NIGHT),
    Job("notes of ended sessions", "motcua.accounts.actions.sessions.forget_old_sessions", DAY, hour=NIGHT),
    Job("ended sessions", "motcua.config.jobs.forget_ended_sessions", DAY, hour=NIGHT),
    Job("filings not answered", "motcua.correspondence.actions.unanswered.tell_unanswered", 120),
    Job("files under way", "motcua.dossiers.actions.uploading.look_after_uploads", 300),
    Job("files still to be checked", "motcua.dossiers.actions.settling.settle_waiting_files", 30),
)


def mend_due_dates(at: datetime) -> int:
    """Reckon open dossiers anew, in case a day off was decreed meanwhile."""
    recompute_due_dates(by=SYSTEM, at=at)
    return 0


def anchor_journals(at: datetime) -> int:
    """Write the heads of all journals where whoever changes the database does not reach."""
    call_command("journal", "anchor", stdout=StringIO())
    return 0


def forget_ended_sessions(at: datetime) -> int:
    """Remove the sessions that have run out; how many there were does not matter."""
    SessionStore.clear_expired()
    return 0


def heartbeat_file() -> Path:
    """The file whose age says whether the worker of this machine is alive."""
    return Path(settings.DATA_DIR) / "worker-heartbeat"


def beat(worker: str, started_at: datetime, at: datetime) -> None:
    """Leave a sign of life: a file for this machine, a row for all."""
    file = heartbeat_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{os.getpid()} {at.isoformat()}\n", encoding="ascii")
    WorkerState.objects.update_or_create(name=worker, defaults={"started_at": started_at, "seen_at": at})
    WorkerState.objects.filter(seen_at__lt=at - KEPT).delete()


def last_runs() -> list[dict[str, Any]]:
    """What the jobs did last, each with its name, moments, failures in a row; in the order of the table."""
    known = {one.name: one for one in JobState.objects.order_by("name")}
    return [_shown(job, known.get(job.name)) for job in JOBS]


def _shown(job: Job, state: JobState | None) -> dict[str, Any]:
    state = state or JobState(name=job.name)
    return {
        "name": job.name,
        "slug": job.slug,
        "at": state.ended_at,
        "due_at": state.due_at if job.is_seldom else None,
        "every": job.every,
        "hour": job.hour,
        "done": state.done,
        "seconds": state.seconds,
        "failures": state.failures,
        "error": state.error,
        "set_aside_at": state.set_aside_at,
        "is_running": state.leased_until is not None and state.leased_until > timezone.now(),
        "is_asked_for": state.asked_at is not None,
        "worker": state.worker,
    }


def workers() -> list[dict[str, Any]]:
    """The workers that were seen within a day, the newest first."""
    found = WorkerState.objects.order_by("-seen_at", "name")
    return [{"name": one.name, "started_at": one.started_at, "seen_at": one.seen_at} for one in found]


def run_now(slug: str, at: datetime) -> str:
    """Have a job run as soon as a worker looks, set aside or not; its name, empty where there is no such job."""
    job = next((one for one in JOBS if one.slug == slug), None)
    if job is None:
        return ""
    JobState.objects.update_or_create(name=job.name, defaults={"asked_at": at, "set_aside_at": None})
    return job.name
