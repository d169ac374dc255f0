"""The office is loaded once per module; a program of it asks through Django's own test client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.api.programs import Program, now_is, program_of
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[KinhBac]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield KinhBac()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _a_clean_count() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def office(loaded: KinhBac, db: None, monkeypatch: pytest.MonkeyPatch) -> KinhBac:
    now_is(monkeypatch, lambda: loaded.at)
    return loaded


@pytest.fixture
def desk(office: KinhBac, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The office's people; the clock of the house is theirs."""
    desk = Desk(office)
    now_is(monkeypatch, lambda: desk.at)
    return desk


@pytest.fixture
def program(office: KinhBac) -> Program:
    """A program of Kinh Bắc with every scope, acting for its receiver."""
    return program_of(office, officer="tiepnhan1")


@pytest.fixture
def stranger(office: KinhBac) -> Program:
    """A program of the ward next door with every scope."""
    return program_of(office, unit_id=office.other_id, officer="vocuong.tiepnhan")
