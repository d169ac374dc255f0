"""The worker's table of jobs."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string
from pytest_django import Settings

from motcua.config import jobs

ran: list[datetime] = []
fails = {"left": 0}
stop = threading.Event()


@pytest.fixture(autouse=True)
def fresh() -> None:
    ran.clear()
    stop.clear()
    fails["left"] = 0


def note(at: datetime) -> int:
    ran.append(at)
    if len(ran) >= 3:
        stop.set()
    return 1


def fail(at: datetime) -> int:
    fails["left"] += 1
    raise RuntimeError("the gateway is silent")


def job(name: str) -> jobs.Job:
    return jobs.Job(name, f"{__name__}.{name}", every=60)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_did_something_is_asked_again_at_once() -> None:
    jobs.work(stop, [job("note")])
    assert len(ran) == 3
    assert all(timezone.is_aware(at) for at in ran)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    jobs.work(stop, [job("fail"), job("note")])
    assert len(ran) == 3
    assert fails["left"] == 1, "it waits before it tries again"
    assert "fail failed, 1 in a row" in caplog.text


def test_every_job_of_the_table_names_something_that_exists() -> None:
    assert all(callable(import_string(entry.path)) for entry in jobs.JOBS)


def test_the_heartbeat_leaves_a_fresh_file(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "var"
    jobs.beat(timezone.now())
    assert jobs.heartbeat_file().exists()


@pytest.mark.django_db
def test_the_daily_jobs_do_their_work(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    for daily in (jobs.mend_due_dates, jobs.anchor_journals, jobs.forget_ended_sessions):
        assert daily(timezone.now()) == 0
    assert (tmp_path / "anchors.jsonl").exists()
