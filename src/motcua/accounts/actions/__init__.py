"""What happens to accounts: made, signed in and out, given a new password."""

from .create_officer import create_officer
from .identities import link_identity
from .passwords import change_password, set_one_password, set_password
from .register_citizen import register_citizen
from .sign_in import forget_old_attempts, sign_in, sign_out

__all__ = [
    "change_password",
    "create_officer",
    "forget_old_attempts",
    "link_identity",
    "register_citizen",
    "set_one_password",
    "set_password",
    "sign_in",
    "sign_out",
]
