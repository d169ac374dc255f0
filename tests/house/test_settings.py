"""The installation's own joints: the safe database mode, the secret, the headers."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.mark.django_db
def test_sqlite_runs_in_the_mode_that_lost_nothing(database_name: str) -> None:
    if database_name != "sqlite":
        assert connection.vendor == "postgresql"
        return
    with connection.cursor() as cursor:
        modes = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert modes == ["wal", 2]
