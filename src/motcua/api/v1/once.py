"""Doing a request once, by the key that came with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from motcua.exchange.actions import remembered
from motcua.exchange.actions.answers import FirstAnswer

from .answering import answer
from .doors import caller_of
from .problems import Problem


def once(request: HttpRequest, key: str | None, at: datetime, do: Callable[[UUID], FirstAnswer]) -> HttpResponse:
    """Do it, or give again what was answered first. Raises Problem without a key."""
    if not key:
        raise Problem("needs_key")
    said = f"{request.method} {request.path} {request.headers.get('If-Match', '')}\n".encode() + request.body
    found = remembered(caller_of(request), key, said, at=at, do=do)
    headers = {**found.headers, **({"Idempotent-Replayed": "true"} if found.again else {})}
    return answer(found.body, status=found.status, headers=headers)
