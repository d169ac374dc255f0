"""Maintenance, no network, and whether the server lives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_while_it_is_worked_on_pages_say_until_when_and_look_up_goes_on(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAINTENANCE = timezone.now() + timedelta(hours=1)
    answer = client.get("/")
    assert answer.status_code == 503 and 3500 < int(answer["Retry-After"]) <= 3601
    assert "Trang mở lại lúc" in answer.content.decode()
    assert client.post("/dang-nhap/", {"login": "x"}).status_code == 503
    assert client.get("/tra-cuu/").status_code == 200
    assert client.get("/suc-khoe/").status_code == 200


def test_without_a_known_end_the_page_still_says_what_to_do(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAINTENANCE = True
    answer = client.get("/thu-tuc/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "1800")
    assert "Trang sẽ mở lại sớm" in answer.content.decode()


def test_a_past_end_is_no_promise(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAINTENANCE = timezone.now() - timedelta(hours=1)
    assert "Trang mở lại lúc" not in client.get("/").content.decode()


def test_the_page_for_no_network_is_the_same_for_everybody(client: Client) -> None:
    page = client.get("/ngoai-tuyen/")
    assert "tel:" in page.content.decode() and "csrf" not in page.content.decode()
    script = client.get("/ngoai-tuyen.js")
    assert script["Content-Type"] == "text/javascript" and "/ngoai-tuyen/" in script.content.decode()
    assert "&#" not in script.content.decode()


@pytest.mark.browser
def test_without_a_network_the_browser_says_what_to_do(live_server, browser) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/rieng-tu/")
    kept = "navigator.serviceWorker.getRegistration().then((one) => Boolean(one && one.active))"
    for _ in range(100):
        if page.evaluate(kept):
            break
        page.wait_for_timeout(100)
    page.reload()
    context.set_offline(True)
    page.goto("/thu-tuc/")
    assert "Chưa có mạng" in page.locator("h1").inner_text()
    context.set_offline(False)
    context.close()
