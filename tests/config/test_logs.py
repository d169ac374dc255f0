"""The log says where something broke and never what was in hand."""

from __future__ import annotations

import logging
import sys

from motcua.config.logs import PlacesOnly


def written() -> str:
    """What the log says of a failure that tells a person's number, raised while another one was handled."""
    try:
        try:
            int("001188123482")
            raise KeyError("001188123482")
        except KeyError as first:
            raise ValueError("Failing row contains (Nguyễn Thị Bình, 001188123482)") from first
    except ValueError:
        record = logging.LogRecord("motcua", logging.ERROR, __file__, 1, "broke at %s", ("/x/",), sys.exc_info())
    return PlacesOnly("{levelname} {message}", style="{").format(record)


def test_a_failure_is_told_by_kind_and_place() -> None:
    lines = written().splitlines()
    assert lines[0] == "ERROR broke at /x/"
    assert lines[1] == "builtins.ValueError"
    assert any("test_logs.py" in line and "written" in line for line in lines)
    assert "builtins.KeyError" in lines


def test_what_the_failure_says_of_a_person_is_left_out() -> None:
    said = [line for line in written().splitlines() if not line.startswith("  ")]
    assert "001188123482" not in " ".join(said)
    assert "Bình" not in " ".join(said)
