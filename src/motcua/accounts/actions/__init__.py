"""What happens to accounts: made, signed in and out, given a new password, a second factor, a code for their phone."""

from .codes import issue_code
from .consenting import consent_of_a_newcomer, take_consent
from .contact import change_email, change_phone
from .create_officer import create_officer
from .create_partner import create_partner
from .factors import begin_enrolment, confirm_enrolment, new_recovery_codes, remove_factor
from .identities import join_by_code, link_identity, sign_in_elsewhere, unlink_identity
from .limits import count
from .looking_after import open_or_close, unlock
from .passwords import change_password, set_one_password, set_password
from .register_citizen import register_citizen
from .sessions import end_other_sessions, end_session
from .sign_in import confirm_again, forget_old_attempts, sign_in, sign_in_with_factor, sign_out
from .sign_in_by_code import prove_for_recovery, recover, register_by_code, sign_in_by_code

__all__ = [
    "begin_enrolment",
    "change_email",
    "change_password",
    "change_phone",
    "confirm_again",
    "confirm_enrolment",
    "consent_of_a_newcomer",
    "count",
    "create_officer",
    "create_partner",
    "end_other_sessions",
    "end_session",
    "forget_old_attempts",
    "issue_code",
    "join_by_code",
    "link_identity",
    "new_recovery_codes",
    "open_or_close",
    "prove_for_recovery",
    "recover",
    "register_by_code",
    "register_citizen",
    "remove_factor",
    "set_one_password",
    "set_password",
    "sign_in",
    "sign_in_by_code",
    "sign_in_elsewhere",
    "sign_in_with_factor",
    "sign_out",
    "take_consent",
    "unlink_identity",
    "unlock",
]
