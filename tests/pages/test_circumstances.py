"""From where a dossier was filed is what an officer marked at that machine, never what a browser makes up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from motcua.accounts.models import Account
from motcua.dossiers.rules.circumstances import Device, Place
from motcua.pages import circumstances
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.pages.officer.conftest import Officer, clock, loaded, office

__all__ = ["clock", "loaded", "office"]


def asked(cookie: str | None = None, agent: str = "") -> HttpRequest:
    request = RequestFactory().get("/", headers={"user-agent": agent})
    if cookie is not None:
        request.COOKIES[circumstances.COOKIE] = cookie
    return request


def marked(place: Place) -> str:
    answer = HttpResponse()
    circumstances.mark(answer, asked(), place)
    return str(answer.cookies[circumstances.COOKIE].value)


def test_a_machine_that_nobody_marked_is_at_home() -> None:
    found = circumstances.circumstances_of(asked(agent="Mozilla/5.0 (Windows NT 10.0)"))
    assert (found.place, found.device, found.helper_id) == (Place.HOME, Device.COMPUTER, None)


@pytest.mark.parametrize("place", [*circumstances.SHARED])
def test_a_marked_machine_says_where_it_stands(place: Place) -> None:
    assert circumstances.circumstances_of(asked(marked(place))).place is place


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "desk_computer",
        "x" * 5000,
        signing.dumps("desk_computer", salt="something else"),
        signing.dumps("home", salt=circumstances._SALT),
        signing.dumps("desk_officer", salt=circumstances._SALT),
        signing.dumps(["desk_computer"], salt=circumstances._SALT),
        signing.dumps("desk_computer", salt=circumstances._SALT, key="another secret"),
    ],
)
def test_a_forged_mark_is_no_mark(cookie: str) -> None:
    assert circumstances.circumstances_of(asked(cookie)).place is Place.HOME


def test_a_mark_cut_short_or_changed_is_none() -> None:
    good = marked(Place.DESK_COMPUTER)
    for bad in (good[:-1], good[1:], good.replace(":", "", 1), good + "x"):
        assert circumstances.place_of(asked(bad)) is None


def test_a_mark_ends_after_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = marked(Place.DESK_COMPUTER)
    monkeypatch.setattr(circumstances, "_GOOD_FOR", timedelta(seconds=-1))
    assert circumstances.place_of(asked(cookie)) is None


def test_the_network_is_kept_as_a_digest_and_never_as_an_address() -> None:
    first, again = (RequestFactory().get("/", REMOTE_ADDR="203.0.113.7") for _ in range(2))
    other = RequestFactory().get("/", REMOTE_ADDR="203.0.113.8")
    found = [circumstances.circumstances_of(one).network for one in (first, again, other)]
    assert found[0] == found[1] != found[2] and "203" not in found[0] and len(found[0]) <= 16


def test_an_officer_marks_the_machine_and_only_that_one(office: KinhBac) -> None:
    here, address = Officer(office, "tiepnhan1"), reverse("officer:machine")
    sent = here.post(address, {"place": "desk_computer"})
    kept = sent.cookies[circumstances.COOKIE]
    assert kept["httponly"] and kept["samesite"] == "Lax"
    page = here.get(address).content.decode()
    assert 'value="desk_computer" checked' in page
    elsewhere = Officer(office, "tiepnhan1").get(address).content.decode()
    assert 'value="" checked' in elsewhere, "another machine of the same officer is not marked"
    for value in ("", "home", "partner_api", "x"):
        here.post(address, {"place": value})
        assert 'value="" checked' in here.get(address).content.decode(), value


def test_only_officers_mark_machines(office: KinhBac) -> None:
    address = reverse("officer:machine")
    Desk(office).citizen()
    citizen: Any = Client()
    citizen.force_login(Account.objects.get(login="+84912345678"))
    assert citizen.post(address, {"place": "desk_computer"}).status_code == 403
    nobody = Client().post(address, {"place": "desk_computer"})
    assert nobody.status_code in (302, 403) and circumstances.COOKIE not in nobody.cookies
