"""The keeper of keys that the settings name, and the roots that count as ours."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from ..ports import Signer


def signer() -> Signer | None:
    """Who signs here, or None where results are signed on paper."""
    return _made(settings.SIGNER) if settings.SIGNER else None


@lru_cache(maxsize=4)
def _made(name: str) -> Signer:
    return cast("Signer", import_string(name)())


def trusted_roots() -> list[bytes]:
    """The root certificates, as DER, under which a signature counts as one of ours."""
    from asn1crypto import pem

    folder = Path(settings.SIGNING_ROOTS)
    files = sorted(folder.glob("*.pem")) if folder.is_dir() else [folder] if folder.is_file() else []
    return [der for file in files for _kind, _headers, der in pem.unarmor(file.read_bytes(), multiple=True)]
