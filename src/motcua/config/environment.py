"""Reads settings from the environment, saying plainly which one is wrong."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The setting `name`; `NAME_FILE` names a file that holds it (secrets of a container)."""
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default).strip()


def yes(name: str, default: bool = False) -> bool:
    """Whether the setting `name` says yes (1, true, yes, on)."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")


def number(name: str, default: int) -> int:
    """The setting `name` as a whole number."""
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.") from None


def listed(name: str, default: str = "") -> list[str]:
    """The setting `name` as the words between its commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def providers(name: str, default: str) -> dict[str, str]:
    """The setting `name` as words `name=address` between blanks or line ends, in their order."""
    found: dict[str, str] = {}
    for word in text(name, default).split():
        key, equals, address = word.partition("=")
        if not equals or not key.replace("-", "").isalnum() or len(key) > 40 or ":" not in address:
            # Without the word itself: it may hold a password.
            raise ImproperlyConfigured(f"{name}: write name=address for each provider, blanks between them.")
        if key in found:
            raise ImproperlyConfigured(f"{name}: two providers are called {key}.")
        found[key] = address
    return found


def one_of(name: str, words: tuple[str, ...], default: str) -> str:
    """The setting `name`, which must be one of some words."""
    value = text(name, default) or default
    if value not in words:
        raise ImproperlyConfigured(f"{name}={value!r}: write {' or '.join(words)}.")
    return value


def moment_or_yes(name: str) -> datetime | bool:
    """The setting `name` as a moment with its zone (2026-11-22T05:00+07:00), or as yes or no."""
    value = text(name)
    try:
        found = datetime.fromisoformat(value) if value else None
    except ValueError:
        return yes(name)
    if found is not None and found.tzinfo is None:
        raise ImproperlyConfigured(f"{name}={value!r}: write the zone too, as in 2026-11-22T05:00+07:00.")
    return found or False


def database(url: str) -> dict[str, object]:
    """The parts of a database address: `sqlite:///folder/file`, `postgres://name:password@host:port/database`.

    A PostgreSQL socket folder goes into the question part: `postgres:///motcua?host=/run/postgresql`.
    """
    parts = urlsplit(url)
    if parts.scheme in {"sqlite", "sqlite3"}:
        path = unquote(parts.path)
        if parts.netloc or not path.strip("/"):
            raise ImproperlyConfigured(
                "MOTCUA_DATABASE_URL: write sqlite:///relative/file or sqlite:////absolute/file."
            )
        return {"ENGINE": "motcua.config.sqlite", "NAME": Path(path[1:]).absolute()}
    if parts.scheme in {"postgres", "postgresql"}:
        asked = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "motcua.config.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or asked.pop("user", "")),
            "PASSWORD": unquote(parts.password or asked.pop("password", "")),
            "HOST": unquote(parts.hostname or asked.pop("host", "")),
            "PORT": str(parts.port or asked.pop("port", "")),
            "OPTIONS": dict(asked),
        }
    raise ImproperlyConfigured(f"MOTCUA_DATABASE_URL begins with {parts.scheme!r}: use sqlite:/// or postgres://.")
