"""The queue of writers on one SQLite file."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connection, transaction

from motcua.config.sqlite.queue import WriterQueue


def test_a_second_writer_waits_until_the_first_has_given_back(tmp_path: Path) -> None:
    queue = WriterQueue.of(str(tmp_path / "a.sqlite3"))
    first, second = object(), object()
    assert queue.take(first, patience=1)
    assert not queue.take(second, patience=0.05)
    queue.give_back(first)
    assert queue.take(second, patience=1)
    queue.give_back(second)


def test_another_process_waits_too_and_goes_on_when_its_patience_ends(tmp_path: Path) -> None:
    database = str(tmp_path / "a.sqlite3")
    queue = WriterQueue.of(database)
    holder = object()
    assert queue.take(holder, patience=1)
    asks = (
        "import sys; from motcua.config.sqlite.queue import WriterQueue; "
        "sys.exit(0 if WriterQueue.of(sys.argv[1]).take(object(), patience=0.2) else 3)"
    )
    assert subprocess.run([sys.executable, "-c", asks, database]).returncode == 3
    queue.give_back(holder)
    assert subprocess.run([sys.executable, "-c", asks, database]).returncode == 0


def test_giving_back_what_another_holds_changes_nothing(tmp_path: Path) -> None:
    queue = WriterQueue.of(str(tmp_path / "a.sqlite3"))
    holder = object()
    queue.take(holder, patience=1)
    queue.give_back(object())
    assert not queue.take(object(), patience=0.02)
    queue.give_back(holder)


@pytest.mark.django_db(transaction=True)
def test_threads_that_read_and_then_write_are_never_told_that_the_database_is_locked() -> None:
    as_owner = getattr(connection, "as_owner", nullcontext)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counted (number integer)")
        cursor.execute("INSERT INTO counted VALUES (0)")
    problems: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(25):
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT number FROM counted" + (" FOR UPDATE" if connection.vendor != "sqlite" else "")
                    )
                    (number,) = cursor.fetchone()
                    time.sleep(0.0005)
                    cursor.execute("UPDATE counted SET number = %s", [number + 1])
        except BaseException as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM counted")
            assert cursor.fetchone()[0] == 100
        assert problems == []
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("DROP TABLE counted")
