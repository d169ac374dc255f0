"""Where the data lie: one SQLite file, or PostgreSQL named by `MOTCUA_DATABASE_URL`.

SQLite runs in the only mode in which trials lost nothing and locked nobody out: write-ahead log,
`synchronous=FULL`, transactions begun as writers, twenty seconds of patience, and a queue for writers.
"""

from typing import Any

from motcua.config import environment
from motcua.config.settings.places import DATA_DIR

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; "
    "PRAGMA temp_store=MEMORY;",
}
# Every wait on the server has an end: connecting, one statement, one lock, a transaction left open.
POSTGRESQL_OPTIONS: dict[str, Any] = {
    "connect_timeout": 5,
    "options": "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000",
    "tcp_user_timeout": 20000,
    "keepalives_idle": 10,
}


def described(url: str) -> dict[str, Any]:
    """The database at `url`, with the options that make it safe."""
    found: dict[str, Any] = environment.database(url)
    if found["ENGINE"] == "motcua.config.sqlite":
        return {**found, "OPTIONS": dict(SQLITE_OPTIONS), "CONN_MAX_AGE": None}
    options = {**POSTGRESQL_OPTIONS, **found["OPTIONS"]}
    if role := environment.text("MOTCUA_DATABASE_ROLE"):
        # Work as a role that owns nothing (`motcua_app`, made by the migrations); migrations work as the owner.
        options["assume_role"] = role
    return {
        **found,
        "OPTIONS": options,
        "CONN_MAX_AGE": environment.number("MOTCUA_DATABASE_CONNECTION_SECONDS", 600),
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {
    "default": described(environment.text("MOTCUA_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'motcua.sqlite3'}")
}
