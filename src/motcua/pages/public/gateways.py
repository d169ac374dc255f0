"""Where a provider that speaks HTTP tells what became of messages, and what people text to us. Signed, or not heard.

The body is JSON: `{"reports": [{"id", "status": "delivered" | "failed" | "expired", "error"}], "texts": [{"id", "from",
"text"}]}`, either part may be missing. The header `Motcua-Signature: t=<unix seconds>,v1=<hex>` is HMAC-SHA256 with the
provider's secret over `<t>.` and the body; older than five minutes is too old.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.correspondence.actions.hearing import take_in
from motcua.correspondence.ports import Incoming, Report

HEADER = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")
TOO_OLD, LARGEST, MOST = 300, 262_144, 1000
FATES = frozenset({"delivered", "failed", "expired"})
PHONE = re.compile(r"\+[1-9]\d{7,14}")


@csrf_exempt
@login_not_required
@require_POST
def told(request: HttpRequest, provider: str) -> HttpResponse:
    """Keep what a provider tells; told twice it changes nothing, so that it may be sent again until we answer 200."""
    body = request.body if int(request.headers.get("Content-Length") or 0) <= LARGEST else b""
    if not _is_signed(request.headers.get("Motcua-Signature", ""), body, secret_of(provider)):
        return JsonResponse({"error": "not signed"}, status=401)
    try:
        heard = list(_read(json.loads(body)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": "not understood"}, status=400)
    return JsonResponse({"new": take_in(provider, heard, timezone.now())})


@cache
def secret_of(provider: str) -> str:
    """The secret of a provider of the settings; empty for one that has none, or is none."""
    for named in settings.PROVIDERS.values():
        if provider in named:
            return str(import_string(settings.PROVIDER_BUILDER)(provider, named[provider]).secret)
    return ""


def _is_signed(header: str, body: bytes, secret: str) -> bool:
    found = HEADER.fullmatch(header)
    if not secret or found is None or abs(timezone.now().timestamp() - int(found[1])) > TOO_OLD:
        return False
    expected = hmac.new(secret.encode(), f"{found[1]}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, found[2])


def _read(said: Any) -> Iterator[Report | Incoming]:
    reports, texts = said.get("reports", []), said.get("texts", [])
    if len(reports) + len(texts) > MOST:
        raise ValueError("too many at once")
    for one in reports:
        if one["status"] not in FATES:
            continue  # on its way: the last word follows
        yield Report(_plain(one["id"], 100), one["status"], _plain(one.get("error", ""), 100))
    for one in texts:
        if PHONE.fullmatch(one["from"]) is None:
            raise ValueError("no phone number")
        yield Incoming(_plain(one["id"], 100), one["from"], _plain(one["text"], 500))


def _plain(text: Any, at_most: int) -> str:
    return str(text).replace("\0", "")[:at_most]
