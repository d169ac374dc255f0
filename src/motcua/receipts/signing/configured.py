"""The keeper of keys and the authority for time stamps that the settings name, and the roots that we trust."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from ..ports import Signer, TimeStamps


def signer() -> Signer | None:
    """Who signs here, or None where results are signed on paper."""
    return _made(settings.SIGNER) if settings.SIGNER else None


@lru_cache(maxsize=4)
def _made(name: str) -> Signer:
    return cast("Signer", import_string(name)())


def time_stamps() -> TimeStamps | None:
    """Who gives time stamps here, or None where signatures carry the machine's own time only (PAdES B-B)."""
    return cast("TimeStamps", import_string(settings.TIMESTAMPS)()) if settings.TIMESTAMP_URL else None


def trusted_roots() -> list[bytes]:
    """The root certificates, as DER, under which a signature counts as one of ours."""
    return _certificates(settings.SIGNING_ROOTS)


def stamp_roots() -> list[bytes]:
    """The root certificates, as DER, under which a time stamp is believed; those of signatures where none are named."""
    return _certificates(settings.TIMESTAMP_ROOTS) if settings.TIMESTAMP_ROOTS else trusted_roots()


def _certificates(place: str) -> list[bytes]:
    from asn1crypto import pem

    folder = Path(place)
    files = sorted(folder.glob("*.pem")) if folder.is_dir() else [folder] if folder.is_file() else []
    return [der for file in files for _kind, _headers, der in pem.unarmor(file.read_bytes(), multiple=True)]
