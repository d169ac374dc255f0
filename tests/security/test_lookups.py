"""Codes are given in order, so nobody may try them one after the other."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from motcua.accounts.actions.recording import address_of

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


@pytest.mark.django_db
def test_who_reaches_us_past_the_proxy_is_not_believed(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    asked = [Client(REMOTE_ADDR="8.8.8.8").get(CODE, headers={"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(4)]
    assert [one.status_code for one in asked] == [404, 404, 404, 429]


@pytest.mark.django_db
def test_all_the_addresses_of_one_subscriber_share_their_tries(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert [tries(1, X_Forwarded_For=f"2001:db8:1:2::{n}")[0] for n in range(4)] == [404, 404, 404, 429]
    assert tries(1, X_Forwarded_For="2001:db8:1:3::1") == [404]


@pytest.mark.parametrize(
    ("proxies", "said", "counted"),
    [
        (1, "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        (2, "1.1.1.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "203.0.113.7"),
        (1, "not an address", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "2001:db8::1", "2001:db8::/64"),
    ],
)
def test_the_outermost_proxy_of_our_own_says_who_came(settings: Any, proxies: int, said: str, counted: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.PROXIES = proxies
    assert address_of(RequestFactory().get("/", headers={"X-Forwarded-For": said})) == counted


def test_a_host_that_is_not_ours_is_a_bad_request(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["motcua.example.vn"]
    assert Client().get("/dang-nhap/", headers={"Host": "evil.example"}).status_code == 400
