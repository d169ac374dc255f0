"""Why an account action refuses; each message is plain Vietnamese for the person at the screen."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID


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


class BadEmail(AccountRefusal):
    """An e-mail address that cannot be one."""


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


class WrongCode(AccountRefusal):
    """A code that is wrong, was used before, or is too old. `left` is how many tries remain, where they are counted."""

    def __init__(self, left: int | None = None) -> None:
        if left is None:
            words = "Mã chưa đúng hoặc đã dùng rồi. Chờ ứng dụng hiện mã mới, rồi nhập lại."
        elif left:
            words = f"Mã chưa đúng, bạn còn {left} lần nhập. Xem lại tin nhắn hoặc lấy mã mới."
        else:
            words = "Mã này không dùng được nữa. Bấm “Nhắn mã mới” để lấy mã khác."
        super().__init__(words, field="code")
        self.left = left


class TooSoon(AccountRefusal):
    """Codes were asked for too often; `until` says when the next one may be."""

    def __init__(self, at: datetime, until: datetime) -> None:
        super().__init__(f"Vừa nhắn một mã rồi. Nếu chưa nhận được, hãy lấy mã mới sau {_spoken(until - at)}.")
        self.until = until


class HasFactor(AccountRefusal):
    """The account has an authenticator already."""


class SecondFactorNeeded(AccountRefusal):
    """The password was right and is not enough: `account_id` still has to show a code of its authenticator."""

    def __init__(self, account_id: UUID) -> None:
        super().__init__("Hãy nhập mã ở ứng dụng xác thực.", field="code")
        self.account_id = account_id


class LockedOut(AccountRefusal):
    """Too many failures in a row; `until` says when the next attempt is heard."""

    def __init__(self, at: datetime, until: datetime) -> None:
        super().__init__(f"Bạn đã nhập sai nhiều lần. Hãy thử lại sau {_spoken(until - at)}.", field="login")
        self.until = until


def _spoken(wait: timedelta) -> str:
    seconds = max(1, int(wait.total_seconds() + 0.999))
    return f"{seconds} giây" if seconds < 60 else f"{-(-seconds // 60)} phút"
