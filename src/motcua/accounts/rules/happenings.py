"""What can happen to an account, by the word under which it is kept."""

from __future__ import annotations

from enum import StrEnum


class Happening(StrEnum):
    """One kind of event in an account's history. Words are kept for good: never rename one."""

    REGISTERED = "registered"
    OFFICER_CREATED = "officer_created"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED = "locked"
    CODE_ISSUED = "code_issued"
    CODE_FAILED = "code_failed"
    CONFIRMED = "confirmed"
    PASSWORD_SET = "password_set"  # noqa: S105 - a word, no password
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_RECOVERED = "password_recovered"  # noqa: S105
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    FACTOR_FAILED = "factor_failed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    SESSION_ENDED = "session_ended"
    OTHER_SESSIONS_ENDED = "other_sessions_ended"
    PHONE_CHANGED = "phone_changed"
    EMAIL_CHANGED = "email_changed"
    IDENTITY_LINKED = "identity_linked"
    IDENTITY_REMOVED = "identity_removed"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_OPENED = "account_opened"
    POST_OFFERED = "post_offered"


FAILURES = frozenset(
    {Happening.SIGN_IN_FAILED, Happening.LOCKED, Happening.CODE_FAILED, Happening.FACTOR_FAILED},
)
