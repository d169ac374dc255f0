#!/usr/bin/env python3
"""Makes the environment from the lock files and starts Một Cửa: `python3 run.py`.

Standard library only. What is installed comes from `requirements*.lock`, every file checked by its hash.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = VENV / "installed-from"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
UV_LOCK = ROOT / "requirements-uv.lock"
# Each level holds the ones before it: what is installed for tests also serves a plain run.
LEVELS = {
    "runtime": ["requirements.lock"],
    "development": ["requirements-dev.lock"],
    "bench": ["requirements-dev.lock", "requirements-bench.lock"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, epilog="Anything else is passed on to `motcua serve`.")
    parser.add_argument(
        "--only-environment",
        nargs="?",
        const="development",
        choices=list(LEVELS),
        help="stop once the packages are installed (default level: development)",
    )
    wanted, to_serve = parser.parse_known_args()
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    prepare(wanted.only_environment or "runtime")
    if wanted.only_environment:
        return 0
    os.chdir(ROOT)
    command = [str(BIN / "motcua"), "serve", "--prepare", *to_serve]
    os.execv(command[0], command)


def prepare(level: str) -> None:
    """Install the packages of `level` unless exactly these, or more, are there already."""
    names = list(LEVELS)
    installed = STAMP.read_text().splitlines() if STAMP.exists() and PYTHON.exists() else []
    if installed and installed[0] in names:
        # Never less than before: whoever has run the tests here keeps what they need.
        level = names[max(names.index(level), names.index(installed[0]))]
        if installed[1:] == [fingerprint(level)]:
            return
    make_venv()
    STAMP.unlink(missing_ok=True)
    locks = [str(ROOT / name) for name in LEVELS[level]]
    print(f"Installing the packages ({level}) …", flush=True)
    if not install_with_uv(locks):
        print("uv did not manage; installing with pip, which takes longer …", flush=True)
        install_with_pip(locks)
    STAMP.write_text(f"{level}\n{fingerprint(level)}\n")


def fingerprint(level: str) -> str:
    digest = hashlib.sha256(sys.version.split()[0].encode() + str(ROOT).encode())
    for name in [*LEVELS[level], "pyproject.toml"]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)])
    if made.returncode:
        sys.exit("Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv")


def install_with_uv(locks: list[str]) -> bool:
    uv = uv_program()
    if uv is None:
        return False
    environment = {**os.environ, **pip_settings_for_uv(), "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV)}
    steps = (
        [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), *locks],
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--python",
            str(PYTHON),
            "-e",
            str(ROOT),
        ],
    )
    return all(subprocess.run(step, env=environment).returncode == 0 for step in steps)


def install_with_pip(locks: list[str]) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wanted = [argument for lock in locks for argument in ("-r", lock)]
    subprocess.run([*pip, "--require-hashes", *wanted], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)


def uv_program() -> str | None:
    """The locked uv in `.tools`, fetched with pip so that the machine's pip settings hold for it too."""
    version = UV_LOCK.read_text(encoding="utf-8").split()[0].partition("==")[2]
    folder = TOOLS / f"uv-{version}"
    uv = folder / "bin" / "uv"
    if not uv.exists():
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "--target", str(folder), "-r", str(UV_LOCK)])
    return str(uv) if uv.exists() else None


def pip_settings_for_uv() -> dict[str, str]:
    """What `pip config` says about where packages come from, in uv's words: uv does not read pip's settings."""
    listed = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    said: dict[str, str] = {}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        # Environment (":env:") is listed first and wins over the files.
        said.setdefault(name.rpartition(".")[2], value.strip("'\""))
    settings: dict[str, str] = {}
    if "index-url" in said:
        settings["UV_DEFAULT_INDEX"] = said["index-url"]
    if "extra-index-url" in said:
        settings["UV_INDEX"] = " ".join(said["extra-index-url"].split())
        # As pip does: the best version of all indexes. The hashes say which file is acceptable.
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if "find-links" in said:
        settings["UV_FIND_LINKS"] = ",".join(said["find-links"].split())
    if "cert" in said:
        settings["SSL_CERT_FILE"] = said["cert"]
    return {name: value for name, value in settings.items() if name not in os.environ}


if __name__ == "__main__":
    sys.exit(main())
