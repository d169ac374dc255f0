"""Home, search, and the lists of procedures, on the real catalogue."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone as clock

import motcua
from motcua.dossiers.queries import Lately
from motcua.pages.public import home
from motcua.pages.public.life_events import LIFE_EVENTS
from motcua.procedures import queries as catalogue
from motcua.procedures.actions import load_catalogue
from motcua.procedures.loading.reading import LIFE_EVENTS as KNOWN_EVENTS
from tests.pages.markup import Markup

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 5, 9, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):  # type: ignore[no-untyped-def]
    """The whole catalogue, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(Path(motcua.__file__).parent / "catalogue", at=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(published, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    catalogue.forget()
    monkeypatch.setattr(clock, "localdate", lambda *_: date(2026, 3, 5))
    yield
    catalogue.forget()


def opened(client: Client, path: str, status: int = 200) -> Markup:
    answer = client.get(path)
    assert answer.status_code == status
    page = Markup(answer.content.decode())
    assert page.faults() == []
    return page


def test_the_home_page_leads_to_search_look_up_and_every_moment_in_life(client: Client, loaded: None) -> None:
    page = opened(client, "/")
    assert page.all("input", id="q")
    assert page.all("input", id="ma")
    assert len(page.all("div", **{"class": "tile"})) == len(LIFE_EVENTS)
    assert page.all("a", href="/thu-tuc/birth/")


def test_the_home_page_says_whether_promises_are_kept_and_nothing_of_a_few(
    client: Client, loaded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "lately", lambda at: Lately(date(2026, 2, 3), 9200, 9147, 397, 53))
    page = opened(client, "/")
    for words in ("Chúng tôi có đúng hẹn không?", "99,4%", "9.147 trên 9.200 hồ sơ", "397", "53", "03/02/2026"):
        assert words in page.text
    monkeypatch.setattr(home, "lately", lambda at: None)
    assert "đúng hẹn" not in opened(client, "/").text


def test_a_search_for_nothing_offers_the_moments_in_life(client: Client, loaded: None) -> None:
    assert len(opened(client, "/tim/").all("div", **{"class": "tile"})) == len(LIFE_EVENTS)


def test_every_moment_in_life_leads_to_at_least_one_procedure(client: Client, loaded: None) -> None:
    assert {event.key for event in LIFE_EVENTS} == set(KNOWN_EVENTS)
    for event in LIFE_EVENTS:
        page = opened(client, event.url)
        assert str(event.name) in page.text
        assert any(link["href"].startswith("/thu-tuc/") and link["href"] != "/thu-tuc/" for link in page.all("a"))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("làm khai sinh cho con", "birth"),
        ("lam khai sinh cho con", "birth"),
        ("mở quán ăn", "household-business"),
        ("XÂY NHÀ", "house-construction-permit"),
        ("bản sao chứng thực", "certified-copy"),
        ("1.001193", "birth"),
    ],
)
def test_people_find_a_procedure_in_their_own_words(client: Client, loaded: None, typed: str, key: str) -> None:
    answer = client.get("/tim/", {"q": typed})
    links = [link["href"] for link in Markup(answer.content.decode()).all("a")]
    found = [link for link in links if link.startswith("/thu-tuc/") and link != "/thu-tuc/"]
    assert found[0] == f"/thu-tuc/{key}/"


@pytest.mark.parametrize("typed", ["xyzzy", "<script>", "a\0b", "x" * 5000, "\u202e", "%", "'; drop table"])
def test_a_search_that_finds_nothing_says_what_to_try(client: Client, loaded: None, typed: str) -> None:
    answer = client.get("/tim/", {"q": typed})
    assert answer.status_code == 200
    page = Markup(answer.content.decode())
    assert page.faults() == []
    assert page.scripts() <= {"/static/motcua/js/offline.js"}


def test_an_empty_search_shows_the_box_and_no_verdict(client: Client, loaded: None) -> None:
    assert "Không thấy" not in opened(client, "/tim/?q=").text
    assert "Không thấy" not in opened(client, "/tim/?viec=khong-co").text


def test_procedures_are_listed_once_each_under_their_field(client: Client, loaded: None) -> None:
    page = opened(client, "/thu-tuc/")
    links = [
        link["href"] for link in page.all("a") if link["href"].startswith("/thu-tuc/") and link["href"] != "/thu-tuc/"
    ]
    assert len(links) == len(set(links)) >= 14
    fields = [words.strip() for level, words in page.headings if level == 2]
    assert len(fields) == len(set(fields))


def test_a_procedure_taken_online_can_be_started_from_its_page(client: Client, loaded: None) -> None:
    page = opened(client, "/thu-tuc/birth/")
    assert page.all("a", href="/nop/birth/")
    assert "01/07/2025" in page.text


def test_a_procedure_that_is_not_published_is_not_found(client: Client, loaded: None) -> None:
    page = opened(client, "/thu-tuc/khong-co/", status=404)
    assert page.all("a", href="/thu-tuc/") and not page.all("a", href="/nop/khong-co/")


def test_finding_costs_few_statements_and_none_once_the_catalogue_is_known(
    client: Client, loaded: None, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    client.get("/thu-tuc/")
    with django_assert_max_num_queries(0):
        client.get("/tim/", {"q": "khai sinh"})
    with django_assert_max_num_queries(2):
        client.get("/thu-tuc/birth/")
