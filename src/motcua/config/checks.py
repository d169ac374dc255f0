"""What `motcua check --deploy` asks beside Django's own questions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks


def begin() -> None:
    """Let the checks be found; called once when the app is ready."""
    checks.register(second_factor, checks.Tags.security, deploy=True)


def second_factor(**about: Any) -> list[checks.CheckMessage]:
    """Officers of a real office must show more than a password."""
    if settings.OFFICER_SECOND_FACTOR == "required":
        return []
    return [
        checks.Warning(
            "Officers come in by password alone.",
            hint="Set MOTCUA_OFFICER_SECOND_FACTOR=required.",
            id="motcua.W001",
        )
    ]
