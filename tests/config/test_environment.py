"""Settings read from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from motcua.config import environment
from motcua.config.secret import kept_secret
from motcua.config.settings.database import described


def test_a_postgresql_address_gives_its_parts() -> None:
    found = environment.database("postgres://app:m%40t@db.example:6432/motcua?sslmode=require")
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("motcua", "app", "m@t")
    assert (found["HOST"], found["PORT"]) == ("db.example", "6432")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_postgresql_socket_is_named_in_the_question_part() -> None:
    found = environment.database("postgres://app@/motcua?host=%2Frun%2Fpostgresql")
    assert (found["HOST"], found["NAME"], found["USER"]) == ("/run/postgresql", "motcua", "app")


def test_every_wait_on_postgresql_has_an_end() -> None:
    options = described("postgres:///motcua")["OPTIONS"]
    assert options["connect_timeout"] > 0
    for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        assert limit in options["options"]


def test_sqlite_begins_every_transaction_as_a_writer() -> None:
    assert described("sqlite:////tmp/x.sqlite3")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("url", ["mysql://x/y", "motcua.sqlite3", "sqlite://host/file", "sqlite:///"])
def test_an_address_that_is_neither_is_refused_in_plain_words(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MOTCUA_DATABASE_URL"):
        environment.database(url)


def test_a_switch_that_is_neither_on_nor_off_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="MOTCUA_DEBUG"):
        environment.yes("MOTCUA_DEBUG")


def test_a_number_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SESSION_HOURS", "tám")
    with pytest.raises(ImproperlyConfigured, match="MOTCUA_SESSION_HOURS"):
        environment.number("MOTCUA_SESSION_HOURS", 8)


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("từ tệp\n", encoding="utf-8")
    monkeypatch.setenv("MOTCUA_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert environment.text("MOTCUA_SECRET_KEY") == "từ tệp"


def test_the_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret-key"
    first = kept_secret(file)
    assert len(first) >= 50
    assert kept_secret(file) == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in file.parent.iterdir()] == ["secret-key"]
