"""Django's SQLite backend on a sound library, with writers served one after another.

SQLite before 3.44.6, 3.50.7 and 3.51.3 can lose commits when two processes reset the write-ahead log at once.
`pysqlite3` brings a sound one; it takes the place of the standard module while Django's backend is loaded.
"""

from __future__ import annotations

import sys
from typing import Any

from motcua.config.sqlite.queue import WriterQueue

try:
    import pysqlite3  # type: ignore[import-not-found,import-untyped,unused-ignore]
except ImportError:  # no wheel for this machine: the standard module serves, and `motcua doctor` says so
    pysqlite3 = None

if pysqlite3 is not None and "django.db.backends.sqlite3.base" not in sys.modules:
    _kept = {name: sys.modules.get(name) for name in ("sqlite3", "sqlite3.dbapi2")}
    sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = pysqlite3, pysqlite3.dbapi2
    try:
        from django.db.backends.sqlite3 import base as django_base
    finally:
        for _name, _module in _kept.items():
            if _module is None:
                del sys.modules[_name]
            else:
                sys.modules[_name] = _module
else:
    from django.db.backends.sqlite3 import base as django_base


class DatabaseOperations(django_base.DatabaseWrapper.ops_class):  # type: ignore[misc,valid-type]
    """Emptying every table, as a test or a demonstration made anew does, also where triggers keep rows.

    PostgreSQL's TRUNCATE passes such triggers by; here they are taken off for it and put back in the same transaction.
    """

    def sql_flush(self, style: Any, tables: Any, *, reset_sequences: bool = False, allow_cascade: bool = False) -> Any:
        flush = super().sql_flush(style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            triggers = cursor.fetchall()
            # What such triggers keep beside the models' tables goes with the rows it was about.
            cursor.execute("SELECT name FROM sqlite_master WHERE name IN ('dossiers_search', 'dossiers_search_row')")
            kept = [f"DELETE FROM {self.quote_name(name)};" for (name,) in cursor.fetchall()]  # noqa: S608 - ours
        taken_off = [f"DROP TRIGGER {self.quote_name(name)};" for name, _ in triggers]
        return [*taken_off, *flush, *kept, *(f"{sql};" for _, sql in triggers)] if flush else flush


class DatabaseWrapper(django_base.DatabaseWrapper):
    """A connection that waits for its turn before it begins a transaction."""

    ops_class = DatabaseOperations
    _turn: WriterQueue | None = None

    def get_new_connection(self, conn_params: Any) -> Any:
        connection = super().get_new_connection(conn_params)
        self._turn = None if self.is_in_memory_db() else WriterQueue.of(str(self.settings_dict["NAME"]))
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        turn = self._turn
        if turn is not None:
            turn.take(self, patience=self.settings_dict["OPTIONS"].get("timeout", 20))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            if turn is not None:
                turn.give_back(self)
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._done_writing()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._done_writing()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._done_writing()

    def _done_writing(self) -> None:
        if self._turn is not None:
            self._turn.give_back(self)
