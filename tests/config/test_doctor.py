"""What `motcua doctor` says."""

from __future__ import annotations

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from motcua.config import doctor, jobs


def said(look) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return [(finding.level, finding.en) for finding in look()]


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_only_the_mended_versions_of_sqlite_are_called_sound(version: tuple[int, int, int], sound: bool) -> None:
    assert doctor.is_sound(version) is sound


@pytest.mark.django_db
def test_a_database_as_the_settings_make_it_is_well() -> None:
    assert {level for level, _ in said(doctor.database_mode)} == {"well"}
    assert said(doctor.migrations) == [("well", "All tables are up to date.")]


@pytest.mark.django_db
def test_a_worker_that_never_ran_or_fell_silent_is_wrong(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert said(doctor.worker)[0][0] == "wrong"
    jobs.heartbeat_file().write_text("1", encoding="ascii")
    assert said(doctor.worker) == [("well", "The worker is alive.")]
    os.utime(jobs.heartbeat_file(), (time.time() - 600, time.time() - 600))
    assert said(doctor.worker) == [("wrong", "The worker has been silent for 10 minutes. Run `motcua work`.")]


def test_insecure_settings_are_each_named(settings: Settings) -> None:
    settings.DEBUG = True
    settings.SECRET_KEY = "short"
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "http://motcua.example.vn"
    words = " ".join(text for level, text in said(doctor.settings_are_safe) if level == "wrong")
    for name in ("MOTCUA_DEBUG", "MOTCUA_SECRET_KEY", "MOTCUA_ALLOWED_HOSTS", "not encrypted"):
        assert name in words


def test_a_data_folder_that_is_not_there_is_wrong(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "nowhere"
    assert said(doctor.disk)[0][0] == "wrong"


def test_the_pdf_font_carries_vietnamese() -> None:
    assert said(doctor.fonts) == [("well", "The PDF font carries all Vietnamese letters.")]


def test_what_cannot_be_looked_at_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken():  # type: ignore[no-untyped-def]
        raise OSError("hỏng")

    monkeypatch.setattr(doctor, "LOOKS", (broken,))
    assert [finding.level for finding in doctor.findings()] == ["wrong"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Tiến trình nền chưa từng chạy"), ("en", "The worker has never run")]
)
def test_the_command_ends_with_an_error_when_something_is_wrong(
    settings: Settings, tmp_path: Path, language: str, words: str
) -> None:
    settings.DATA_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", "--lang", language, stdout=told)
    assert words in told.getvalue()
