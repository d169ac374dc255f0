"""Rows that many tests begin with: built once in a process by the real actions, afterwards written as they were.

Loading an office takes a fifth of a second of CPU, writing its eight hundred rows again a fiftieth of that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from motcua.correspondence import queries as correspondence
from motcua.exchange import queries as exchange
from motcua.organisation.queries import calendars, units
from motcua.procedures import queries as procedures

# Tables of Django's own that are filled with the tables themselves.
STANDING = {"django_migrations", "django_content_type", "auth_permission"}


@dataclass
class Rows:
    """What a build wrote: the rows of each table, as the database itself gives and takes them."""

    tables: dict[str, Any] = field(default_factory=dict)


_kept: dict[Hashable, Rows] = {}


def once(key: Hashable, build: Callable[[], object]) -> None:
    """Have the rows that `build` writes into an empty database, which `key` names; where rows are already, build.

    In-process memories of rows are emptied: other rows may have had the same ids before.
    """
    forget()
    if any(filled().values()):
        build()
        return
    with transaction.atomic():
        if key in _kept:
            for table, rows in _kept[key].tables.items():
                _write(table, rows)
        else:
            build()
            _kept[key] = Rows({table: _read(table) for table, is_filled in filled().items() if is_filled})


def forget() -> None:
    """Let this process forget what it keeps of rows."""
    procedures.forget()
    calendars._calendars.clear()
    units._kept.clear()
    exchange._kept.clear()
    correspondence._unread.clear()


def filled() -> dict[str, bool]:
    """Whether there are rows, by table; one statement."""
    tables = [name for name in connection.introspection.django_table_names() if name not in STANDING]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{name}")' for name in tables))
        return dict(zip(tables, map(bool, cursor.fetchone()), strict=True))


def _read(table: str) -> Any:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                return b"".join(bytes(part) for part in copy)
        names = [f'"{one.name}"' for one in connection.introspection.get_table_description(cursor, table)]
        # The plus hides a column's declared type, so that nothing is converted on the way out.
        cursor.execute(f'SELECT {", ".join("+" + name for name in names)} FROM "{table}" ORDER BY rowid')
        return names, cursor.fetchall()


def _write(table: str, rows: Any) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
            return
        names, values = rows
        cursor.executemany(
            f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({", ".join(["%s"] * len(names))})', values
        )
