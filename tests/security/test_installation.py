"""What an installation is before anybody has set anything."""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest

from motcua.config.command import keep_to_ourselves
from motcua.config.settings import places

HERE = ("http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000")
OUTSIDE = ("https://motcua.example.vn", "http://motcua.example.vn", "http://127.0.0.1.example.vn", "http://192.0.2.7")


def demo_wanted(monkeypatch: pytest.MonkeyPatch, address: str, said: str | None = None) -> bool:
    monkeypatch.setenv("MOTCUA_BASE_URL", address)
    monkeypatch.delenv("MOTCUA_DEMO", raising=False)
    if said is not None:
        monkeypatch.setenv("MOTCUA_DEMO", said)
    return bool(runpy.run_path(str(places.__file__))["DEMO_WANTED"])


@pytest.mark.parametrize("address", HERE)
def test_on_this_machine_it_begins_as_a_demonstration(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    assert demo_wanted(monkeypatch, address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_where_others_reach_it_nobody_gets_a_known_password_unasked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    assert not demo_wanted(monkeypatch, address)
    assert demo_wanted(monkeypatch, address, "1")


@pytest.mark.parametrize(("before", "file", "folder"), [(0o022, 0o640, 0o750), (0o077, 0o600, 0o700)])
def test_nobody_else_on_the_machine_reads_what_the_installation_writes(
    tmp_path: Path, before: int, file: int, folder: int
) -> None:
    usual = os.umask(before)
    try:
        keep_to_ourselves()
        (tmp_path / "motcua.sqlite3").write_bytes(b"")
        (tmp_path / "mail").mkdir()
    finally:
        os.umask(usual)
    assert (tmp_path / "motcua.sqlite3").stat().st_mode & 0o777 == file
    assert (tmp_path / "mail").stat().st_mode & 0o777 == folder
