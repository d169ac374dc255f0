"""Reading the room's data in the catalogue, once per process: who is let off which fees."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import motcua

from .rules.charging import Exemption

FOLDER = Path(motcua.__file__).parent / "catalogue" / "fees"
EXEMPTIONS, BANKS = FOLDER / "exemptions.yaml", FOLDER / "banks.yaml"


@cache
def exemptions() -> tuple[Exemption, ...]:
    """Every exemption of the catalogue. Raises KeyError where the file lacks something."""
    import yaml

    read = yaml.safe_load(EXEMPTIONS.read_text(encoding="utf-8"))
    return tuple(
        Exemption(
            key=one["key"],
            name=one["name"],
            percent=one["percent"],
            kinds=tuple(one["kinds"]),
            procedures=tuple(one.get("procedures", ())),
            proof=one["proof"],
            source=one["source"],
            valid_from=one["from"],
            valid_to=one.get("to"),
        )
        for one in read["exemptions"]
    )


@cache
def banks() -> dict[str, str]:
    """The banks to which a VietQR code can lead: six digits (BIN) → name."""
    import yaml

    return {str(one["bin"]): one["name"] for one in yaml.safe_load(BANKS.read_text(encoding="utf-8"))["banks"]}
