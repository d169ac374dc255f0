"""Coming in and going out."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from ..models import Account
from ..rules import logins
from ..rules.refusals import BadLogin, SignInRefused
from .attempts import count_attempt, forget_old_attempts, forgive

__all__ = ["address_of", "forget_old_attempts", "sign_in", "sign_out"]


def address_of(request: HttpRequest) -> str:
    """The network address a request came from; behind our own proxy, the one that the proxy saw."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if seen:
            return seen
    return str(request.META.get("REMOTE_ADDR", ""))


def sign_in(request: HttpRequest, *, login: str, password: str, at: datetime) -> Account:
    """Open a session for the account, under a new session key.

    Raises SignInRefused, the same for an unknown login, a wrong password and a closed account; LockedOut after many
    failures, counted per login and per address.
    """
    address = address_of(request)
    try:
        counted = logins.login(login)
    except BadLogin:
        counted = ""
    count_attempt(login=counted, address=address, at=at)
    account = auth.authenticate(request, login=login, password=password)
    if not isinstance(account, Account):
        raise SignInRefused
    forgive(login=counted, address=address)
    auth.login(request, account)  # rotates the session key; another person's session is emptied first
    return account


def sign_out(request: HttpRequest) -> None:
    """End the session and throw its data away."""
    auth.logout(request)
