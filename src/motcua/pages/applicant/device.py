"""What a browser needs to keep a form on the device between two pages, and what it is told of a save from there.

The key under which the device encrypts is made from the draft and our secret, given only in pages of the signed-in
owner, and kept by the browser for the open tab alone: see decision 0027.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from motcua.pages import shared_computer

HEADER = "X-Kept-On-Device"


def device_of(request: HttpRequest, draft: Any, next_url: str) -> dict[str, Any] | None:
    """What the page tells the script; None on a computer that others use too: nothing is kept there."""
    if shared_computer.is_shared(request):
        return None
    return {
        "draft": str(draft.pk),
        "revision": draft.revision,
        "key": base64.b64encode(_made(f"key {draft.pk} {draft.account_id}")).decode(),
        "who": who(draft.account_id),
        "hours": settings.DEVICE_HOURS,
        "next": next_url,
    }


def who(account_id: UUID | None) -> str:
    """A mark of the account that says nothing of it, by which what another person left is told apart and removed."""
    return _made(f"who {account_id}").hex()[:16]


def told(request: HttpRequest, answer: HttpResponse, revision: int | None) -> HttpResponse:
    """The same answer, where the script sent the form: instead of a redirect, where it leads and the revision now."""
    if HEADER not in request.headers or not isinstance(answer, HttpResponseRedirect):
        return answer
    short = HttpResponse(status=204, headers={"X-Go-To": answer.url})
    if revision is not None:
        short["X-Draft-Revision"] = str(revision)
    for name, cookie in answer.cookies.items():
        short.cookies[name] = cookie
    return short


def _made(what: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"motcua.device {what}".encode(), hashlib.sha256).digest()
