"""Row-level security is PostgreSQL's; on SQLite there is nothing to ask, so these files are not collected there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.dossiers import actions
from motcua.organisation.rules import scope
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

if os.environ.get("MOTCUA_TEST_DATABASE") != "postgres":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="module")
def kept_office(django_db_setup: None, django_db_blocker: Any) -> Iterator[KinhBac]:
    """The office, built once: every test works in a transaction inside this one, and undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield KinhBac()
        transaction.set_rollback(True)


@pytest.fixture
def office(kept_office: KinhBac, db: None) -> KinhBac:
    return kept_office


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


@pytest.fixture
def behind_the_wall(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    """The rest of the test works as the application's role, each action in the scope of whoever does it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE motcua_app")
    for name in actions.__all__:
        monkeypatch.setattr(actions, name, in_own_scope(getattr(actions, name)))
    with scope.within(scope.NOTHING):
        yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def in_own_scope(action: Callable[..., Any]) -> Callable[..., Any]:
    """As a request does it: the scope is the person's."""

    @wraps(action)
    def done(*args: Any, **words: Any) -> Any:
        if "by" not in words:  # what another room does in the course of somebody's action
            return action(*args, **words)
        with scope.within(scope.scope_of(words["by"])):
            return action(*args, **words)

    return done
