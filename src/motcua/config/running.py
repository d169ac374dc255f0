"""Running the table of jobs: a thread for each lane, and one that watches them.

What runs seldom is claimed in the database, so that of several workers one does it, once, and a worker that is killed
in the middle loses it to another when its lease ends. A job that fails is tried again later and later; one that failed
too often in a row is set aside until its next regular time, and shown. A lane that is stuck beyond the deadline of its
job ends the worker, which whoever started it starts anew: a thread cannot be ended otherwise.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from .jobs import JOBS, MOST_FAILURES, SELDOM, Job, beat
from .models import JobState

logger = logging.getLogger("motcua.worker")
LONGEST_WAIT, LOOKED_EVERY, BEAT_EVERY = 1.0, 5.0, 5.0
LONGEST_BACKOFF = 300.0


@dataclass(slots=True)
class Turn:
    """A job in the hands of this worker: when it is next due here, how often it failed in a row."""

    job: Job
    call: Callable[[datetime], int | None]
    due: float = 0.0
    failures: int = 0
    running_since: float | None = None
    changed: bool = False
    note: dict[str, object] = field(default_factory=dict)


class Worker:
    """All lanes of one process."""

    def __init__(self, jobs: Iterable[Job] = JOBS) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"[:80]
        self.started_at = timezone.now()
        self.turns = [Turn(job, import_string(job.path)) for job in jobs]
        self.due_in_house: set[str] = set()  # names of seldom jobs that are due, as last looked up

    def work(self, stop: threading.Event) -> None:
        """Do every job when it is due until `stop` is set; a job that fails stops no other."""
        lanes: dict[str, list[Turn]] = {}
        for turn in self.turns:
            lanes.setdefault(turn.job.lane, []).append(turn)
        self.look(timezone.now())
        threads = [
            threading.Thread(target=self._lane, args=[stop, turns], name=f"lane-{name}", daemon=True)
            for name, turns in lanes.items()
        ]
        for thread in threads:
            thread.start()
        try:
            self._watch(stop)
        finally:
            stop.set()
            for thread in threads:
                thread.join(30)
            self.note_runs()
            connections.close_all()

    def _watch(self, stop: threading.Event) -> None:
        while True:
            try:
                close_old_connections()
                at = timezone.now()
                beat(self.name, self.started_at, at)
                self.note_runs()
                self.look(at)
            except (DatabaseError, OSError) as failure:
                logger.error("the sign of life failed: %s", type(failure).__name__)
            stuck = self.stuck(time.monotonic())
            if stuck is not None:
                logger.critical("%s is stuck; this worker ends so that another begins", stuck.job.name)
                self._note_stuck(stuck)
                end_process()
            if stop.wait(BEAT_EVERY):
                return

    def stuck(self, now: float) -> Turn | None:
        """A job that has been running for longer than it may."""
        for turn in self.turns:
            since = turn.running_since
            if since is not None and now - since > turn.job.deadline:
                return turn
        return None

    def _note_stuck(self, turn: Turn) -> None:
        told = {"error": "Stuck", "ended_at": timezone.now(), "failures": turn.failures + 1, "worker": self.name}
        with contextlib.suppress(DatabaseError):
            JobState.objects.update_or_create(name=turn.job.name, defaults=told)

    def look(self, at: datetime) -> None:
        """Read which seldom jobs are due in the house, and what somebody asked for."""
        known = {one.name: one for one in JobState.objects.order_by("name")}
        due: set[str] = set()
        for turn in self.turns:
            state = known.get(turn.job.name)
            if turn.job.is_seldom:
                if state is None or state.due_at is None:
                    # What is done daily waits a little: a worker that has just started has messages to send first.
                    first = min(turn.job.every, SELDOM)
                    JobState.objects.get_or_create(name=turn.job.name)
                    JobState.objects.filter(name=turn.job.name, due_at=None).update(
                        due_at=at + timedelta(seconds=first)
                    )
                elif state.due_at <= at:
                    due.add(turn.job.name)
            if state is not None and state.asked_at is not None:
                if turn.job.is_seldom:
                    due.add(turn.job.name)
                elif JobState.objects.filter(name=turn.job.name, asked_at=state.asked_at).update(asked_at=None):
                    turn.due = 0.0
        self.due_in_house = due

    def _lane(self, stop: threading.Event, turns: list[Turn]) -> None:
        try:
            while not stop.is_set():
                for turn in turns:
                    if stop.is_set():
                        return
                    if turn.job.is_seldom:
                        if turn.job.name in self.due_in_house:
                            self.do_seldom(turn)
                    elif turn.due <= time.monotonic():
                        self.do(turn)
                soonest = min((turn.due for turn in turns if not turn.job.is_seldom), default=0.0)
                wait = soonest - time.monotonic() if soonest else LONGEST_WAIT
                stop.wait(max(0.0, min(LONGEST_WAIT, wait)))
        finally:
            connections.close_all()

    def do(self, turn: Turn) -> None:
        """Run one job now and say when it is due again."""
        done, failure = self._run(turn)
        turn.failures = turn.failures + 1 if failure else 0
        pause = 0.0 if done else turn.job.every
        backoff = min(2.0**turn.failures, LONGEST_BACKOFF) if turn.failures else 0.0
        turn.due = time.monotonic() + max(pause, backoff)

    def do_seldom(self, turn: Turn) -> None:
        """Claim a job of the house and run it; nothing where another worker was first."""
        self.due_in_house = self.due_in_house - {turn.job.name}
        at = timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=at)
        due = Q(due_at__lte=at) | Q(asked_at__isnull=False)
        rows = JobState.objects.filter(free, due, name=turn.job.name)
        lease = at + timedelta(seconds=turn.job.deadline)
        try:
            if not rows.update(leased_until=lease, worker=self.name, asked_at=None, started_at=at):
                return
            turn.failures = JobState.objects.values_list("failures", flat=True).get(name=turn.job.name)
            _, failure = self._run(turn)
            turn.failures = turn.failures + 1 if failure else 0
            ended = timezone.now()
            again = turn.job.again_after(ended, turn.failures) if failure else turn.job.next_after(ended)
            JobState.objects.filter(name=turn.job.name, worker=self.name).update(leased_until=None, due_at=again)
            self.note_runs([turn])
        except DatabaseError as failed:
            logger.error("%s could not be claimed or noted: %s", turn.job.name, type(failed).__name__)
        finally:
            close_old_connections()

    def _run(self, turn: Turn) -> tuple[int, str]:
        """How much it did, and the kind of what went wrong, empty where nothing did."""
        close_old_connections()
        turn.running_since = began = time.monotonic()
        at, done, failure = timezone.now(), 0, ""
        try:
            done = turn.call(at) or 0
        except Exception as raised:
            failure = type(raised).__name__
            logger.exception("%s failed, %d in a row", turn.job.name, turn.failures + 1)
        finally:
            turn.running_since = None
            close_old_connections()
        turn.note = {
            "started_at": at,
            "ended_at": timezone.now(),
            "done": done,
            "seconds": round(time.monotonic() - began, 3),
            "error": failure[:120],
            "worker": self.name,
        }
        turn.changed = True
        return done, failure

    def note_runs(self, turns: Iterable[Turn] | None = None) -> None:
        """Write down what ran since the last time, for the page: often jobs with the sign of life, others at once."""
        for turn in self.turns if turns is None else turns:
            if not turn.changed or (turns is None and turn.job.is_seldom):
                continue
            turn.changed = False
            aside = timezone.now() if turn.failures >= MOST_FAILURES else None
            told = {**turn.note, "failures": turn.failures, "set_aside_at": aside}
            JobState.objects.update_or_create(name=turn.job.name, defaults=told)


def end_process() -> None:
    """Leave at once: threads that hang would keep an orderly end waiting for ever."""
    os._exit(70)
