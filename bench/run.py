"""Runs the benchmarks: `make bench`, or `python bench/run.py filing worklist` for some of them.

Every file beside this one that has a `main(report)` is a benchmark. The figures are CPU milliseconds of the application
and its database together, because these hold on a shared machine where times do not; the ratios are to a floor that
ran in the same minutes on the same machine.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bench.report import Report  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="which benchmarks (default: all)")
    parser.add_argument("--small", action="store_true", help="20,000 dossiers instead of 200,000, 20 kills: shorter")
    wanted = parser.parse_args()
    report = Report(full=not wanted.small)
    for name, module in benchmarks(wanted.names):
        print(f"\n=== {name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        began = time.monotonic()
        try:
            module.main(report)
        except Exception:
            traceback.print_exc()
            report.broke(name)
        print(f"    ({time.monotonic() - began:.0f} s)", flush=True)
    return report.print_all()


def benchmarks(names: list[str]):  # type: ignore[no-untyped-def]
    for file in sorted(HERE.glob("*.py")):
        if file.stem in {"__init__", "run", "report", "measuring", "seeding", "floor", "hostile_requests"} or (
            names and file.stem not in names
        ):
            continue
        module = importlib.import_module(f"bench.{file.stem}")
        if hasattr(module, "main"):
            yield file.stem, module


if __name__ == "__main__":
    sys.exit(main())
