"""Pages about the site, and the pages for when something is wrong."""

from __future__ import annotations

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory

from motcua.pages import failures
from motcua.procedures import queries as catalogue
from tests.pages.markup import Markup


@pytest.mark.parametrize("path", ["/rieng-tu/", "/de-dung/"])
def test_the_sites_own_pages_are_sound(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert Markup(answer.content.decode()).faults() == []


def test_a_missing_page_says_where_to_go(client: Client) -> None:
    answer = client.get("/khong-co-trang-nay/")
    page = Markup(answer.content.decode())
    assert answer.status_code == 404
    assert page.faults() == []
    assert {"/tim/", "/tra-cuu/"} <= {link["href"] for link in page.all("a")}


def test_a_broken_request_and_a_broken_house_answer_without_looking_anything_up() -> None:
    request = RequestFactory().get("/")
    for answer, status in (
        (failures.bad_request(request, SuspiciousOperation()), 400),
        (failures.broken(request), 500),
    ):
        assert answer.status_code == status
        assert Markup(answer.content.decode()).faults() == []


def test_a_form_from_elsewhere_is_refused_with_advice_and_nothing_happens() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/dang-nhap/", {"login": "0912345482"})
    assert answer.status_code == 403
    page = Markup(answer.content.decode())
    assert page.faults() == []


def test_every_answer_forbids_scripts_and_frames_from_elsewhere(client: Client) -> None:
    policy = client.get("/rieng-tu/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_search_engines_leave_dossiers_alone(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    for path in ("/tra-cuu/", "/xac-minh/", "/ho-so-cua-toi/", "/can-bo/"):
        assert f"Disallow: {path}\n" in text


def test_the_icon_is_found_by_its_old_name(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("motcua/css/art/mark.svg")


def test_public_pages_do_not_start_a_session(client: Client) -> None:
    assert "sessionid" not in client.get("/rieng-tu/").cookies


@pytest.mark.django_db
def test_the_home_page_opens_before_any_procedure_is_published(client: Client) -> None:
    catalogue.forget()
    assert client.get("/").status_code == 200
    page = Markup(client.get("/thu-tuc/").content.decode())
    assert page.faults() == []
    assert "Chưa có thủ tục nào" in page.text
