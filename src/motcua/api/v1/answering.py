"""Answers as JSON, and what is asked of a request's headers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils import timezone


class _Encoder(DjangoJSONEncoder):
    """Moments with the office's offset and to the second; everything else as Django writes it."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return timezone.localtime(o).isoformat(timespec="seconds")
        return super().default(o)


def answer(
    data: Any,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    media_type: str = "application/json",
) -> HttpResponse:
    """A JSON document; in UTF-8, as RFC 8259 says."""
    body = json.dumps(data, ensure_ascii=False, cls=_Encoder).encode()
    response = HttpResponse(body, status=status, content_type=media_type)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def plain(data: Any) -> Any:
    """The same data as JSON keeps it, to be remembered."""
    return json.loads(json.dumps(data, ensure_ascii=False, cls=_Encoder))
