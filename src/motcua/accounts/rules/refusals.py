"""Why an account action refuses; each message is plain Vietnamese for the person at the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from motcua.vietnamese import Sentence


class AccountRefusal(Exception):
    """Something that did not happen; nothing was written but, for a failed sign-in, that it failed.

    `field` names the input to mend: login, password, phone, full_name, username or empty. `text` has gaps that `params`
    fill, for pages in another language; `message` is the whole in Vietnamese.
    """

    def __init__(self, text: str, *, field: str = "", params: Mapping[str, object] | None = None) -> None:
        self.text, self.params = text, dict(params or {})
        self.message = Sentence(text, self.params)
        super().__init__(self.message)
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
            words = "Mã chưa đúng, bạn còn %(left)d lần nhập. Xem lại tin nhắn hoặc lấy mã mới."
        else:
            words = "Mã này không dùng được nữa. Bấm “Nhắn mã mới” để lấy mã khác."
        super().__init__(words, field="code", params={"left": left} if left else None)
        self.left = left


class TooSoon(AccountRefusal):
    """Codes were asked for too often; `until` says when the next one may be."""

    def __init__(self, at: datetime, until: datetime) -> None:
        soon, later = (
            "Vừa nhắn một mã rồi. Nếu chưa nhận được, hãy lấy mã mới sau %(wait)d giây.",
            "Vừa nhắn một mã rồi. Nếu chưa nhận được, hãy lấy mã mới sau %(wait)d phút.",
        )
        wait, long = _wait(until - at)
        super().__init__(later if long else soon, params={"wait": wait})
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
        soon, later = (
            "Bạn đã nhập sai nhiều lần. Hãy thử lại sau %(wait)d giây.",
            "Bạn đã nhập sai nhiều lần. Hãy thử lại sau %(wait)d phút.",
        )
        wait, long = _wait(until - at)
        super().__init__(later if long else soon, field="login", params={"wait": wait})
        self.until = until


def _wait(wait: timedelta) -> tuple[int, bool]:
    """Seconds, or from one minute on minutes, rounded up; whether they are minutes."""
    seconds = max(1, int(wait.total_seconds() + 0.999))
    return (seconds, False) if seconds < 60 else (-(-seconds // 60), True)
