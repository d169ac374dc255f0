"""SMS of development: a line in a file, nothing leaves the house."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.adapters.sms_folder import FolderSms
from motcua.correspondence.ports import PermanentFailure

NUMBER = "+84912345678"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "not made yet"
    return settings.DATA_DIR


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "sms.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_text_becomes_a_line_that_only_its_owner_reads(folder: Path) -> None:
    FolderSms().send(key="k1", address=NUMBER, subject="", body="Da nhan\nho so")
    FolderSms().send(key="k2", address=NUMBER, subject="", body="Đã nhận")
    assert lines(folder) == [
        {"key": "k1", "to": NUMBER, "text": "Da nhan\nho so"},
        {"key": "k2", "to": NUMBER, "text": "Đã nhận"},
    ]
    assert stat.S_IMODE((folder / "sms.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize("address", ["", "0912345678", "+84", "nhung@example.vn", "+84912345678\n", "+0912345678"])
def test_what_is_no_international_number_never_leaves(folder: Path, address: str) -> None:
    with pytest.raises(PermanentFailure):
        FolderSms().send(key="k", address=address, subject="", body="x")
    assert not (folder / "sms.jsonl").exists()


def test_workers_at_once_never_tear_each_others_lines(folder: Path) -> None:
    def send(name: str) -> None:
        for number in range(50):
            FolderSms().send(key=f"{name}{number}", address=NUMBER, subject="", body=name * 160)

    threads = [threading.Thread(target=send, args=[name]) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len({line["key"] for line in lines(folder)}) == 200
