"""Before something grave one shows again who one is, and nothing that was sent is lost by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyotp
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from motcua.accounts import actions, queries
from motcua.accounts.actions import factors
from motcua.accounts.models import Account
from motcua.config.urls import urlpatterns as own_urls
from motcua.pages.stepping_up import require_fresh
from tests.pages.markup import Markup

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "mua xuan o lang que"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@require_fresh
def grave(request: HttpRequest) -> HttpResponse:
    said = ";".join(f"{name}={','.join(values)}" for name, values in sorted(request.POST.lists()))
    return HttpResponse(f"done {request.method} {said}")


urlpatterns = [*own_urls, path("nghiem-trong/", grave)]


class Hour:
    at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def hour(monkeypatch: pytest.MonkeyPatch) -> Hour:
    told = Hour()
    monkeypatch.setattr(timezone, "now", told)
    return told


@pytest.fixture
def officer() -> Account:
    return actions.create_officer("le.van.son", PASSWORD, "Lê Văn Sơn", at=NOW)


@pytest.fixture
def screen(officer: Account) -> Client:
    client = Client()
    client.post("/can-bo/dang-nhap/", {"login": "le.van.son", "password": PASSWORD})
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_just_signed_in_nothing_is_asked(screen: Client) -> None:
    assert text(screen.post("/nghiem-trong/", {"a": ["1", "2"]})) == "done POST a=1,2"


def test_after_a_quarter_of_an_hour_the_password_is_asked_and_the_form_goes_through_unchanged(
    screen: Client, hour: Hour
) -> None:
    hour.at += timedelta(minutes=15)
    asked = screen.post("/nghiem-trong/?x=1", {"a": ["1", "2"], "csrfmiddlewaretoken": "old"})
    assert "Xác nhận lại đây là bạn" in text(asked)
    assert Markup(text(asked)).faults() == []
    wrong = screen.post("/nghiem-trong/?x=1", {"a": ["1", "2"], "step_up": "POST", "password": "sai"})
    assert "Mật khẩu chưa đúng" in text(wrong) and text(wrong).count('name="a"') == 2
    right = screen.post("/nghiem-trong/?x=1", {"a": ["1", "2"], "step_up": "POST", "password": PASSWORD, "kept": "…"})
    assert text(right) == "done POST a=1,2"
    assert text(screen.post("/nghiem-trong/", {"a": "3"})) == "done POST a=3"


def test_a_page_that_was_only_opened_is_opened_after_the_answer(screen: Client, hour: Hour) -> None:
    hour.at += timedelta(minutes=16)
    assert "done" not in text(screen.get("/nghiem-trong/?x=1"))
    answer = screen.post("/nghiem-trong/?x=1", {"step_up": "GET", "password": PASSWORD})
    assert answer.status_code == 302 and answer["Location"] == "/nghiem-trong/?x=1"
    assert text(screen.get("/nghiem-trong/?x=1")) == "done GET "


def test_whoever_has_an_authenticator_is_asked_for_its_code_and_the_password_is_not_enough(
    screen: Client, officer: Account, hour: Hour
) -> None:
    secret, _address = factors.begin_enrolment(officer, at=NOW)
    factors.confirm_enrolment(officer, pyotp.TOTP(secret).at(NOW), at=NOW)
    hour.at += timedelta(minutes=20)
    assert 'autocomplete="one-time-code"' in text(screen.get("/nghiem-trong/"))
    assert "done" not in text(screen.post("/nghiem-trong/", {"step_up": "POST", "password": PASSWORD}))
    code = pyotp.TOTP(secret).at(hour.at)
    assert text(screen.post("/nghiem-trong/", {"step_up": "POST", "code": code})) == "done POST "


def test_wrong_answers_lock_the_account_for_a_while(screen: Client, officer: Account, hour: Hour) -> None:
    hour.at += timedelta(minutes=20)
    for _ in range(5):
        screen.post("/nghiem-trong/", {"step_up": "POST", "password": "sai"})
    assert "thử lại sau 30 giây" in text(screen.post("/nghiem-trong/", {"step_up": "POST", "password": PASSWORD}))
    kinds = [row.what for row in queries.account_events(account_id=officer.pk)]
    assert kinds.count("sign_in_failed") == 5 and "locked" in kinds
