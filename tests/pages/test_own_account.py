"""One's own account: citizens change how they are reached, officers their second factor, both see where they are."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.db import Error, connection, transaction
from django.test import Client
from django.utils import timezone

from motcua.accounts import actions, queries
from motcua.accounts.models import Account, AccountEvent, AccountSession, RecoveryCode, SecondFactor
from motcua.correspondence.models import Message
from tests.builders.phone import newest_code
from tests.pages.markup import Markup

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "mua xuan o lang que"
MINE, PHONE, SETTINGS = "/tai-khoan/", "/tai-khoan/so-dien-thoai/", "/can-bo/cai-dat/"
ADD, PAPER, REMOVE = f"{SETTINGS}ung-dung-xac-thuc/", f"{SETTINGS}ma-du-phong/", f"{SETTINGS}bo-ung-dung-xac-thuc/"
pytestmark = pytest.mark.django_db


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
def hoa() -> Account:
    return actions.register_citizen("0912 345 678", PASSWORD, "Nguyễn Thị Hoa", at=NOW)


@pytest.fixture
def son() -> Account:
    return actions.create_officer("le.van.son", PASSWORD, "Lê Văn Sơn", at=NOW)


def seat(
    login: str, agent: str = "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0", address: str = "203.0.113.5"
) -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    assert client.post("/dang-nhap/", {"login": login, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def phone(hoa: Account) -> Client:
    return seat("0912345678")


@pytest.fixture
def desk(son: Account) -> Client:
    return seat("le.van.son")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def kinds(account: Account) -> list[str]:
    return [row.what for row in queries.account_events(account_id=account.pk)]


# Where one is signed in


@pytest.mark.parametrize(("login", "page"), [("0912345678", MINE), ("le.van.son", SETTINGS)])
def test_one_sees_where_one_is_signed_in_and_ends_one_or_all_others(
    hoa: Account, son: Account, login: str, page: str
) -> None:
    here = seat(login)
    pocket = seat(login, "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile", "198.51.100.9")
    third = seat(login, "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Safari/605", "198.51.100.10")
    shown = text(here.get(page))
    assert "Chrome, Android" in shown and "198.51.100.9" in shown and "Safari, iPhone" in shown
    assert Markup(shown).faults() == []
    wanted = AccountSession.objects.get(address="198.51.100.9").pk
    here.post(page, {"do": "end", "session": str(wanted)})
    assert pocket.get(page).status_code == 302, "ended elsewhere, this screen is signed out"
    here.post(page, {"do": "end_others"})
    assert third.get(page).status_code == 302 and here.get(page).status_code == 200
    whose = hoa if login.startswith("0") else son
    assert {"session_ended", "other_sessions_ended"} <= set(kinds(whose))


def test_nobody_ends_the_session_of_somebody_else(phone: Client, desk: Client) -> None:
    others = AccountSession.objects.get(account__login="le.van.son")
    for named in (str(others.pk), "nonsense", "", "\x00"):
        assert phone.post(MINE, {"do": "end", "session": named}).status_code == 302
    assert desk.get(SETTINGS).status_code == 200


def test_signing_out_takes_the_place_off_the_list(phone: Client) -> None:
    phone.post("/dang-xuat/")
    assert not AccountSession.objects.exists() and not Session.objects.filter(session_data="x").exists()


def test_when_a_place_was_last_used_is_kept_to_ten_minutes(phone: Client, hour: Hour) -> None:
    for minutes, kept in ((5, 0), (12, 12), (15, 12), (30, 30)):
        hour.at = NOW + timedelta(minutes=minutes)
        phone.get("/ho-so-cua-toi/")
        assert AccountSession.objects.get().seen_at == NOW + timedelta(minutes=kept)


def test_places_of_sessions_long_over_are_forgotten(phone: Client) -> None:
    from motcua.accounts.actions.sessions import forget_old_sessions

    assert forget_old_sessions(NOW + timedelta(days=29)) == 0
    assert forget_old_sessions(NOW + timedelta(days=31)) == 1


# Passwords


@pytest.mark.parametrize(("login", "page"), [("0912345678", MINE), ("le.van.son", SETTINGS)])
def test_a_new_password_needs_the_old_one_and_ends_the_other_places(
    hoa: Account, son: Account, login: str, page: str
) -> None:
    here, elsewhere = seat(login), seat(login)
    wrong = here.post(page, {"do": "password", "old_password": "sai", "password": "ba cái cây sau nhà"})
    assert "Mật khẩu đang dùng chưa đúng" in text(wrong) and Markup(text(wrong)).faults() == []
    weak = here.post(page, {"do": "password", "old_password": PASSWORD, "password": "12345678"})
    assert 'href="#password"' in text(weak)
    assert here.post(page, {"do": "password", "old_password": PASSWORD, "password": "ba cái cây sau nhà"})["Location"]
    assert here.get(page).status_code == 200 and elsewhere.get(page).status_code == 302
    assert AccountSession.objects.get().session_key == here.session.session_key


def test_guessing_the_old_password_at_a_screen_left_alone_is_made_to_wait(desk: Client) -> None:
    typed = {"do": "password", "old_password": "sai", "password": "ba cái cây sau nhà"}
    for _ in range(5):
        desk.post(SETTINGS, typed)
    assert "thử lại sau" in text(desk.post(SETTINGS, {**typed, "old_password": PASSWORD}))


def test_who_came_by_code_gives_a_first_password_without_an_old_one(client: Client) -> None:
    from motcua.accounts.actions.register_citizen import register_proven

    na = register_proven("0987654321", "Lê Thị Na", how="code", at=NOW)
    client.force_login(na)
    assert "chưa có mật khẩu" in text(client.get(MINE))
    client.post(MINE, {"do": "password", "password": "ba cái cây sau nhà"})
    na.refresh_from_db()
    assert na.check_password("ba cái cây sau nhà")


# How a citizen is reached


def test_a_new_phone_is_proven_by_the_code_sent_to_it_and_signs_in_from_then_on(phone: Client, hoa: Account) -> None:
    assert "chưa đúng" in text(phone.post(PHONE, {"phone": "12"}))
    page = phone.post(PHONE, {"phone": "0987 654 321"})
    assert "0987 ••• 321" in text(page) and Markup(text(page)).faults() == []
    code = newest_code("+84987654321")
    wrong = phone.post(PHONE, {"phone": "0987 654 321", "code": f"{(int(code) + 1) % 10**6:06d}"})
    assert "bạn còn 4 lần nhập" in text(wrong) and Markup(text(wrong)).faults() == []
    # The code was sent to that number and to no other.
    assert phone.post(PHONE, {"phone": "0987 654 322", "code": code}).status_code == 200
    assert phone.post(PHONE, {"phone": "0987 654 321", "code": code})["Location"] == MINE
    hoa.refresh_from_db()
    assert (hoa.login, hoa.phone, hoa.phone_proven_at) == ("+84987654321", "+84987654321", NOW)
    assert "phone_changed" in kinds(hoa)


def test_a_number_that_somebody_signs_in_by_is_not_taken_from_them(phone: Client, hoa: Account) -> None:
    actions.register_citizen("0987654321", PASSWORD, "Trần Văn Nam", at=NOW)
    phone.post(PHONE, {"phone": "0987654321"})
    answer = phone.post(PHONE, {"phone": "0987654321", "code": newest_code()})
    assert "đã có tài khoản khác" in text(answer)
    hoa.refresh_from_db()
    assert hoa.login == "+84912345678"


def test_after_a_while_changing_the_phone_asks_again_who_it_is_by_password_or_by_a_code_to_the_old_phone(
    phone: Client, hoa: Account, hour: Hour
) -> None:
    hour.at += timedelta(minutes=20)
    assert "Mật khẩu của bạn" in text(phone.get(PHONE))
    Account.objects.update(password="!")
    phone.force_login(Account.objects.get())
    page = phone.get(PHONE)
    assert "0912 ••• 678" in text(page) and Message.objects.get().address == "+84912345678"
    assert Markup(text(page)).faults() == []
    assert phone.post(PHONE, {"step_up": "GET", "code": newest_code(), "password": ""})["Location"] == PHONE
    assert "Số điện thoại mới" in text(phone.get(PHONE))


@pytest.mark.parametrize("nasty", ["không phải thư", "a@b", "\x00@vidu.vn", "a" * 300 + "@vidu.vn", "<b>@vidu.vn"])
def test_an_address_that_is_none_is_given_back_with_words(phone: Client, nasty: str, hoa: Account) -> None:
    answer = phone.post(MINE, {"do": "email", "email": nasty})
    assert answer.status_code == 200 and 'href="#email"' in text(answer)
    hoa.refresh_from_db()
    assert hoa.email == ""


def test_an_address_is_kept_and_taken_away(phone: Client, hoa: Account) -> None:
    for email in ("hoa@vidu.vn", ""):
        phone.post(MINE, {"do": "email", "email": f" {email} "})
        hoa.refresh_from_db()
        assert hoa.email == email
    assert kinds(hoa).count("email_changed") == 2


def test_a_linked_way_in_is_shown_and_taken_away_by_its_owner_only(phone: Client, hoa: Account, desk: Client) -> None:
    linked = actions.link_identity(hoa, provider="vneid", subject="001", at=NOW)
    assert "VNeID" in text(phone.get(MINE))
    seat("le.van.son").post(MINE, {"do": "unlink", "identity": str(linked.pk)})
    assert queries.identities_of(hoa.pk) == [linked]
    phone.post(MINE, {"do": "unlink", "identity": str(linked.pk)})
    phone.post(MINE, {"do": "unlink", "identity": "nonsense"})
    assert queries.identities_of(hoa.pk) == [] and "identity_removed" in kinds(hoa)


def test_an_officer_has_settings_and_a_citizen_has_none(desk: Client, phone: Client) -> None:
    assert desk.get(MINE)["Location"] == SETTINGS
    assert [phone.get(one).status_code for one in (SETTINGS, ADD, REMOVE)] == [403, 403, 403]


# The second factor


def enrol(desk: Client, at: datetime = NOW) -> tuple[str, list[str]]:
    page = text(desk.get(ADD))
    found = re.search(r'<p class="code">([A-Z2-7 ]+)</p>', page)
    assert found is not None and Markup(page).faults() == []
    secret = found[1].replace(" ", "")
    wrong = desk.post(ADD, {"code": "000000"})
    assert "Mã chưa đúng" in text(wrong) and secret[:4] in text(wrong), "the same secret, so that one scan is enough"
    shown = text(desk.post(ADD, {"code": pyotp.TOTP(secret).at(at)}))
    assert Markup(shown).faults() == []
    return secret, re.findall(r'<li class="code">([a-z0-9-]+)</li>', shown)


def factor_page(login: str = "le.van.son") -> tuple[Client, str]:
    client = Client()
    page = text(client.post("/can-bo/dang-nhap/", {"login": login, "password": PASSWORD}))
    found = re.search(r'name="known" value="([^"]+)"', page)
    assert found is not None
    return client, found[1]


def test_an_officer_adds_an_authenticator_and_gets_ten_codes_once(desk: Client, son: Account) -> None:
    secret, codes = enrol(desk)
    assert len(codes) == len(set(codes)) == 10
    kept = SecondFactor.objects.get()
    assert secret not in kept.secret, "the secret lies encrypted"
    assert not {code.replace("-", "") for code in codes} & set(RecoveryCode.objects.values_list("digest", flat=True))
    assert desk.get(ADD)["Location"] == SETTINGS, "nobody sees the secret again"
    assert "Còn 10 mã dự phòng" in text(desk.get(SETTINGS))
    assert kinds(son)[:2] == ["recovery_codes_made", "factor_added"]


def test_a_code_on_paper_opens_the_door_once(desk: Client, son: Account) -> None:
    _secret, codes = enrol(desk)
    client, known = factor_page()
    typed = codes[0].upper().replace("-", " ")
    assert client.post("/can-bo/dang-nhap/ma/", {"known": known, "code": typed}).status_code == 302
    assert client.post("/can-bo/dang-nhap/ma/", {"known": known, "code": typed}).status_code == 200
    assert "Còn 9 mã dự phòng" in text(desk.get(SETTINGS))
    assert "recovery_code_used" in kinds(son)


def test_new_codes_on_paper_end_the_old_ones(desk: Client) -> None:
    _secret, old = enrol(desk)
    shown = text(desk.post(PAPER))
    new = re.findall(r'<li class="code">([a-z0-9-]+)</li>', shown)
    assert len(new) == 10 and not set(new) & set(old)
    client, known = factor_page()
    assert client.post("/can-bo/dang-nhap/ma/", {"known": known, "code": old[0]}).status_code == 200
    assert client.post("/can-bo/dang-nhap/ma/", {"known": known, "code": new[0]}).status_code == 302


def test_the_authenticator_is_taken_away_after_one_question_and_a_fresh_proof(
    desk: Client, son: Account, hour: Hour
) -> None:
    secret, _codes = enrol(desk)
    hour.at += timedelta(minutes=20)
    assert "Xác nhận lại đây là bạn" in text(desk.get(REMOVE))
    desk.post(REMOVE, {"step_up": "GET", "code": pyotp.TOTP(secret).at(hour.at)})
    assert "Giữ lại" in text(desk.get(REMOVE))
    desk.post(REMOVE, {"do": "remove"})
    assert not SecondFactor.objects.exists() and not RecoveryCode.objects.exists()
    assert "factor_removed" in kinds(son)
    assert seat("le.van.son").get(SETTINGS).status_code == 200


def test_where_the_office_asks_for_it_nothing_opens_before_the_authenticator_is_added(
    son: Account, settings: Any
) -> None:
    settings.OFFICER_SECOND_FACTOR = "required"
    desk = seat("le.van.son")
    for page in ("/can-bo/ho-so/", SETTINGS, MINE):
        assert desk.get(page)["Location"] == ADD, page
    assert desk.post("/can-bo/ky/", {"dossier": "x"})["Location"] == ADD
    assert "Cơ quan yêu cầu" in text(desk.get(ADD))
    enrol(desk)
    assert desk.get(SETTINGS).status_code == 200
    assert seat_citizen().get(MINE).status_code == 200, "citizens are not asked"


def seat_citizen() -> Client:
    actions.register_citizen("0987654321", PASSWORD, "Trần Văn Nam", at=NOW)
    return seat("0987654321")


def test_an_authenticator_closed_with_a_lost_key_opens_nothing(desk: Client) -> None:
    secret, _codes = enrol(desk)
    SecondFactor.objects.update(secret="gone")
    client, known = factor_page()
    for code in (pyotp.TOTP(secret).at(NOW + timedelta(seconds=30)), "000000", ""):
        assert client.post("/can-bo/dang-nhap/ma/", {"known": known, "code": code}).status_code == 200


def test_a_former_key_still_opens_what_it_closed(desk: Client, settings: Any, hour: Hour) -> None:
    secret, codes = enrol(desk)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key of the installation, fifty letters long"
    hour.at += timedelta(minutes=1)
    for code in (pyotp.TOTP(secret).at(hour.at), codes[3]):
        client, known = factor_page()
        assert client.post("/can-bo/dang-nhap/ma/", {"known": known, "code": code}).status_code == 302


# The history


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_history_of_an_account_is_never_changed(hoa: Account, verb: str) -> None:
    statement = {"update": "UPDATE accounts_accountevent SET what = 'x'", "delete": "DELETE FROM accounts_accountevent"}
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement[verb])
    assert AccountEvent.objects.count() == 1


def test_the_history_is_searched_page_by_page(hoa: Account, son: Account, phone: Client) -> None:
    everything = queries.account_events()
    assert [row.what for row in everything] == ["signed_in", "officer_created", "registered"]
    first = queries.account_events(size=2)
    rest = queries.account_events(before=(first[-1].at, first[-1].id))
    assert [*first, *rest] == everything
    assert [row.account_id for row in queries.account_events(kinds=["officer_created"])] == [son.pk]  # type: ignore[list-item]
    assert queries.account_events(source=everything[0].source) == [everything[0]]
    assert queries.account_events(since=NOW + timedelta(seconds=1)) == []
    assert queries.account_events(until=NOW) == []
