"""The worker's table of jobs: run when due, tried again, set aside, claimed by one worker, watched for being stuck."""

from __future__ import annotations

import threading
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string
from pytest_django import Settings

from motcua.config import jobs, running
from motcua.config.models import JobState, WorkerState
from motcua.config.running import Worker
from tests.builders.office import HANOI

ran: list[datetime] = []
fails = {"left": 0}
stop = threading.Event()
let_go = threading.Event()


@pytest.fixture(autouse=True)
def fresh(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    ran.clear()
    stop.clear()
    let_go.clear()
    fails["left"] = 0


def note(at: datetime) -> int:
    ran.append(at)
    if len(ran) >= 3:
        stop.set()
    return 1


def fail(at: datetime) -> int:
    fails["left"] += 1
    raise RuntimeError("the gateway is silent")


def hang(at: datetime) -> int:
    let_go.wait(20)
    return 0


def job(name: str, every: float = 60, **more: object) -> jobs.Job:
    return jobs.Job(name, f"{__name__}.{name}", every, **more)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_did_something_is_asked_again_at_once_and_leaves_a_note() -> None:
    Worker([job("note")]).work(stop)
    assert len(ran) == 3
    assert all(timezone.is_aware(at) for at in ran)
    state = JobState.objects.get(name="note")
    assert (state.done, state.failures, state.error) == (1, 0, "")
    assert WorkerState.objects.count() == 1 and jobs.heartbeat_file().exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    Worker([job("fail"), job("note")]).work(stop)
    assert len(ran) == 3
    assert fails["left"] == 1, "it waits before it tries again"
    assert "fail failed, 1 in a row" in caplog.text
    assert JobState.objects.get(name="fail").error == "RuntimeError"


@pytest.mark.django_db(transaction=True)
def test_a_job_that_hangs_holds_up_no_other_lane() -> None:
    worker = Worker([job("hang", lane="slow"), job("note")])
    too_long = threading.Timer(20, stop.set)
    too_long.start()
    began = monotonic()
    thread = threading.Thread(target=worker.work, args=[stop])
    thread.start()
    assert stop.wait(15)
    assert len(ran) == 3 and monotonic() - began < 10
    assert worker.stuck(monotonic() + 3600) is not None and worker.stuck(monotonic()) is None
    let_go.set()
    thread.join(30)
    too_long.cancel()


@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_job_is_stuck_says_so_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def end() -> None:
        ended.set()
        stop.set()
        let_go.set()

    monkeypatch.setattr(running, "end_process", end)
    monkeypatch.setattr(running, "BEAT_EVERY", 0.05)
    Worker([job("hang", deadline=0.1)]).work(stop)
    assert ended.is_set()


def seldom(name: str = "note") -> Worker:
    worker = Worker([job(name, 3600)])
    JobState.objects.create(name=name, due_at=timezone.now() - timedelta(seconds=1))
    return worker


@pytest.mark.django_db(transaction=True)
def test_what_runs_seldom_is_done_by_one_worker_of_the_house() -> None:
    first = seldom()
    second = Worker([job("note", 3600)])
    for worker in (first, second):
        worker.look(timezone.now())
        assert worker.due_in_house == {"note"}
    for worker in (first, second):
        worker.do_seldom(worker.turns[0])
    assert len(ran) == 1
    state = JobState.objects.get(name="note")
    assert state.leased_until is None and state.due_at is not None
    assert state.due_at > timezone.now() + timedelta(minutes=59)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_loses_its_job_to_another_when_the_lease_ends() -> None:
    worker = seldom()
    JobState.objects.update(leased_until=timezone.now() + timedelta(minutes=1), worker="dead")
    worker.do_seldom(worker.turns[0])
    assert ran == []
    JobState.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    worker.do_seldom(worker.turns[0])
    assert len(ran) == 1


@pytest.mark.django_db(transaction=True)
def test_what_fails_too_often_is_set_aside_until_its_time_or_until_somebody_says_so() -> None:
    worker = seldom("fail")
    pauses = []
    for _ in range(jobs.MOST_FAILURES):
        JobState.objects.update(due_at=timezone.now())
        worker.do_seldom(worker.turns[0])
        state = JobState.objects.get(name="fail")
        assert state.due_at is not None
        pauses.append(round((state.due_at - timezone.now()).total_seconds() / 60))
    assert pauses == sorted(pauses) and pauses[0] == 1 and pauses[-1] == 60
    assert state.set_aside_at is not None and state.failures == jobs.MOST_FAILURES


@pytest.mark.django_db(transaction=True)
def test_somebody_may_have_a_job_run_now() -> None:
    name = jobs.run_now("journal-anchors", timezone.now())
    assert name == "journal anchors" and jobs.run_now("nothing", timezone.now()) == ""
    worker = Worker([one for one in jobs.JOBS if one.name == name])
    JobState.objects.update(due_at=timezone.now() + timedelta(hours=3))
    worker.look(timezone.now())
    assert worker.due_in_house == {name}
    worker.do_seldom(worker.turns[0])
    state = JobState.objects.get(name=name)
    assert state.asked_at is None and state.ended_at is not None and state.error == ""


def test_a_daily_job_runs_at_its_hour_and_a_restart_makes_no_difference() -> None:
    daily = job("note", jobs.DAY, hour=time(2, 15))
    evening = datetime(2026, 3, 10, 22, 0, tzinfo=HANOI)
    assert daily.next_after(evening) == datetime(2026, 3, 11, 2, 15, tzinfo=HANOI)
    assert daily.next_after(datetime(2026, 3, 11, 2, 15, tzinfo=HANOI)) == datetime(2026, 3, 12, 2, 15, tzinfo=HANOI)


def test_every_job_of_the_table_names_something_that_exists_under_a_name_of_its_own() -> None:
    assert all(callable(import_string(entry.path)) for entry in jobs.JOBS)
    assert len({entry.slug for entry in jobs.JOBS}) == len(jobs.JOBS)


@pytest.mark.django_db
def test_the_daily_jobs_do_their_work(settings: Settings, tmp_path: Path) -> None:
    for daily in (jobs.mend_due_dates, jobs.anchor_journals, jobs.forget_ended_sessions):
        assert daily(timezone.now()) == 0
    assert (tmp_path / "anchors.jsonl").exists()
