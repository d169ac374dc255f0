"""How a login is written: one person, one way, however they type it."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

from .refusals import BadLogin, BadName

USER_NAME = re.compile(r"[a-z][a-z0-9._-]{2,49}")
_LOOKS_LIKE_A_PHONE = re.compile(r"[+0-9(][0-9 ().+-]*")


def phone_number(text: str) -> str:
    """A Vietnamese (or, with a plus sign, any) phone number as +84…; raises BadLogin.

    Takes what people type: 0912 345 678, 0912.345.678, +84 912 345 678, 84912345678.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed or len(typed) > 40:
        raise BadLogin("Hãy nhập số điện thoại, ví dụ 0912 345 678.", field="phone")
    if re.fullmatch(r"84\d{9}", re.sub(r"[ .-]", "", typed)):
        typed = "+" + typed
    try:
        number = phonenumbers.parse(typed, "VN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise BadLogin("Số điện thoại chưa đúng. Hãy nhập đủ 10 chữ số, ví dụ 0912 345 678.", field="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def user_name(text: str) -> str:
    """An officer's user name in lower case; raises BadLogin."""
    name = unicodedata.normalize("NFKC", text).strip().lower()
    if not USER_NAME.fullmatch(name):
        raise BadLogin(
            "Tên đăng nhập gồm 3 đến 50 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối, bắt đầu bằng chữ cái.",
            field="username",
        )
    return name


def login(text: str) -> str:
    """What somebody typed to sign in, as it is stored: a phone number or a user name; raises BadLogin."""
    typed = unicodedata.normalize("NFKC", text).strip()
    return phone_number(typed) if _LOOKS_LIKE_A_PHONE.fullmatch(typed) else user_name(typed)


def full_name(text: str) -> str:
    """A person's name with single spaces and composed letters; raises BadName."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if len(name) < 2 or not any(letter.isalpha() for letter in name):
        raise BadName("Hãy nhập họ và tên đầy đủ.", field="full_name")
    if len(name) > 150 or any(letter.isdigit() or unicodedata.category(letter) == "Cc" for letter in name):
        raise BadName("Họ và tên chỉ gồm chữ cái, dài nhất 150 chữ.", field="full_name")
    return name
