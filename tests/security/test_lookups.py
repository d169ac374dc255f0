"""Codes are given in order, so nobody may try them one after the other."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

CODE = "/tra-cuu/H05.101-261121-0001/"


@pytest.fixture(autouse=True)
def few(settings: Any) -> None:
    settings.LOOKUPS_PER_MINUTE = 3
    cache.clear()


def tries(number: int, **headers: str) -> list[int]:
    return [Client().get(CODE, headers=headers).status_code for _ in range(number)]


@pytest.mark.django_db
def test_after_some_tries_in_a_minute_an_address_has_to_wait() -> None:
    assert tries(5) == [404, 404, 404, 429, 429]


@pytest.mark.django_db
def test_behind_the_proxy_one_visitor_does_not_use_up_the_tries_of_all(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert tries(4, X_Forwarded_For="203.0.113.7") == [404, 404, 404, 429]
    assert tries(1, X_Forwarded_For="203.0.113.8") == [404]


@pytest.mark.django_db
def test_what_a_visitor_claims_to_come_from_buys_no_more_tries(settings: Any) -> None:
    assert [tries(1, X_Forwarded_For=f"203.0.113.{n}")[0] for n in range(4)] == [404, 404, 404, 429]
    cache.clear()
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    claimed = [tries(1, X_Forwarded_For=f"198.51.100.{n}, 203.0.113.7")[0] for n in range(4)]
    assert claimed == [404, 404, 404, 429]


@pytest.mark.django_db
def test_the_tries_of_an_address_count_over_all_processes(settings: Any) -> None:
    settings.LOOKUPS_PER_MINUTE = 60
    assert set(tries(60)) == {404}
    cache.clear()  # as another process would: it remembers nothing of them
    assert tries(10) == [404] * 9 + [429]
    assert set(tries(5)) == {429}


@pytest.mark.django_db
def test_an_ordinary_visitor_costs_the_database_no_write(settings: Any) -> None:
    from motcua.accounts.models import RateCount

    settings.LOOKUPS_PER_MINUTE = 60
    tries(9)
    assert not RateCount.objects.exists()
