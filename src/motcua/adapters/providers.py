"""A provider's address in the settings, made into the carrier that speaks to it.

`smpp://system:password@host:2775/?sender=MOTCUA` (`smpps` under TLS), `https://user:token@host/path?sender=…`,
`smtp://user:password@host:587` (`smtps` for port 465), `folder:`, `zalo-stub:`, `django:` (the EMAIL_ settings), or
`python:dotted.path.Of` a class of one's own. What stands after the question mark is in docs/how-to/operate.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from . import smpp
from .email_smtp import Server, SmtpEmail
from .sms_folder import FolderSms
from .sms_http import HttpSms
from .sms_smpp import SmppSms
from .zalo_stub import ZaloStub


@dataclass(frozen=True, slots=True)
class Built:
    """A carrier, how many messages it takes at once, within which seconds it tells of each (0: never), its secret."""

    carrier: Any
    window: int = 1
    reports: int = 0
    secret: str = ""


def built(name: str, address: str) -> Built:
    """The carrier at an address of the settings. Raises ImproperlyConfigured; the words never hold the password."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    make = _MAKERS.get(parts.scheme)
    if make is None:
        raise ImproperlyConfigured(f"{name}: {parts.scheme or 'no scheme'!r} is none of {', '.join(sorted(_MAKERS))}.")
    try:
        return make(name, parts, asked)
    except (ValueError, KeyError) as wrong:
        raise ImproperlyConfigured(f"{name}: the address lacks or misspells {wrong}.") from None


def _smpp(name: str, parts: SplitResult, asked: dict[str, str]) -> Built:
    line = smpp.Line(
        host=_host(parts),
        port=parts.port or 2775,
        system_id=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        system_type=asked.get("system_type", ""),
        encrypted=parts.scheme == "smpps",
        seconds=float(asked.get("seconds", 10)),
        idle=float(asked.get("idle", 30)),
    )
    reports = int(asked.get("reports", 600))
    carrier = SmppSms(
        line, sender=asked["sender"], wants_reports=reports > 0, hexadecimal=asked.get("reference") == "hexadecimal"
    )
    return Built(carrier, int(asked.get("window", 4)), reports)


def _http(name: str, parts: SplitResult, asked: dict[str, str]) -> Built:
    secret = asked.get("secret", "")
    port = f":{parts.port}" if parts.port else ""
    kept = "&".join(f"{key}={value}" for key, value in asked.items() if key.startswith("x-"))
    carrier = HttpSms(
        f"{parts.scheme}://{_host(parts)}{port}{parts.path}" + (f"?{kept}" if kept else ""),
        token=unquote(parts.password or parts.username or ""),
        sender=asked["sender"],
        callback=f"{settings.BASE_URL}/nha-mang/{name}/" if secret else "",
        seconds=float(asked.get("seconds", 10)),
    )
    return Built(carrier, int(asked.get("window", 4)), int(asked.get("reports", 600)) if secret else 0, secret)


def _smtp(name: str, parts: SplitResult, asked: dict[str, str]) -> Built:
    is_tls = parts.scheme == "smtps"
    server = Server(
        host=_host(parts),
        port=parts.port or (465 if is_tls else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security="tls" if is_tls else asked.get("security", "starttls"),
        seconds=float(asked.get("seconds", 10)),
    )
    return Built(SmtpEmail(server), int(asked.get("window", 4)))


def _host(parts: SplitResult) -> str:
    if not parts.hostname:
        raise KeyError("host")
    return parts.hostname


def _python(name: str, parts: SplitResult, asked: dict[str, str]) -> Built:
    return Built(import_string(parts.path)(**{key: value for key, value in asked.items() if key != "window"}),
                 int(asked.get("window", 1)))  # fmt: skip


_MAKERS: dict[str, Callable[[str, SplitResult, dict[str, str]], Built]] = {
    "smpp": _smpp,
    "smpps": _smpp,
    "http": _http,
    "https": _http,
    "smtp": _smtp,
    "smtps": _smtp,
    "django": lambda name, parts, asked: Built(SmtpEmail()),
    "folder": lambda name, parts, asked: Built(FolderSms()),
    "zalo-stub": lambda name, parts, asked: Built(ZaloStub(settings.DATA_DIR, asked.get("followers", ""))),
    "python": _python,
}
