"""Secrets we must use again, sealed with the installation's own keys; of all others only digests are kept."""

from __future__ import annotations

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def new_secret() -> str:
    """A secret nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret of 256 random bits: no salt is needed where nothing can be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sealed(secret: str) -> str:
    """The secret in a form that only this installation opens."""
    return _seal().encrypt(secret.encode()).decode()


def opened(text: str) -> str:
    """The secret again; also where the installation's key was changed and the old one is still named."""
    return _seal().decrypt(text.encode()).decode()


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"exchange:{k}".encode()).digest())) for k in keys]
    )
