"""Counts what is really sent to the database: also what our PostgreSQL connection says by itself about who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connections

TRANSACTION_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK TO", "BEGIN", "COMMIT")


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent while the block runs, in order; beginning and ending transactions are not among them."""
    sent: list[str] = []

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not str(sql).startswith(TRANSACTION_CONTROL):
            sent.append(str(sql))
        return execute(sql, params, many, context)

    connection = connections["default"]
    tell = getattr(type(connection), "_tell", None)

    def tell_and_note(wrapper: Any, wanted: Any) -> None:
        sent.append("SELECT set_config(…)")
        assert tell is not None
        tell(wrapper, wanted)

    with connection.execute_wrapper(note):
        if tell is None:
            yield sent
        else:
            with patch.object(type(connection), "_tell", tell_and_note):
                yield sent
