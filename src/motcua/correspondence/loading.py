"""Reading the room's data in the catalogue, once per process: how messages are sent, and their first wordings."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import motcua

from .rules.sending import Sending, read
from .rules.texts import Labels, Text, read_text

FOLDER = Path(motcua.__file__).parent / "catalogue" / "messages"
LANGUAGES = ("vi", "en")


def sending(on: date) -> Sending:
    """How messages are sent on a day."""
    return next(one for one in reversed(_all_sending()) if one.in_force <= on)


@cache
def _all_sending() -> tuple[Sending, ...]:
    return tuple(sorted(map(read, _yaml("sending")), key=lambda one: one.in_force))


@cache
def shipped(language: str) -> dict[str, Text]:
    """The first version of every kind in a language. Raises KeyError for a language nobody wrote."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return {kind: read_text(row) for kind, row in _yaml(language)["kinds"].items()}


@cache
def labels(language: str) -> Labels:
    """The words that all letters of a language share."""
    row = _yaml(language)["labels"]
    return Labels(language, row["code"], row["procedure"], row["sign_off"], row["values"])


@cache
def _yaml(name: str) -> Any:
    import yaml

    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
