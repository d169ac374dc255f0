"""The office is loaded once per module, and what each test did is undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[KinhBac]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield KinhBac()
        transaction.set_rollback(True)


@pytest.fixture
def office(loaded: KinhBac, db: None) -> KinhBac:
    return loaded


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)
