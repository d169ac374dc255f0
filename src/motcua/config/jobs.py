"""What the worker does by itself: a table of jobs, each with the seconds between two runs.

A job is a callable `(at) -> int`: the moment it is to take as now, and how much it did. One that did something is asked
again at once, so that a full outbox empties without waiting.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from motcua.dossiers.actions import recompute_due_dates
from motcua.organisation.rules.authority import SYSTEM

logger = logging.getLogger("motcua.worker")
LONGEST_PAUSE = 1.0
FIRST_DAILY = 600.0


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work that returns: its name, the dotted path of what does it, seconds between two runs."""

    name: str
    path: str
    every: float


JOBS = (
    Job("heartbeat", "motcua.config.jobs.beat", 5),
    Job("messages", "motcua.correspondence.actions.deliver.deliver", 1),
    Job("events to be told", "motcua.exchange.actions.spread.spread", 5),
    Job("webhooks", "motcua.exchange.actions.deliver.deliver", 2),
    Job("national portal", "motcua.exchange.actions.portal.tell_portal", 5),
    Job("portal differences", "motcua.exchange.actions.differences.write_differences", 24 * 3600),
    Job("old passes", "motcua.exchange.actions.tokens.forget_old_tokens", 24 * 3600),
    Job("old answers", "motcua.exchange.actions.answers.forget_old_answers", 24 * 3600),
    Job("old sign-in attempts", "motcua.accounts.actions.attempts.forget_old_attempts", 24 * 3600),
    Job("old codes", "motcua.accounts.actions.codes.forget_old_codes", 3600),
    Job("messages with old codes", "motcua.correspondence.actions.forget_codes.forget_codes", 24 * 3600),
    Job("old counts", "motcua.accounts.actions.limits.forget_old_counts", 3600),
    Job("notes of ended sessions", "motcua.accounts.actions.sessions.forget_old_sessions", 24 * 3600),
    Job("consents to be helped that ran out", "motcua.dossiers.actions.assisting.shut_assistances", 60),
    Job("transfers of dossiers", "motcua.dossiers.actions.transfer.carry_out_transfers", 10),
    Job("due dates after a change", "motcua.dossiers.actions.recompute.carry_out_reckonings", 5),
    Job("names of units", "motcua.organisation.actions.units.apply_names", 600),
    Job("due dates", "motcua.config.jobs.mend_due_dates", 24 * 3600),
    Job("journal anchors", "motcua.config.jobs.anchor_journals", 24 * 3600),
    Job("files still to be checked", "motcua.dossiers.actions.settling.settle_waiting_files", 30),
    Job("tallies", "motcua.dossiers.actions.tidying.tidy_tallies", 3600),
    Job("ended sessions", "motcua.config.jobs.forget_ended_sessions", 24 * 3600),
)


@dataclass(slots=True)
class Turn:
    """When a job is next due, and how often it failed in a row."""

    job: Job
    call: Callable[[datetime], int | None]
    due: float = 0.0
    failures: int = 0

    def __post_init__(self) -> None:
        # What is done daily waits a little: a worker that has just started has messages to send first.
        self.due = time.monotonic() + (FIRST_DAILY if self.job.every > FIRST_DAILY else 0)


def heartbeat_file() -> Path:
    """The file whose age says whether the worker of this machine is alive."""
    return Path(settings.DATA_DIR) / "worker-heartbeat"


def beat(at: datetime) -> int:
    """Leave a sign of life for `motcua doctor`."""
    file = heartbeat_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{os.getpid()} {at.isoformat()}\n", encoding="ascii")
    fresh = runs_file().with_suffix(".new")
    fresh.write_text(json.dumps(list(_runs.values())), encoding="utf-8")
    fresh.replace(runs_file())
    return 0


def last_runs() -> list[dict[str, Any]]:
    """What the worker's jobs did last, each with its name, moment and failures in a row; empty before the first."""
    try:
        known = json.loads(runs_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [{**one, "at": datetime.fromisoformat(one["at"])} for one in known]


def runs_file() -> Path:
    """The file in which the worker of this machine notes what it did last."""
    return Path(settings.DATA_DIR) / "worker-runs.json"


# Of each job the newest run, written down with the heartbeat.
_runs: dict[str, dict[str, Any]] = {}


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


def work(stop: Event, jobs: Iterable[Job] = JOBS) -> None:
    """Do every job when it is due until `stop` is set; a job that fails is logged, waits longer, and stops no other."""
    turns = [Turn(job, import_string(job.path)) for job in jobs]
    while not stop.is_set():
        for turn in turns:
            if stop.is_set():
                return
            if turn.due <= time.monotonic():
                do(turn)
        stop.wait(max(0.0, min([LONGEST_PAUSE, *(turn.due - time.monotonic() for turn in turns)])))


def do(turn: Turn) -> None:
    """Run one job now and say when it is due again."""
    close_old_connections()
    try:
        done = turn.call(timezone.now()) or 0
        turn.failures = 0
    except Exception:
        turn.failures += 1
        done = 0
        logger.exception("%s failed, %d in a row", turn.job.name, turn.failures)
    finally:
        close_old_connections()
    _runs[turn.job.name] = {"name": turn.job.name, "at": timezone.now().isoformat(), "failures": turn.failures}
    pause = 0.0 if done else turn.job.every
    turn.due = time.monotonic() + max(pause, min(2.0**turn.failures, 300.0) if turn.failures else 0.0)
