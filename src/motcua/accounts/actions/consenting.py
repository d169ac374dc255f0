"""A citizen agrees to something with a code from their phone, at somebody else's machine; it signs nobody in."""

from __future__ import annotations

from datetime import datetime

from ..rules.codes import Purpose
from ..rules.consent import Consent
from ..rules.refusals import WrongCode
from .codes import prove_code
from .register_citizen import register_proven
from .sign_in_by_code import citizen_of


def take_consent(
    phone: str, purpose: Purpose, code: str, *, at: datetime, address: str = "", bound_to: str = ""
) -> Consent:
    """The yes of whoever holds the phone to what the code was `bound_to`. Raises WrongCode, TooSoon, BadLogin;
    SignInRefused for a closed account.
    """
    number = prove_code(phone, purpose, code, at=at, address=address, bound_to=bound_to)
    account = citizen_of(number)
    return Consent(number, account.pk if account is not None else None, at)


def consent_of_a_newcomer(consent: Consent, full_name: str, *, at: datetime, address: str = "") -> Consent:
    """Make the account of whoever has just said yes and has none. Raises WrongCode for a yes that is too old, BadName,
    LoginTaken.
    """
    if not consent.is_fresh(at):
        raise WrongCode(0)
    account = register_proven(consent.phone, full_name, how="assisted", at=at, address=address)
    return Consent(consent.phone, account.pk, consent.at)
