from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from motcua.dossiers.queries import recent
from tests.builders.dossiers import Desk


@pytest.fixture
def fresh():  # type: ignore[no-untyped-def]
    cache.clear()
    yield
    cache.clear()


@pytest.mark.django_db
def test_what_offices_did_lately_is_told_once_it_is_of_many(
    desk: Desk, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.issued()
    assert recent.lately(desk.at) is None, "one decision would tell of one person"
    monkeypatch.setattr(recent, "FEWEST", 1)
    found = recent.lately(desk.at)
    assert found is not None and (found.decided, found.in_time, found.percent) == (1, 1, 100)
    assert recent.lately(desk.at + timedelta(days=recent.DAYS + 1)) is None, "what is long ago is not lately"


@pytest.mark.django_db
def test_an_open_dossier_past_its_promise_is_told_as_late(
    desk: Desk, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.issued()
    kept = desk.accepted()
    monkeypatch.setattr(recent, "FEWEST", 1)
    found = recent.lately(desk.at)
    assert found is not None and (found.open, found.late) == (1, 0)
    cache.clear()
    later = recent.lately(kept.due_at + timedelta(minutes=1))
    assert later is not None and (later.open, later.late) == (1, 1)
