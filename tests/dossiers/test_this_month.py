from __future__ import annotations

import pytest
from django.core.cache import cache

from motcua.dossiers.queries import this_month
from tests.builders.dossiers import Desk


@pytest.mark.django_db
def test_what_offices_did_this_month_is_told_once_it_is_of_many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.issued()
    cache.clear()
    assert this_month.month_so_far(desk.at) is None, "one decision would tell of one person"
    monkeypatch.setattr(this_month, "FEWEST", 1)
    found = this_month.month_so_far(desk.at)
    assert found is not None and (found.decided, found.in_time, found.percent) == (1, 1, 100)
    cache.clear()
