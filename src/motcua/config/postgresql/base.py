"""Django's PostgreSQL backend, telling the server whose rows may be seen before each statement that reads such rows.

The scope in force (`organisation.rules.scope`) is compared with what this connection last told the server: a change
costs one `SELECT set_config(…)`, the same person's next request nothing. Settings made in a transaction are undone by
its rollback, so after any rollback, and on every new connection, the server is told again. That makes kept and pooled
connections safe: nothing of the request before can be seen, whatever was forgotten to be reset.
"""

from __future__ import annotations

import re
import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from django.db.backends.postgresql import base as django_base

from motcua.organisation.rules import scope

# Tables without guarded rows: who signs in and which offices there are must be read before the scope is known.
_OPEN = (
    *("django_", "accounts_", "organisation_", "procedures_", "auth_", "config_"),
    *("exchange_partnerclient", "exchange_accesstoken", "exchange_clientchange", "exchange_readposition"),
)
_GUARDED = re.compile(r"\b(?:dossiers|receipts|correspondence)_")
_NAMED = re.compile(r'\b(?:FROM|INTO|UPDATE|JOIN)\s+"([a-z0-9_]+)"')
_PLACES = re.compile(r"(?<!FOR )(?<!FOR NO KEY )\b(?:FROM|INTO|UPDATE|JOIN)\b")
_WITHOUT_ROWS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ", "RESET", "CREATE", "ALTER", "DROP", "GRANT", "COMMENT")
GLANCE_SECONDS = 5.0
TELL = "SELECT " + ", ".join(f"set_config('{name}', %s, false)" for name in scope.SETTINGS)


@lru_cache(maxsize=4096)
def reads_guarded_rows(sql: str) -> bool:
    """Whether a statement may touch guarded rows; whatever is not plainly harmless counts as touching them."""
    if sql.startswith(_WITHOUT_ROWS):
        return False
    if _GUARDED.search(sql):
        return True
    # Our own statements name their tables in quotes; one that names any otherwise is taken for guarded.
    tables = _NAMED.findall(sql)
    return not tables or len(tables) != len(_PLACES.findall(sql)) or not all(name.startswith(_OPEN) for name in tables)


class DatabaseWrapper(django_base.DatabaseWrapper):
    """A connection that keeps the server's idea of the scope and ours the same."""

    _told: scope.Scope | None = None
    _seen_well = 0.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._tell_first)

    def is_usable(self) -> bool:
        """Whether the connection still works: a glance at its socket where it was used a moment ago, else a question.

        A server that ended the connection has said so or closed it, and then there is something to read. What a glance
        cannot see, a network that swallows everything, is bounded by `tcp_user_timeout`.
        """
        now, before = time.monotonic(), self._seen_well
        self._seen_well = now
        if now - before > GLANCE_SECONDS or self.connection is None:
            return super().is_usable()
        try:
            glance = select.poll()
            glance.register(self.connection.fileno(), select.POLLIN)
            return not glance.poll(0)
        except (OSError, ValueError, psycopg.Error):
            return False

    def init_connection_state(self) -> Any:
        self._told = None
        return super().init_connection_state()

    def _tell_first(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        # Only a guarded statement asks for the scope: finding it out reads open tables on this same connection.
        if reads_guarded_rows(str(sql)):
            wanted = scope.current()
            if wanted is not self._told and wanted != self._told:
                self._tell(wanted)
        return execute(sql, params, many, context)

    def _tell(self, wanted: scope.Scope) -> None:
        """Tell the server, on a cursor of its own: the statement's may be a named one that reads in pieces."""
        self._told = None
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(TELL, wanted.values())
        self._told = wanted

    def _rollback(self) -> Any:
        self._told = None
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self._told = None
        super()._savepoint_rollback(sid)  # type: ignore[misc]

    def _close(self) -> Any:
        self._told = None
        return super()._close()  # type: ignore[misc]

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Work as the owner of the tables instead of the application's role: for migrations and emptying only."""
        options = self.settings_dict["OPTIONS"]
        role = options.get("assume_role")
        if not role:
            yield
            return
        options["assume_role"] = None
        self._change_role("RESET ROLE")
        try:
            yield
        finally:
            options["assume_role"] = role
            self._change_role(f"SET ROLE {self.ops.quote_name(role)}")

    def _change_role(self, statement: str) -> None:
        """Say it inside a transaction, whose rollback undoes it; otherwise begin a new connection, which asks anew."""
        if not self.in_atomic_block:
            self.close()
        elif not self.needs_rollback:
            with self.cursor() as cursor:
                cursor.execute(statement)
