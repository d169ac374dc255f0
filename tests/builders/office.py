"""The office of phường Kinh Bắc, with its people and some procedures, from the catalogue itself."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from uuid import UUID

import motcua
from motcua.accounts import actions as accounts
from motcua.accounts.models import Account
from motcua.organisation import queries as organisation
from motcua.organisation.loading import load
from motcua.organisation.models import Unit
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.actions import load_catalogue

from .snapshots import once

HANOI = timezone(timedelta(hours=7))
CATALOGUE = Path(motcua.__file__).parent / "catalogue"
PASSWORD = "mat khau cua nguoi thu"
CODE, OTHER_CODE = "H05.101", "H05.102"
# A Tuesday with an ordinary week around it.
MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=HANOI)


class KinhBac:
    """The ward's office and, for what is not its own, the ward next door (phường Võ Cường)."""

    def __init__(self, at: datetime = MORNING, keys: tuple[str, ...] = ("birth", "certified-copy")) -> None:
        self.at = at
        once(("Kinh Bắc", at, keys), lambda: self._load(keys))

    def _load(self, keys: tuple[str, ...]) -> None:
        load([CATALOGUE / "organisations/bac-ninh-2026.yaml"], at=self.at, demo=True)
        load_procedures(keys, self.at)

    @cached_property
    def id(self) -> UUID:
        return Unit.objects.get(code=CODE).pk

    @cached_property
    def other_id(self) -> UUID:
        return Unit.objects.get(code=OTHER_CODE).pk

    def unit(self, part: str) -> Unit:
        """A part of the office by the end of its code: "03" is the office of council and committee."""
        return Unit.objects.get(code=f"{CODE}.{part}")

    def person(self, login: str) -> Account:
        """One of the office's people: tiepnhan1, giamdoc, tuphap1, chutich, vanthu …"""
        return Account.objects.get(login=login if "." in login else f"kinhbac.{login}")

    def account(self, login: str) -> Account:
        """The same with a password, to sign in by."""
        found = self.person(login)
        if not found.has_usable_password():
            accounts.set_password(found, PASSWORD)
        return found

    def by(self, login: str, at: datetime | None = None) -> Authority:
        return organisation.authority_of(self.person(login), (at or self.at).date())

    def version_id(self, key: str, at: datetime | None = None) -> UUID:
        found = procedures.current_version(key, on=(at or self.at).date(), office_id=self.id)
        assert found is not None
        return found.id


def load_procedures(keys: tuple[str, ...], at: datetime) -> None:
    """Load only some procedures of the catalogue: the whole of it takes a second."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shared in ("fields.yaml", "divisions", "lists"):
            (folder / shared).symlink_to(CATALOGUE / shared)
        (folder / "procedures").mkdir()
        for key in keys:
            (folder / "procedures" / key).symlink_to(CATALOGUE / "procedures" / key)
        load_catalogue(folder, at=at)
