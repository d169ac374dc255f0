"""The office is loaded once per module and each test's own doings are rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from motcua.accounts.actions.sessions import CONFIRMED_AT
from motcua.procedures import queries as procedures
from tests.builders.office import MORNING, KinhBac


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[KinhBac]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield KinhBac()
        transaction.set_rollback(True)
    procedures.forget()


@pytest.fixture
def office(loaded: KinhBac, db: None) -> KinhBac:
    return loaded


class Clock:
    """The hour on the wall; tests set `at`."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Everything that asks Django for the time is told this clock's."""
    hour = Clock()
    monkeypatch.setattr(timezone, "now", hour)
    return hour


class Officer(Client):
    """One officer at their screen, signed in; how they sign in is told in test_access."""

    def __init__(self, office: KinhBac, login: str) -> None:
        super().__init__()
        self.force_login(office.person(login))
        self.confirm()

    def confirm(self) -> None:
        """As if they had shown who they are this minute: what asks for it again is told in the tests of stepping up."""
        session = self.session
        session[CONFIRMED_AT] = int(timezone.now().timestamp())
        session.save()


@pytest.fixture
def sit_down(office: KinhBac) -> Any:
    """Sign an officer in: `sit_down("tuphap1")`."""
    return lambda login: Officer(office, login)
