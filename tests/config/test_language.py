"""Vietnamese formats, and Django's words where its own Vietnamese lacks them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from django import forms
from django.utils import formats, translation

import motcua.config


def test_a_date_is_read_day_first() -> None:
    assert forms.DateField().clean("05/03/2026") == dt.date(2026, 3, 5)


def test_dates_times_and_numbers_look_vietnamese() -> None:
    assert formats.date_format(dt.date(2026, 3, 5)) == "05/03/2026"
    assert formats.date_format(dt.datetime(2026, 3, 5, 15, 4), "DATETIME_FORMAT") == "15:04, 05/03/2026"  # noqa: DTZ001
    assert formats.number_format(1234567.5, use_l10n=True, force_grouping=True) == "1.234.567,5"
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_every_entry_of_our_translation_is_compiled() -> None:
    file = Path(motcua.config.__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    entries = re.findall(r'^msgid ((?:".*"\n)+)msgstr', file.read_text(encoding="utf-8"), re.MULTILINE)
    words = ["".join(re.findall(r'"(.*)"', entry)) for entry in entries]
    with translation.override("vi"):
        missing = [text for text in words if text and translation.gettext(text) == text]
    assert len(words) > 20
    assert missing == []
