"""Strictness around every test: unordered rows and the outside network fail it.

Undefined template variables, warnings and the random order are set in pyproject.toml.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.db.models import QuerySet
from django.test import override_settings

from tests.adapters.softhsm import softhsm
from tests.browsers import chromium
from tests.looked_at import LookedAt

hypothesis.settings.register_profile("short", max_examples=100, deadline=None)
hypothesis.settings.load_profile("short")


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a socket file
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this machine fails the test."""
    for name in ("connect", "connect_ex"):
        real = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, _real: Any = real) -> Any:
            if not _is_here(address):
                raise AssertionError(f"a test reached for the network: {address}")
            return _real(self, address)

        monkeypatch.setattr(socket.socket, name, guarded)


@pytest.fixture(autouse=True)
def no_unordered_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking a part of rows that have no order fails the test: each database would give another part."""
    real = QuerySet.__getitem__

    def guarded(self: QuerySet[Any], wanted: Any) -> Any:
        if self._result_cache is None and not self.ordered:
            raise AssertionError(f"a part of unordered rows of {self.model.__name__} was taken: add order_by()")
        return real(self, wanted)

    monkeypatch.setattr(QuerySet, "__getitem__", guarded)


@pytest.fixture(scope="session", autouse=True)
def files_looked_at_once() -> Iterator[None]:
    """The same bytes are looked into once; what asks about the look itself takes `every_file_looked_at`."""
    from motcua.dossiers.storing import gate

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "_inspected", LookedAt(gate._inspected))
        yield


@pytest.fixture
def every_file_looked_at(files_looked_at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file goes into a process of its own, however often it comes."""
    from motcua.dossiers.storing import gate

    monkeypatch.setattr(gate, "_inspected", gate._inspected.really)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What a process keeps in memory (of the catalogue, of who looked up how often) ends with the test it was of."""
    from motcua.procedures.queries import forget

    forget()
    cache.clear()
    yield
    forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL the tests work as the application does: as a role that owns nothing and sees no more than it may.

    The database was made as its owner; its migrations made the role.
    """
    if connection.vendor != "postgresql":
        yield
        return
    options = connection.settings_dict["OPTIONS"]
    with django_db_blocker.unblock():
        options["assume_role"] = "motcua_app"
        connection.close()
    yield
    with django_db_blocker.unblock():
        del options["assume_role"]
        connection.close()


@pytest.fixture(scope="session")
def database_name() -> str:
    """`sqlite` or `postgres`: which database this run of the suite uses."""
    return os.environ.get("MOTCUA_TEST_DATABASE", "sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot or need not run here; `tests/run.py` says how many and why."""
    without: list[pytest.Item] = []
    if chromium() is None and not os.environ.get("MOTCUA_COUNT_BROWSER"):
        without += [item for item in items if item.get_closest_marker("browser")]
    if softhsm() is None and not os.environ.get("MOTCUA_COUNT_SOFTHSM"):
        without += [item for item in items if item.get_closest_marker("softhsm")]
    if os.environ.get("MOTCUA_TEST_PART") == "database":
        without += [item for item in items if not uses_database(item)]
    if without:
        left_out = set(without)
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))
    # What takes long begins first, so that at the end no process waits for another's last test.
    items.sort(key=begins)


def begins(item: pytest.Item) -> int:
    """How early a test begins: the longest, what has a browser or very many cases, everything else."""
    if item.get_closest_marker("first"):
        return 0
    return 1 if item.get_closest_marker("browser") or item.get_closest_marker("long") else 2


def uses_database(item: pytest.Item) -> bool:
    """Whether this test reads or writes rows: only these can differ from one database to the other."""
    fixtures = {"db", "transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & asked)


@pytest.fixture(scope="session")
def joined_styles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The style sheets as the one file that visitors get, older than today, so that browsers keep it for a while."""
    from django.contrib.staticfiles import finders

    from motcua.pages.styles import ENTRY, joined

    folder = tmp_path_factory.mktemp("static")
    file = folder / ENTRY
    file.parent.mkdir(parents=True)
    file.write_text(joined(Path(str(finders.find(ENTRY)))), encoding="utf-8")
    os.utime(file, (1_600_000_000, 1_600_000_000))
    with override_settings(STATICFILES_DIRS=[folder]):
        finders.get_finder.cache_clear()
        yield
    finders.get_finder.cache_clear()


@pytest.fixture(scope="session")
def browser(joined_styles: None) -> Iterator[Any]:
    """A headless Chromium of this machine, one per process of the run."""
    from playwright.sync_api import sync_playwright

    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop in this thread
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()
        # Beside playwright's loop Django keeps a connection that it no longer finds when the loop has ended.
        connections.close_all()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take away what SQLite and our queue of writers leave beside the test database."""
    name = str(settings.DATABASES["default"]["TEST"]["NAME"])
    if Path(name).is_absolute():
        for ending in ("", "-wal", "-shm", "-journal", ".write-lock"):
            Path(name + ending).unlink(missing_ok=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many generated cases the property tests tried (a test tells by `record_property`)."""
    cases = sum(
        value
        for reports in terminalreporter.stats.values()
        for part in reports
        if getattr(part, "when", None) == "teardown"  # only then the count is complete
        for name, value in part.user_properties
        if name == "generated cases"
    )
    if cases:
        terminalreporter.write_line(f"{cases:,} generated cases tried by the property tests")
