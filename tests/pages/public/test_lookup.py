"""The look-up by code, for anyone."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.pages.public import lookup
from tests.pages.markup import Markup
from tests.pages.public.samples import progress

KNOWN = "H26.21.08-181214-0007"


@pytest.fixture(autouse=True)
def one_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(lookup, "public_progress", lambda code, at: progress() if code == KNOWN else None)
    monkeypatch.setattr(lookup, "public_statuses", lambda code: [])


def test_a_typed_code_leads_to_the_page_of_the_dossier(client: Client) -> None:
    answer = client.get("/tra-cuu/", {"ma": f"  {KNOWN.lower()} "})
    assert answer.status_code == 302
    assert answer["Location"] == f"/tra-cuu/{KNOWN}/"
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert Markup(page.content.decode()).faults() == []
    assert "no-cache" in page["Cache-Control"]


def test_an_unknown_code_is_given_back_with_words_that_help(client: Client) -> None:
    answer = client.get("/tra-cuu/H26-9/")
    page = Markup(answer.content.decode())
    assert answer.status_code == 404
    assert page.faults() == []
    assert page.all("input", id="ma")[0]["value"] == "H26-9"
    assert "Không có hồ sơ nào mang mã “H26-9”" in page.text
    assert "<title>Lỗi:" in answer.content.decode()


def test_an_empty_form_asks_for_the_code(client: Client) -> None:
    answer = client.get("/tra-cuu/", {"ma": " "})
    assert answer.status_code == 400
    assert "Hãy gõ mã hồ sơ" in answer.content.decode()
    assert client.get("/tra-cuu/").status_code == 200


@pytest.mark.parametrize(
    "code", ["<script>alert(1)</script>", "x" * 5000, "a\0b", "a/b", "../../etc", "%", "mã số", "\u202e123", "?ma=1#x"]
)
def test_whatever_is_typed_gets_an_answer_and_never_breaks_the_page(client: Client, code: str) -> None:
    answer = client.get("/tra-cuu/", {"ma": code}, follow=True)
    assert answer.status_code in (302, 404)
    page = Markup(answer.content.decode())
    assert page.faults() == []
    assert page.scripts() <= {"/static/motcua/js/offline.js"}
    straight = client.get(f"/tra-cuu/{quote(code, safe='')}/")
    assert straight.status_code == 404


@pytest.mark.django_db
def test_one_network_may_not_try_codes_one_after_another(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.LOOKUPS_PER_MINUTE = 3
    answers = [client.get(f"/tra-cuu/H26-{number}/", REMOTE_ADDR="192.0.2.1").status_code for number in range(4)]
    assert answers[:2] == [404, 404]
    assert answers[-1] == 429
    last = client.get(f"/tra-cuu/{KNOWN}/", REMOTE_ADDR="192.0.2.1")
    assert last["Retry-After"] == "60"
    assert Markup(last.content.decode()).faults() == []
    assert client.get(f"/tra-cuu/{KNOWN}/", REMOTE_ADDR="192.0.2.2").status_code == 200


def test_the_pages_take_no_forms(client: Client) -> None:
    assert client.post(f"/tra-cuu/{KNOWN}/").status_code == 405
