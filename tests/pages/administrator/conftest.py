"""The office of phường Kinh Bắc, loaded once per module, and its administrators at their screens."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from motcua.organisation.queries import calendars
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.pages.officer.conftest import clock, loaded, office

__all__ = ["clock", "loaded", "office"]


class Administrator(Client):
    """Somebody at the screen who has just shown who they are."""

    def __init__(self, office: KinhBac, login: str) -> None:
        super().__init__()
        self.force_login(office.person(login))
        session = self.session
        session["confirmed_at"] = int(timezone.now().timestamp())
        session.save()

    def sends(self, address: str, **typed: Any) -> Any:
        """Post a form and follow to the page that answers."""
        return self.post(address, typed, follow=True)


@pytest.fixture(autouse=True)
def nothing_remembered_of_calendars() -> None:
    """A revision that a rolled-back test gave a calendar is given again by the next."""
    calendars._calendars.clear()


@pytest.fixture
def ward(office: KinhBac, clock: Any) -> Administrator:
    """The administrator of phường Kinh Bắc."""
    return Administrator(office, "quantri")


@pytest.fixture
def province(office: KinhBac, clock: Any) -> Administrator:
    """The administrator of the whole province."""
    return Administrator(office, "bacninh.quantri")


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)
