"""Brings an installation up to date before it serves: tables, static files, organisation, catalogue, demonstration."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

import motcua
from motcua.demo import making
from motcua.dossiers.actions import recompute_due_dates
from motcua.organisation.rules.authority import SYSTEM

PACKAGE = Path(motcua.__file__).parent
CATALOGUE = PACKAGE / "catalogue"
Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Do what is not done yet, saying each step; when everything stands, this takes a fraction of a second."""
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    if pending_migrations():
        say("Tạo bảng dữ liệu …")
        call_command("migrate", interactive=False, verbosity=0)
    collect_static(say)
    load_if_changed(say)
    if settings.DEMO_WANTED and not making.is_there():
        say("Lập hồ sơ trình diễn …")
        # Its sign-ins are shown when everything runs.
        call_command("demo", stdout=StringIO())


def pending_migrations() -> list[str]:
    """The names of the migrations that this database has not seen."""
    # As the owner where there are two roles: the application's own is made by the first migrations.
    with getattr(connection, "as_owner", nullcontext)():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _ in plan]


def collect_static(say: Say) -> None:
    """Gather and compress the static files when one of them has changed."""
    if settings.DEBUG:
        return
    marks = [folder for folder in PACKAGE.rglob("static") if folder.is_dir()]
    if stamped("static", fingerprint(marks)):
        return
    say("Chuẩn bị tệp tĩnh …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp("static", fingerprint(marks))


def load_if_changed(say: Say) -> None:
    """Load organisation, calendars and procedures from the catalogue when it, or the database, is another one."""
    now = f"{fingerprint([CATALOGUE])} {database_identity()}"
    if stamped("catalogue", now):
        return
    load(say)
    stamp("catalogue", now)


def load(say: Say) -> None:
    """Load the whole catalogue, each room its own part; a changed calendar moves the due dates of open dossiers."""
    say("Nạp cơ cấu tổ chức và lịch làm việc …")
    # People who do not exist belong to a demonstration only.
    call_command("load_organisation", demo=settings.DEMO_WANTED, verbosity=0)
    say("Nạp thủ tục …")
    call_command("load_catalogue", verbosity=0)
    recompute_due_dates(by=SYSTEM, at=timezone.now())


def database_identity() -> str:
    """What tells this database from one made anew under the same name."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
            return f"postgresql {cursor.fetchone()[0]}"
    found = Path(connection.settings_dict["NAME"]).stat()
    return f"sqlite {found.st_ino}"


def fingerprint(folders: list[Path]) -> str:
    """A sum over names, sizes and times of all files in `folders`, and over the version of Một Cửa's code."""
    digest = hashlib.sha256()
    for folder in sorted(folders):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found = file.stat()
                digest.update(f"{file.relative_to(PACKAGE)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def stamped(name: str, value: str) -> bool:
    file = _stamp_file(name)
    return file.exists() and file.read_text(encoding="ascii") == value


def stamp(name: str, value: str) -> None:
    _stamp_file(name).write_text(value, encoding="ascii")


def _stamp_file(name: str) -> Path:
    return Path(settings.DATA_DIR) / f"prepared-{name}"
