"""Coming in by a code sent to the phone: sign in, register, get a new password; and what nobody learns by trying."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from motcua.accounts import actions, queries
from motcua.accounts.models import Account, AccountEvent, OneTimeCode
from motcua.correspondence.models import Message
from tests.builders.phone import newest_code
from tests.pages.markup import Markup

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "mua xuan o lang que"
DOOR, FORGOTTEN = "/dang-nhap/ma/", "/dang-nhap/quen-mat-khau/"
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


def text(answer: Any) -> str:
    return str(answer.content.decode())


def known(answer: Any) -> str:
    found = re.search(r'name="known" value="([^"]+)"', text(answer))
    assert found is not None, text(answer)[:2000]
    return found[1]


def asked(client: Client, phone: str = "0912 345 678", door: str = DOOR, **more: str) -> Any:
    return client.post(door, {"phone": phone, "signing_in": "yes", **more})


def wrong_one(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_citizen_comes_in_with_the_code_in_the_text_message(hoa: Account, client: Client) -> None:
    page = asked(client, next="/ho-so-cua-toi/?x=1")
    assert "0912 ••• 678" in text(page) and "09:05" in text(page)
    assert Markup(text(page)).faults() == []
    sent = {"known": known(page), "code": f" {newest_code()[:3]} {newest_code()[3:]}", "next": "/ho-so-cua-toi/?x=1"}
    answer = client.post(DOOR, sent)
    assert answer["Location"] == "/ho-so-cua-toi/?x=1"
    assert client.get("/ho-so-cua-toi/").status_code == 200
    hoa.refresh_from_db()
    assert hoa.phone_proven_at == NOW


def test_a_known_and_an_unknown_number_are_answered_by_the_same_page_and_the_same_statements(
    hoa: Account, django_assert_num_queries: Any
) -> None:
    def page_and_statements(phone: str) -> tuple[str, int]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            page = text(asked(Client(), phone))
        cleaned = re.sub(r'(name="(?:known|csrfmiddlewaretoken)" value=")[^"]+', r"\1", page)
        return cleaned.replace("0987 ••• 678", "0912 ••• 678"), len(captured)

    assert page_and_statements("0912345678") == page_and_statements("0987345678")
    assert Message.objects.filter(kind="code").count() == 2


def test_a_new_number_is_asked_for_the_name_and_has_an_account_then(client: Client) -> None:
    page = asked(client, "0987 345 678", kept="", next="")
    page = client.post(DOOR, {"known": known(page), "code": newest_code()})
    assert "bạn tên gì" in text(page) and Markup(text(page)).faults() == []
    page = client.post(DOOR, {"known": known(page), "full_name": "7"})
    assert "Hãy nhập họ và tên" in text(page) and Markup(text(page)).faults() == []
    proven = known(page)
    assert client.post(DOOR, {"known": proven, "full_name": "Trần Văn Nam"})["Location"] == "/ho-so-cua-toi/"
    nam = Account.objects.get(login="+84987345678")
    assert (nam.full_name, nam.has_usable_password(), nam.phone_proven_at) == ("Trần Văn Nam", False, NOW)
    # The page left open on a shared computer opens nothing a second time.
    stranger = Client()
    again = stranger.post(DOOR, {"known": proven, "full_name": "Kẻ khác"})
    assert again.status_code == 200 and "lấy mã mới để đăng nhập" in text(again)
    assert stranger.get("/ho-so-cua-toi/").status_code == 302


def test_registering_asks_name_and_number_at_once_and_mends_both_at_once(client: Client) -> None:
    page = client.post(DOOR, {"full_name": "X1", "phone": "12"})
    assert 'href="#full_name"' in text(page) and 'href="#phone"' in text(page) and 'value="12"' in text(page)
    page = asked(client, "0987345678", full_name="Lê Thị Na")
    assert client.post(DOOR, {"known": known(page), "code": newest_code()}).status_code == 302
    assert Account.objects.get(login="+84987345678").full_name == "Lê Thị Na"


def test_registering_a_number_that_has_an_account_is_answered_alike_and_signs_its_holder_in(
    hoa: Account, client: Client
) -> None:
    page = asked(client, full_name="Lê Thị Na")
    assert client.post(DOOR, {"known": known(page), "code": newest_code()}).status_code == 302
    hoa.refresh_from_db()
    assert hoa.full_name == "Nguyễn Thị Hoa" and hoa.check_password(PASSWORD)


def test_five_wrong_codes_end_the_code_and_say_how_many_are_left(hoa: Account, client: Client) -> None:
    page = asked(client)
    code = newest_code()
    for left in (4, 3, 2, 1):
        answer = client.post(DOOR, {"known": known(page), "code": wrong_one(code)})
        assert f"bạn còn {left} lần nhập" in text(answer)
    assert "không dùng được nữa" in text(client.post(DOOR, {"known": known(page), "code": wrong_one(code)}))
    assert "không dùng được nữa" in text(client.post(DOOR, {"known": known(page), "code": code}))


def test_a_code_is_good_for_five_minutes_and_for_once(hoa: Account, client: Client, hour: Hour) -> None:
    page = asked(client)
    hour.at += timedelta(minutes=5)
    assert client.post(DOOR, {"known": known(page), "code": newest_code()}).status_code == 200
    page = client.post(DOOR, {"known": known(page), "again": "yes"})
    sent = {"known": known(page), "code": newest_code()}
    assert client.post(DOOR, sent).status_code == 302
    assert Client().post(DOOR, sent).status_code == 200


def test_a_new_code_is_sent_after_a_minute_only_and_ends_the_one_before(
    hoa: Account, client: Client, hour: Hour
) -> None:
    page = asked(client)
    first = newest_code()
    hour.at += timedelta(seconds=59)
    page = client.post(DOOR, {"known": known(page), "again": "yes"})
    assert "Chưa đầy một phút" in text(page) and Message.objects.count() == 1
    hour.at += timedelta(seconds=1)
    page = client.post(DOOR, {"known": known(page), "again": "yes"})
    assert Message.objects.count() == 2
    if newest_code() != first:
        assert client.post(DOOR, {"known": known(page), "code": first}).status_code == 200


def test_a_phone_is_sent_five_codes_in_half_an_hour_and_then_none(hoa: Account, client: Client, hour: Hour) -> None:
    for _ in range(7):
        page = asked(client)
        hour.at += timedelta(seconds=61)
    assert Message.objects.count() == 5
    assert "sau 23 phút" in text(page) or "sau 24 phút" in text(page)
    assert Markup(text(page)).faults() == []


def test_one_address_does_not_make_phones_ring_one_after_the_other(client: Client) -> None:
    for number in range(65):
        asked(client, f"09123450{number:02d}")
    assert Message.objects.count() == 60
    elsewhere = Client(REMOTE_ADDR="198.51.100.9")
    asked(elsewhere, "0987654321")
    assert Message.objects.count() == 61


def test_one_address_does_not_try_codes_of_many_phones(client: Client) -> None:
    pages = [asked(Client(REMOTE_ADDR=f"198.51.100.{number}"), f"09123450{number:02d}") for number in range(41)]
    answers = [client.post(DOOR, {"known": known(page), "code": "000000"}) for page in pages for _ in range(5)]
    assert "Hãy lấy mã mới sau" in text(answers[-1]) or "hãy lấy mã mới sau" in text(answers[-1])


def test_neither_the_code_nor_the_phone_is_kept_in_clear(hoa: Account, client: Client) -> None:
    asked(client)
    row = OneTimeCode.objects.get()
    assert newest_code() not in f"{row.digest}{row.subject}" and "912345678" not in row.subject
    assert len(row.digest) == 64


def test_what_happened_is_written_down_without_anything_personal(hoa: Account, client: Client) -> None:
    page = asked(client)
    client.post(DOOR, {"known": known(page), "code": wrong_one(newest_code())})
    client.post(DOOR, {"known": known(page), "code": newest_code()})
    client.post("/dang-xuat/")
    assert [row.what for row in queries.account_events(account_id=hoa.pk)] == [
        "signed_out",
        "signed_in",
        "code_failed",
        "code_issued",
        "registered",
    ]
    kept = "".join(str(row) for row in AccountEvent.objects.values_list("what", "how", "source"))
    assert "127.0.0.1" not in kept and "345678" not in kept


def test_a_closed_account_is_told_only_to_whoever_holds_its_phone(hoa: Account, client: Client) -> None:
    Account.objects.update(is_active=False)
    page = asked(client)
    assert "khóa" not in text(page).split("<form")[1].split("</form>")[0]
    assert "đang bị khóa" in text(client.post(DOOR, {"known": known(page), "code": newest_code()}))


def test_an_officer_is_not_signed_in_by_a_code_to_the_phone_in_their_file(client: Client) -> None:
    actions.create_officer("le.van.son", PASSWORD, "Lê Văn Sơn", at=NOW, phone="0912345678")
    page = asked(client)
    assert "bạn tên gì" in text(client.post(DOOR, {"known": known(page), "code": newest_code()}))


def test_a_device_of_ones_own_stays_signed_in_for_a_month(hoa: Account, client: Client) -> None:
    page = asked(client)
    client.post(DOOR, {"known": known(page), "code": newest_code(), "own_device": "yes"})
    assert client.session.get_expiry_age() == 30 * 24 * 3600


def test_a_forgotten_password_is_replaced_by_whoever_holds_the_phone_and_other_sessions_end(
    hoa: Account, client: Client
) -> None:
    elsewhere = Client()
    elsewhere.post("/dang-nhap/", {"login": "0912345678", "password": PASSWORD})
    assert elsewhere.get("/ho-so-cua-toi/").status_code == 200
    assert "12" in text(asked(client, "12", FORGOTTEN))
    page = asked(client, door=FORGOTTEN)
    page = client.post(FORGOTTEN, {"known": known(page), "code": newest_code()})
    assert "Đặt mật khẩu mới" in text(page) and Markup(text(page)).faults() == []
    page = client.post(FORGOTTEN, {"known": known(page), "password": "12345678"})
    assert "Mật khẩu" in text(page)
    sent = {"known": known(page), "password": "ba cái cây sau nhà"}
    assert client.post(FORGOTTEN, sent)["Location"] == "/ho-so-cua-toi/"
    assert elsewhere.get("/ho-so-cua-toi/").status_code == 302
    assert "Trang này đã cũ" in text(Client().post(FORGOTTEN, {**sent, "password": "kẻ gian đổi lại"}))
    hoa.refresh_from_db()
    assert hoa.check_password("ba cái cây sau nhà")


def test_a_forgotten_password_says_nothing_of_a_number_without_account_until_it_is_proven(client: Client) -> None:
    page = asked(client, "0987345678", FORGOTTEN)
    assert "Nhập mã vừa nhắn cho bạn" in text(page)
    assert "bạn tên gì" in text(client.post(FORGOTTEN, {"known": known(page), "code": newest_code()}))


def test_a_proof_for_one_thing_is_worth_nothing_for_another(hoa: Account, client: Client) -> None:
    page = asked(client, door=FORGOTTEN)
    answer = client.post(DOOR, {"known": known(page), "code": newest_code()})
    assert answer["Location"] == "/dang-nhap/"
    signing_in = asked(client)
    answer = client.post(FORGOTTEN, {"known": known(signing_in), "code": newest_code()})
    assert "Quên mật khẩu" in text(answer) and "_auth_user_id" not in client.session


@pytest.mark.parametrize("door", [DOOR, FORGOTTEN, "/can-bo/dang-nhap/ma/"])
@pytest.mark.parametrize(
    "nasty", ["\x00", "a" * 100_000, "\u202e0912345678", "", "٠٩١٢٣٤٥٦٧٨", "<script>", "0912345678;--", "０９１２"]
)
def test_broken_text_at_the_door_is_never_an_error_of_ours(door: str, nasty: str, client: Client) -> None:
    for sent in ({"phone": nasty}, {"phone": nasty, "full_name": nasty}, {"known": nasty, "code": nasty}):
        assert client.post(door, {**sent, "next": nasty, "kept": nasty}).status_code in {200, 302}
    page = asked(client, "0912 345 678")
    for field in ("code", "again", "full_name", "password"):
        assert client.post(door, {"known": known(page), field: nasty}).status_code in {200, 302}


# The second factor of officers


@pytest.fixture
def officer() -> Account:
    return actions.create_officer("le.van.son", PASSWORD, "Lê Văn Sơn", at=NOW)


@pytest.fixture
def secret(officer: Account) -> str:
    made, _address = actions.begin_enrolment(officer, at=NOW)
    actions.confirm_enrolment(officer, pyotp.TOTP(made).at(NOW), at=NOW)
    return made


@pytest.mark.parametrize("door", ["/dang-nhap/", "/can-bo/dang-nhap/"])
def test_the_right_password_is_not_enough_where_there_is_an_authenticator(
    door: str, secret: str, client: Client, hour: Hour
) -> None:
    hour.at += timedelta(minutes=1)
    page = client.post(door, {"login": "le.van.son", "password": PASSWORD, "as": "officer"})
    assert "Mã ở ứng dụng xác thực" in text(page) and "_auth_user_id" not in client.session
    assert Markup(text(page)).faults() == []
    door = "/can-bo/dang-nhap/ma/"
    wrong = client.post(door, {"known": known(page), "code": "000000"})
    assert "Mã chưa đúng" in text(wrong)
    code = pyotp.TOTP(secret).at(hour.at)
    answer = client.post(door, {"known": known(wrong), "code": code, "next": "/can-bo/ky/"})
    assert answer["Location"] == "/can-bo/ky/" and "_auth_user_id" in client.session
    # The same code, overheard, is worth nothing.
    assert Client().post(door, {"known": known(page), "code": code}).status_code == 200


def test_that_the_password_was_right_counts_for_ten_minutes(secret: str, client: Client) -> None:
    from django.core import signing

    page = client.post("/can-bo/dang-nhap/", {"login": "le.van.son", "password": PASSWORD})
    forged = signing.dumps("0" * 32, salt="another")
    assert client.post("/can-bo/dang-nhap/ma/", {"known": forged, "code": "1"})["Location"] == "/can-bo/dang-nhap/"
    assert known(page)


def test_many_wrong_codes_of_the_authenticator_lock_it_for_a_while(
    secret: str, officer: Account, client: Client, hour: Hour
) -> None:
    hour.at += timedelta(minutes=1)
    page = client.post("/can-bo/dang-nhap/", {"login": "le.van.son", "password": PASSWORD})
    for _ in range(5):
        client.post("/can-bo/dang-nhap/ma/", {"known": known(page), "code": "000000"})
    code = pyotp.TOTP(secret).at(hour.at)
    answer = client.post("/can-bo/dang-nhap/ma/", {"known": known(page), "code": code})
    assert "thử lại sau 30 giây" in text(answer)
    kinds = [row.what for row in queries.account_events(account_id=officer.pk)]
    assert kinds.count("factor_failed") == 5 and "locked" in kinds
