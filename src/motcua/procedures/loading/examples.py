"""Whole example dossiers of a procedure, kept beside it: they prove the form, fill the demo, show an author the way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from motcua.procedures.loading.reading import CatalogueError, read_yaml
from motcua.procedures.rules.reading import DefinitionError, Reader

_DAYS = re.compile(r"today([+-][0-9]{1,5})?\Z")
_LIVES_IN = {"province": "Hà Nội", "district": "quận Bắc Từ Liêm", "ward": "phường Phúc Diễn"}


@dataclass(frozen=True, slots=True)
class Example:
    """One dossier as somebody really fills it in; divisions by name, dates reckoned from the day it is read.

    ``organisation`` is ``two_tier`` or ``three_tier`` where the example fits only one of them, else ``None``.
    """

    case: str
    channel: str
    organisation: str | None
    answers: Mapping[str, Any]

    def in_district(self) -> "Example":
        """Give the same dossier with every address moved to quận Bắc Từ Liêm, for three-tier versions."""
        return Example(self.case, self.channel, self.organisation, _moved(self.answers))


def examples_of(folder: Path, today: date) -> list[Example]:
    """Read ``examples.yaml`` of one procedure; none where there is no such file.

    ``today-12`` in the file is twelve days before ``today``; ``{day: today-12}`` is the same for a ``partial_date``.
    Refuses with ``CatalogueError`` what it does not know.
    """
    path = folder / "examples.yaml"
    if not path.exists():
        return []
    try:
        readers = Reader({"examples": read_yaml(path)}, "").children("examples")
        return [_example(one, today) for one in readers]
    except DefinitionError as wrong:
        raise CatalogueError(f"{path}: {wrong}") from wrong


def _example(reader: Reader, today: date) -> Example:
    example = Example(
        case=reader.key("case"),
        channel=reader.key("channel"),
        organisation=reader.one_of("organisation", ("two_tier", "three_tier"), None),
        answers=_dated(dict(reader.child("answers").data), today),
    )
    reader.finish()
    return example


def _dated(value: Any, today: date) -> Any:
    if isinstance(value, dict):
        dated = {key: _dated(one, today) for key, one in value.items()}
        if list(value) == ["day"] and isinstance(dated["day"], str):  # a partial_date of which all parts are known
            known = date.fromisoformat(dated["day"])
            return {"year": known.year, "month": known.month, "day": known.day}
        return dated
    if isinstance(value, list):
        return [_dated(one, today) for one in value]
    if isinstance(value, str) and (found := _DAYS.match(value)):
        return (today + timedelta(days=int(found.group(1) or 0))).isoformat()
    return value


def _moved(value: Any) -> Any:
    if isinstance(value, Mapping):
        moved = {key: _moved(one) for key, one in value.items()}
        return {**moved, **_LIVES_IN} if "province" in value else moved
    return [_moved(one) for one in value] if isinstance(value, list) else value
