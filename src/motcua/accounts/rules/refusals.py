"""Why an account action refuses; each message is plain Vietnamese for the person at the screen."""

from __future__ import annotations

from datetime import datetime, timedelta


class AccountRefusal(Exception):
    """Something that did not happen; nothing was written but, for a failed sign-in, that it failed.

    `field` names the input to mend: login, password, phone, full_name, username or empty.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class BadLogin(AccountRefusal):
    """Neither a phone number nor a user name."""


class BadName(AccountRefusal):
    """A person's name that cannot be one."""


class WeakPassword(AccountRefusal):
    """A password that others would guess."""


class LoginTaken(AccountRefusal):
    """The phone number or user name already has an account."""


class SignInRefused(AccountRefusal):
    """Unknown login, wrong password or closed account: one answer for all three, so that nobody learns which."""

    def __init__(self) -> None:
        super().__init__(
            "Số điện thoại (tên đăng nhập) hoặc mật khẩu chưa đúng. Hãy kiểm tra rồi nhập lại.", field="login"
        )


class LockedOut(AccountRefusal):
    """Too many failures in a row; `until` says when the next attempt is heard."""

    def __init__(self, at: datetime, until: datetime) -> None:
        super().__init__(f"Bạn đã nhập sai nhiều lần. Hãy thử lại sau {_spoken(until - at)}.", field="login")
        self.until = until


def _spoken(wait: timedelta) -> str:
    seconds = max(1, int(wait.total_seconds() + 0.999))
    return f"{seconds} giây" if seconds < 60 else f"{-(-seconds // 60)} phút"
