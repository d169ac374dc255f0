"""Runs the whole suite as `make test` does: rules once, everything else on SQLite and then on PostgreSQL.

The last lines say what ran on what, and what did not run and why.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.adapters.softhsm import softhsm  # noqa: E402
from tests.browsers import chromium  # noqa: E402
from tests.postgresql import NoPostgreSQL, server  # noqa: E402

PROCESSES = os.environ.get("MOTCUA_TEST_PROCESSES", "2")
# How many cases the properties of working time are tried on, in all.
PROPERTY_CASES = os.environ.get("MOTCUA_PROPERTY_CASES", "100000")
NO_TESTS = 5


@dataclass
class Part:
    """One part of the run: what it was, how long it took, how many tests passed, failed or did not run."""

    name: str
    seconds: float = 0.0
    tests: int = 0
    failed: int = 0
    skipped: int = 0
    code: int = 0

    def line(self) -> str:
        passed = self.tests - self.failed - self.skipped
        return f"  {self.name:<48} {passed:>5} passed {self.failed:>3} failed {self.seconds:>6.0f} s"


def main() -> int:
    long = {"MOTCUA_TEST_DATABASE": "sqlite", "MOTCUA_PROPERTY_CASES": PROPERTY_CASES}
    parts = [run("everything on SQLite, rules and long properties", [], long)]
    remarks = []
    name = "what needs a database, on PostgreSQL"
    try:
        with server() as (url, words):
            print(f"\n{words}", flush=True)
            other = {
                "MOTCUA_TEST_DATABASE": "postgres",
                "MOTCUA_TEST_DATABASE_URL": url,
                "MOTCUA_TEST_PART": "database",
            }
            parts.append(run(name, ["-m", "not long"], other))
            remarks.append(f"PostgreSQL was {words}.")
    except NoPostgreSQL as problem:
        parts.append(Part(name, code=1))
        remarks.append(f"FAILED: no PostgreSQL for the second run: {problem}")
    remarks.append(about_browsers(parts))
    remarks.append(about_softhsm())
    return report(parts, remarks)


def run(name: str, arguments: list[str], environment: dict[str, str]) -> Part:
    """One run of pytest; its outcome is read from the report it writes, not from its words."""
    print(f"\n=== {name}", flush=True)
    part = Part(name)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = Path(folder) / "outcome.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n", PROCESSES, "--dist", "worksteal", *arguments]
        command += [f"--junit-xml={outcome}", *sys.argv[1:], str(ROOT / "tests")]
        part.code = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode
        if outcome.exists():
            for suite in ElementTree.parse(outcome).getroot().iter("testsuite"):
                part.tests += int(suite.get("tests", 0))
                part.failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
                part.skipped += int(suite.get("skipped", 0))
    if part.code == NO_TESTS:
        part.code = 0
    part.seconds = time.monotonic() - began
    return part


def about_browsers(parts: list[Part]) -> str:
    if found := chromium():
        return f"Browser stories ran in {found}."
    return (
        f"NOT RUN: {counted('browser')} browser stories, on either database: no Chromium was found on this machine.\n"
        "  Install one (Debian: apt-get install chromium) or name it in MOTCUA_CHROMIUM."
    )


def about_softhsm() -> str:
    if found := softhsm():
        return f"Keys in a hardware module were tried with {found}."
    return (
        f"NOT RUN: {counted('softhsm')} tests of keys in a hardware module: SoftHSM was not found on this machine.\n"
        "  Install it (Debian: apt-get install softhsm2) or name its library in MOTCUA_SOFTHSM."
    )


def counted(marker: str) -> str:
    """How many tests of this kind there are."""
    said = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--collect-only",
            "-q",
            "-m",
            marker,
            "-p",
            "no:randomly",
            str(ROOT / "tests"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, f"MOTCUA_COUNT_{marker.upper()}": "1"},
    ).stdout
    found_tests = re.search(r"^(\d+)(?:/\d+)? tests? collected", said, re.MULTILINE)
    return found_tests.group(1) if found_tests else "No"


def report(parts: list[Part], remarks: list[str]) -> int:
    print("\n=== What ran")
    for part in parts:
        print(part.line())
    skipped = sum(part.skipped for part in parts)
    if skipped:
        print(f"NOT RUN: {skipped} tests were skipped; the lines above say which.")
    for remark in remarks:
        print(remark)
    failed = any(part.code for part in parts)
    print("FAILED." if failed else "All passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
