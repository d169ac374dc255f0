"""Vietnamese unless English was chosen; the choice leads back to where one was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from motcua.pages import saying


@pytest.mark.django_db
def test_an_english_browser_alone_does_not_make_the_pages_english() -> None:
    answer = Client().get("/rieng-tu/", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "vi"
    assert b'<html lang="vi"' in answer.content


@pytest.mark.django_db
def test_the_choice_is_kept_and_leads_back() -> None:
    person = Client()
    answer = person.get("/ngon-ngu/en/", {"tiep": "/thu-tuc/?linh-vuc=ho-tich"})
    assert (answer.status_code, answer["Location"]) == (302, "/thu-tuc/?linh-vuc=ho-tich")
    page = person.get("/rieng-tu/")
    assert b'<html lang="en"' in page.content and page.headers["Content-Language"] == "en"
    assert "/ngon-ngu/vi/?tiep=%2Frieng-tu%2F" in page.content.decode()
    person.get("/ngon-ngu/vi/")
    assert b'<html lang="vi"' in person.get("/rieng-tu/").content


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_the_choice_leads_nowhere_else(back: str) -> None:
    assert Client().get("/ngon-ngu/en/", {"tiep": back})["Location"] == "/"


@pytest.mark.django_db
def test_a_language_we_do_not_speak_is_not_found() -> None:
    assert Client().get("/ngon-ngu/fr/").status_code == 404


def test_dates_and_amounts_are_said_in_the_language_of_the_page() -> None:
    moment = datetime(2018, 12, 17, 9, 52, tzinfo=UTC)
    vietnamese = ("09:52 thứ Hai, 17/12/2018", "17/12", "1 ngày 5 giờ", "8.000 đồng", "99,4%")
    english = ("09:52 Monday, 17 Dec 2018", "17 Dec", "1 day 5 hours", "8,000 VND", "99.4%")
    for language, expected in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert expected == (
                saying.format_moment(moment),
                saying.format_day_month(date(2018, 12, 17)),
                saying.format_duration(780),
                saying.format_money(8000),
                saying.format_percent(Decimal("99.4239")),
            )
