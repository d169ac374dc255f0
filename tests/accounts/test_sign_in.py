"""Coming in: who may, who may not, and what nobody learns by trying."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from motcua.accounts import actions, queries
from motcua.accounts.models import Account, SignInAttempts
from motcua.accounts.rules.refusals import LockedOut, LoginTaken, SignInRefused, WeakPassword

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "mua xuan o lang que"


def request_from(address: str = "203.0.113.5") -> HttpRequest:
    request = RequestFactory().post("/dang-nhap/", REMOTE_ADDR=address)
    request.session = SessionStore()
    request.session.create()
    request.user = AnonymousUser()
    return request


@pytest.fixture
def citizen() -> Account:
    return actions.register_citizen("0912 345 678", PASSWORD, "Nguyễn Thị Hoa", at=NOW)


def failure(login: str, password: str, address: str = "203.0.113.5", at: datetime = NOW) -> str:
    with pytest.raises(SignInRefused) as refusal:
        actions.sign_in(request_from(address), login=login, password=password, at=at)
    return refusal.value.message


def test_a_citizen_signs_in_with_the_phone_number_as_people_write_it(citizen: Account) -> None:
    request = request_from()
    assert actions.sign_in(request, login="+84 912.345.678", password=PASSWORD, at=NOW) == citizen
    assert request.session["_auth_user_id"] == str(citizen.pk)


def test_signing_in_changes_the_session_key(citizen: Account) -> None:
    request = request_from()
    before = request.session.session_key
    actions.sign_in(request, login="0912345678", password=PASSWORD, at=NOW)
    assert request.session.session_key != before


def test_signing_out_empties_the_session(citizen: Account) -> None:
    request = request_from()
    actions.sign_in(request, login="0912345678", password=PASSWORD, at=NOW)
    request.session["typed"] = "something of this person"
    actions.sign_out(request)
    assert "typed" not in request.session
    assert not request.user.is_authenticated


def test_unknown_wrong_and_closed_are_answered_alike(citizen: Account) -> None:
    wrong = failure("0912345678", "another password")
    unknown = failure("0987654321", PASSWORD)
    nonsense = failure("không phải ai", PASSWORD)
    Account.objects.filter(pk=citizen.pk).update(is_active=False)
    closed = failure("0912345678", PASSWORD)
    assert wrong == unknown == nonsense == closed


def test_after_five_failures_even_the_right_password_must_wait(citizen: Account) -> None:
    for _ in range(5):
        failure("0912345678", "wrong")
    with pytest.raises(LockedOut) as refusal:
        actions.sign_in(request_from("198.51.100.9"), login="0912345678", password=PASSWORD, at=NOW)
    assert refusal.value.message == "Bạn đã nhập sai nhiều lần. Hãy thử lại sau 30 giây."
    later = NOW + timedelta(seconds=30)
    assert actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=later) == citizen


def test_an_unknown_login_is_locked_like_a_known_one() -> None:
    for _ in range(5):
        failure("0987654321", "wrong")
    with pytest.raises(LockedOut):
        actions.sign_in(request_from(), login="0987654321", password="wrong", at=NOW)


def test_one_address_trying_many_logins_is_made_to_wait(citizen: Account) -> None:
    for number in range(30):
        failure(f"09123450{number:02d}", "wrong")
    with pytest.raises(LockedOut):
        actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW)
    assert actions.sign_in(request_from("198.51.100.9"), login="0912345678", password=PASSWORD, at=NOW) == citizen


def test_success_lets_the_login_start_afresh(citizen: Account) -> None:
    for _ in range(4):
        failure("0912345678", "wrong")
    actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW)
    for _ in range(4):
        failure("0912345678", "wrong")
    assert actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW) == citizen


def test_the_table_of_attempts_holds_no_login_and_no_address() -> None:
    failure("0987654321", "wrong")
    subjects = list(SignInAttempts.objects.values_list("subject", flat=True))
    assert len(subjects) == 2
    assert all(len(subject) == 64 and "987654321" not in subject for subject in subjects)


def test_old_attempts_are_cleared_away() -> None:
    failure("0987654321", "wrong")
    assert actions.forget_old_attempts(NOW + timedelta(days=1)) == 0
    assert actions.forget_old_attempts(NOW + timedelta(days=3)) == 2


def test_a_phone_number_has_one_account(citizen: Account) -> None:
    with pytest.raises(LoginTaken):
        actions.register_citizen("+84912345678", PASSWORD, "Trần Văn Nam", at=NOW)
    assert Account.objects.count() == 1


def test_registering_from_one_address_again_and_again_is_made_to_wait(citizen: Account) -> None:
    for _ in range(30):
        with pytest.raises(LoginTaken):
            actions.register_citizen("0912345678", PASSWORD, "Trần Văn Nam", at=NOW, address="203.0.113.5")
    with pytest.raises(LockedOut):
        actions.register_citizen("0912345678", PASSWORD, "Trần Văn Nam", at=NOW, address="203.0.113.5")


@pytest.mark.parametrize("password", ["ngắn", "12345678901", "password123", "a\x00bcdefghijk", ""])
def test_a_password_that_others_would_guess_is_refused_in_vietnamese(password: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        actions.register_citizen("0912345678", password, "Nguyễn Thị Hoa", at=NOW)
    assert refusal.value.message.startswith("Mật khẩu")
    assert refusal.value.field == "password"


def test_changing_the_password_needs_the_old_one_and_keeps_this_session(citizen: Account) -> None:
    with pytest.raises(SignInRefused):
        actions.change_password(citizen, old="wrong", new="một mật khẩu khác hẳn", request=request_from(), at=NOW)
    request = request_from()
    actions.sign_in(request, login="0912345678", password=PASSWORD, at=NOW)
    kept = request.session["_auth_user_hash"]
    actions.change_password(request.user, old=PASSWORD, new="một mật khẩu khác hẳn", request=request, at=NOW)
    assert request.session["_auth_user_hash"] != kept
    assert actions.sign_in(request_from(), login="0912345678", password="một mật khẩu khác hẳn", at=NOW) == citizen


def test_an_officer_without_a_password_cannot_sign_in_until_one_is_set() -> None:
    officer = actions.create_officer("kinhbac.vanthu", None, "Lê Văn Sơn", at=NOW)
    failure("kinhbac.vanthu", "")
    actions.set_password(officer, PASSWORD)
    assert actions.sign_in(request_from(), login="KINHBAC.vanthu", password=PASSWORD, at=NOW) == officer


def test_an_identity_of_an_outside_provider_leads_to_one_account(citizen: Account) -> None:
    actions.link_identity(citizen, provider="vneid", subject="001099000001")
    assert queries.account_of_identity("vneid", "001099000001") == citizen
    other = actions.register_citizen("0987654321", PASSWORD, "Trần Văn Nam", at=NOW)
    with pytest.raises(LoginTaken):
        actions.link_identity(other, provider="vneid", subject="001099000001")


def test_people_are_found_by_login_and_named_by_id(citizen: Account) -> None:
    assert queries.account_by_login("0912.345.678") == citizen
    assert queries.account_by_login("???") is None
    assert queries.names_of([citizen.pk, None]) == {citizen.pk: "Nguyễn Thị Hoa"}


def test_an_office_whose_address_waits_still_lets_in_who_is_known_there(citizen: Account) -> None:
    actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW)
    for number in range(31):
        try:
            failure(f"09123450{number:02d}", "wrong")
        except LockedOut:
            break
    with pytest.raises(LockedOut):
        actions.sign_in(request_from(), login="0987654321", password="wrong", at=NOW)
    assert actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW) == citizen
    with pytest.raises(LockedOut):
        actions.sign_in(request_from(), login="0987654321", password="wrong", at=NOW)


def test_whoever_guesses_from_far_away_locks_nobody_out_of_their_own_office(citizen: Account) -> None:
    actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW)
    for _ in range(5):
        failure("0912345678", "wrong", "198.51.100.9")
    with pytest.raises(LockedOut):
        actions.sign_in(request_from("198.51.100.10"), login="0912345678", password=PASSWORD, at=NOW)
    assert actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW) == citizen


def test_at_a_known_place_too_nobody_guesses_for_ever(citizen: Account) -> None:
    actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW)
    for _ in range(5):
        failure("0912345678", "wrong")
    with pytest.raises(LockedOut):
        actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW)
    actions.unlock(citizen, at=NOW)
    assert actions.sign_in(request_from(), login="0912345678", password=PASSWORD, at=NOW) == citizen
