"""Signing in through a real OpenID provider in another process, in a browser: the first time, the next, turned back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from motcua.accounts import actions
from motcua.accounts.models import Account, Identity
from tests.browsers import press, shows
from tests.builders.phone import newest_code
from tests.journeys.conftest import DESK_SCREEN, PHONE_SCREEN
from tests.openid.provider import CLIENT, PASSWORD, SECRET
from tests.openid.running import provider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def issuer(live_server: Any, settings: Any) -> Iterator[str]:
    with provider(live_server.url + reverse("applicant:back_from_elsewhere")) as address:
        settings.OPENID_ISSUER, settings.OPENID_CLIENT, settings.OPENID_SECRET = address, CLIENT, SECRET
        settings.BASE_URL = live_server.url
        yield address


def goes_there(page: Any, issuer: str) -> None:
    page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.wait_for_url(f"{issuer}/**")


def signs_in_there(page: Any, issuer: str, who: str) -> None:
    page.fill("#id_login", who)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Sign In").click()
    page.wait_for_url(f"{issuer}/identity/o/authorize**")
    agree = page.locator("button[name=action][value=grant]")
    with page.expect_navigation(wait_until="load"):
        agree.click()


def test_a_citizen_comes_in_with_vneid(issuer: str, opened: Callable[..., Any], live_server: Any) -> None:
    # She has an account by phone already; the provider does not know it.
    hoa = actions.register_citizen("0912 345 678", "mua xuan o lang que", "Nguyễn Thị Hoa", at=_long_ago())
    page = opened(PHONE_SCREEN)
    page.goto("/giay-to-cua-toi/")
    goes_there(page, issuer)
    signs_in_there(page, issuer, "nguyen.thi.hoa")

    # The first time she proves her phone; without the code nothing is linked.
    shows(page, "VNeID đã xác nhận bạn", "Nguyễn Thị Hoa")
    page.fill("#phone", "0912 345 678")
    press(page.get_by_role("button", name="Nhắn mã cho tôi"))
    page.fill("#code", "000000")
    press(page.get_by_role("button", name="Tiếp tục"))
    shows(page, "Mã chưa đúng")
    assert not Identity.objects.exists()
    page.fill("#code", newest_code())
    press(page.get_by_role("button", name="Tiếp tục"))
    assert page.url == f"{live_server.url}/giay-to-cua-toi/", "she was led back to where she was going"
    assert Identity.objects.get().account == hoa and Account.objects.count() == 1

    # The next time, at another screen, there is nothing more to it; also with JavaScript on.
    other = opened(DESK_SCREEN, script=True)
    other.goto("/dang-nhap/")
    goes_there(other, issuer)
    signs_in_there(other, issuer, "nguyen.thi.hoa")
    shows(other, "Hồ sơ của tôi")

    # A stranger who turns back there is told so, and is nobody here.
    stranger = opened(PHONE_SCREEN)
    stranger.goto("/dang-nhap/")
    goes_there(stranger, issuer)
    stranger.fill("#id_login", "tran.van.nam")
    stranger.fill("#id_password", PASSWORD)
    stranger.get_by_role("button", name="Sign In").click()
    stranger.wait_for_url(f"{issuer}/identity/o/authorize**")
    with stranger.expect_navigation(wait_until="load"):
        stranger.locator("button[name=action][value=cancel]").click()
    shows(stranger, "Bạn đã dừng ở VNeID")


def _long_ago() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 1, 5, 9, tzinfo=UTC)
