"""Where the house lies, and which room stands on which."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "motcua"
# From the ground up; rooms of one floor do not know each other.
FLOORS = (
    ("vietnamese",),
    ("working_time",),
    ("accounts",),
    ("organisation",),
    ("procedures",),
    ("dossiers",),
    ("payments",),
    ("delivery",),
    ("correspondence", "receipts", "exchange", "outreach"),
    ("statistics",),
    ("demo", "pages", "api", "adapters"),
    ("config",),
)
TABLES = (
    "accounts",
    "organisation",
    "procedures",
    "dossiers",
    "payments",
    "delivery",
    "correspondence",
    "receipts",
    "exchange",
    "outreach",
)


def floor_of(room: str) -> int:
    """How high `room` stands."""
    return next(height for height, rooms in enumerate(FLOORS) if room in rooms)


def python_files() -> list[Path]:
    """The project's own Python files, migrations left out: Django wrote those."""
    return sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)


def template_files() -> dict[str, Path]:
    """Every template of the house by the name under which it is asked for."""
    return {
        str(file.relative_to(folder)): file
        for folder in SOURCE.rglob("templates")
        for file in sorted(folder.rglob("*"))
        if file.suffix in {".html", ".txt", ".svg", ".xml"}
    }


def tracked_files() -> list[Path]:
    """The files under version control; all files here where this is not a clone."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        skipped = {".venv", ".tools", "var", ".git"}
        return [f for f in ROOT.rglob("*") if f.is_file() and not skipped & set(f.relative_to(ROOT).parts)]
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
