"""Officers' accounts as the administrator of their office looks after them: made, unlocked, set anew, signed out.

An account is looked after only by whoever administers every place where its owner holds a post: nobody reaches the
rights of another office, or of a superior, by way of a colleague's password.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.accounts import actions as accounts
from motcua.accounts.queries import account as account_by_id

from ..models import Post
from ..permissions import must_administer, must_look_after
from ..rules.authority import Authority
from ..rules.refusals import BadDates, NoRight
from .hold_posts import give_post
from .journal import note

if TYPE_CHECKING:
    from motcua.accounts.models import Account

# Without letters and digits that look alike when read off a slip of paper.
SIGNS = "abcdefghkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """A new account and the password that is shown once and must be changed at the first sign-in."""

    account_id: UUID
    login: str
    password: str


def temporary_password() -> str:
    """Four groups of four, to be read out or typed from paper."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def take_on_officer(
    post_id: UUID,
    *,
    by: Authority,
    at: datetime,
    username: str,
    full_name: str,
    first: date,
    kind: str = "holder",
    email: str = "",
    phone: str = "",
) -> NewOfficer:
    """Make an officer's account and give them their first post in one go. Raises NoRight, BadDates and what
    `accounts.create_officer` refuses.
    """
    post = Post.objects.select_related("unit").filter(pk=post_id).first()
    if post is None:
        raise NoRight("Không có vị trí này.")
    must_administer(by, post.unit)
    if post.valid_to is not None and first > post.valid_to:
        raise BadDates("Vị trí này đã hết hiệu lực vào ngày ấy.", field="first")
    password = temporary_password()
    made = accounts.create_officer(username, None, full_name, at=at, email=email, phone=phone)
    accounts.set_password(made, password, at=at, by=_account(by), temporary=True)
    note("take_on_officer", by=by, at=at, unit=post.unit, account=made.pk)
    give_post(post_id, by=by, at=at, account_id=made.pk, first=first, kind=kind)
    return NewOfficer(made.pk, made.login, password)


@transaction.atomic
def reset_password(account_id: UUID, *, by: Authority, at: datetime, reason: str) -> NewOfficer:
    """Give an officer a temporary password; wherever they are signed in ends, and waits after failures are forgiven.

    Raises NoRight.
    """
    account, unit = must_look_after(by, account_id, localdate(at))
    password = temporary_password()
    accounts.set_password(account, password, at=at, by=_account(by), temporary=True)
    accounts.unlock(account, at=at)
    accounts.end_other_sessions(account, keep=None, at=at, by=_account(by))
    note("reset_password", by=by, at=at, unit=unit, reason=reason, account=account.pk)
    return NewOfficer(account.pk, account.login, password)


@transaction.atomic
def unlock_officer(account_id: UUID, *, by: Authority, at: datetime, reason: str) -> None:
    """Forgive failed sign-ins, so that the owner may try again at once. Raises NoRight."""
    account, unit = must_look_after(by, account_id, localdate(at))
    accounts.unlock(account, at=at)
    note("unlock_officer", by=by, at=at, unit=unit, reason=reason, account=account.pk)


@transaction.atomic
def reset_second_factor(account_id: UUID, *, by: Authority, at: datetime, reason: str) -> bool:
    """Take away a lost authenticator; its owner sets up a new one at the next sign-in. Raises NoRight."""
    account, unit = must_look_after(by, account_id, localdate(at))
    gone: bool = accounts.remove_factor(account, at=at, by=_account(by))
    accounts.end_other_sessions(account, keep=None, at=at, by=_account(by))
    note("reset_second_factor", by=by, at=at, unit=unit, reason=reason, account=account.pk)
    return gone


@transaction.atomic
def open_or_close_officer(account_id: UUID, *, by: Authority, at: datetime, is_open: bool, reason: str) -> None:
    """Close an officer's account, which ends wherever they are signed in, or open it again. Raises NoRight."""
    account, unit = must_look_after(by, account_id, localdate(at))
    if account.pk == by.account_id:
        raise NoRight("Bạn không thể đóng tài khoản của chính mình.")
    accounts.open_or_close(account, is_open=is_open, at=at, by=_account(by))
    note("open_officer" if is_open else "close_officer", by=by, at=at, unit=unit, reason=reason, account=account.pk)


@transaction.atomic
def end_officer_session(account_id: UUID, session_id: UUID | None, *, by: Authority, at: datetime) -> int:
    """End one place where an officer is signed in, or all of them; how many there were. Raises NoRight."""
    account, unit = must_look_after(by, account_id, localdate(at))
    if session_id is None:
        ended = accounts.end_other_sessions(account, keep=None, at=at, by=_account(by))
    else:
        ended = int(accounts.end_session(account, session_id, at=at, by=_account(by)))
    if ended:
        note("end_session", by=by, at=at, unit=unit, account=account.pk, ended=ended)
    return int(ended)


def _account(by: Authority) -> Account | None:
    return account_by_id(by.account_id) if by.account_id is not None else None
