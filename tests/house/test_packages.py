"""The packages are named once, and locked."""

from __future__ import annotations

import re
import tomllib

from tests.house.places import ROOT

# Builds the editable installation; the application itself does not import it.
ONLY_TO_BUILD = {"flit-core"}


def named(lines: list[str]) -> dict[str, str]:
    """Package → its bound, of lines as requirements files have them."""
    found = {}
    for line in lines:
        if match := re.match(r"([A-Za-z0-9][A-Za-z0-9-]*)(.*)", line.split(";")[0].strip()):
            found[match[1].lower()] = match[2].strip()
    return found


def wanted(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return named([line for line in lines if not line.startswith(("-r", "#"))])


def locked(name: str) -> set[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0].split("[")[0].lower() for line in lines if "==" in line}


def test_the_package_asks_for_what_the_environment_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {name: bound for name, bound in wanted("requirements.in").items() if name not in ONLY_TO_BUILD}
    assert named(project["dependencies"]) == ours


def test_every_package_is_locked_by_its_hash() -> None:
    for name in ("requirements", "requirements-dev", "requirements-bench"):
        assert set(wanted(f"{name}.in")) <= locked(f"{name}.lock")
        text = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
        assert text.count("--hash=sha256:") > len(locked(f"{name}.lock"))
        assert "://" not in text
