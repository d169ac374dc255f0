"""Files in pieces, after tus 1.0 (https://tus.io/protocols/resumable-upload) with its checksum and termination.

The script of the papers page speaks it, and so may any other tus client with the session's cookie and token. Without a
script the plain form of the same page does.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers import actions, storing
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound, StillChecking
from motcua.pages.saying import said

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,termination,expiration"
PIECE = "application/offset+octet-stream"
WRONG_CHECKSUM = 460


def speaks_tus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer OPTIONS, refuse another version of the protocol, and say ours in every answer."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **words: Any) -> HttpResponse:
        method = request.headers.get("X-HTTP-Method-Override", request.method or "").upper()
        if method == "OPTIONS":
            answer = HttpResponse(status=204, headers=_abilities())
        elif request.headers.get("Tus-Resumable") != VERSION:
            answer = HttpResponse(status=412, headers={"Tus-Version": VERSION})
        else:
            answer = view(request, method, *args, **words)
        answer["Tus-Resumable"] = VERSION
        return answer

    return answered


def _abilities() -> dict[str, str]:
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(settings.LARGEST_FILE),
        "Tus-Checksum-Algorithm": ",".join(storing.parts.ALGORITHMS),
    }


@never_cache
@require_http_methods(["POST", "OPTIONS"])
@speaks_tus
def create(request: HttpRequest, method: str, draft_id: UUID, paper: str) -> HttpResponse:
    """Begin a file, or find the same one begun before: its address, and how much of it is there."""
    length = request.headers.get("Upload-Length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 15):
        return _refused(400, "Upload-Length")
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    at = timezone.now()
    try:
        upload = actions.begin_upload(
            draft_id,
            by=request.authority,  # type: ignore[attr-defined]
            at=at,
            paper_key=paper,
            filename=told.get("filename", ""),
            size=int(length),
            fingerprint=told.get("fingerprint", ""),
        )
    except NotFound:
        return _refused(404, "")
    except NotAllowed as refusal:
        return _refused(403, said(refusal.message))
    except Invalid as refusal:
        return _refused(413, said(refusal.message))
    answer = HttpResponse(status=201)
    answer["Location"] = request.build_absolute_uri(reverse("applicant:upload", args=[upload.pk]))
    return _with_state(answer, storing.parts.arrived(upload.pk) or 0, upload.expires_at)


@never_cache
@require_http_methods(["HEAD", "PATCH", "DELETE", "POST", "OPTIONS"])
@speaks_tus
def upload(request: HttpRequest, method: str, upload_id: UUID) -> HttpResponse:
    """One file under way: how much is there, one more piece, or given up."""
    by, at = request.authority, timezone.now()  # type: ignore[attr-defined]
    try:
        if method == "DELETE":
            actions.end_upload(upload_id, by=by, at=at)
            return HttpResponse(status=204)
        if method == "PATCH":
            return _piece(request, upload_id, by, at)
        if method == "HEAD":
            return _whereabouts(by, upload_id, at)
    except NotFound as refusal:
        return _refused(404, said(refusal.message))
    except storing.parts.Busy:
        answer = _refused(423, "")
        answer["Retry-After"] = "2"
        return answer
    return HttpResponse(status=405)


def _whereabouts(by: Any, upload_id: UUID, at: datetime) -> HttpResponse:
    found = dossiers.upload_for(by, upload_id, at)
    there = found.size if found.ended == "kept" else storing.parts.arrived(found.pk)
    if there is None or found.ended not in ("", "kept"):
        return HttpResponse(status=410)
    if there == found.size and not found.ended:
        # Whole, and the answer to its last piece was lost or its process died: this is the second try.
        return _finished(upload_id, by, at, found.expires_at, there, status=200)
    answer = _with_state(HttpResponse(status=200), there, found.expires_at)
    answer["Upload-Length"] = str(found.size)
    return answer


def _piece(request: HttpRequest, upload_id: UUID, by: Any, at: datetime) -> HttpResponse:
    if request.content_type != PIECE:
        return _refused(415, PIECE)
    offset = request.headers.get("Upload-Offset", "")
    promised = request.headers.get("Upload-Checksum", "")
    checksum = _checksum(promised)
    if (promised and checksum is None) or not (offset.isascii() and offset.isdigit() and len(offset) < 15):
        return _refused(400, "Upload-Checksum, Upload-Offset")
    found = dossiers.upload_for(by, upload_id, at)
    if found.ended:
        there = found.size if found.ended == "kept" else 0
        return _with_state(HttpResponse(status=409 if int(offset) != there else 204), there, found.expires_at)
    try:
        there = actions.receive(
            upload_id,
            request.read,
            by=by,
            at=at,
            offset=int(offset),
            checksum=checksum,
        )
    except storing.parts.WrongOffset as wrong:
        return _with_state(HttpResponse(status=409), wrong.arrived, found.expires_at)
    except storing.parts.WrongChecksum:
        return HttpResponse(status=WRONG_CHECKSUM)
    if there < found.size:
        return _with_state(HttpResponse(status=204), there, found.expires_at)
    return _finished(upload_id, by, at, found.expires_at, there, status=204)


def _finished(upload_id: UUID, by: Any, at: datetime, expires_at: datetime, there: int, *, status: int) -> HttpResponse:
    """The file is whole: what the gate says of it. Refused is 422, with words for the person."""
    try:
        actions.finish_upload(upload_id, by=by, at=at)
    except StillChecking as busy:
        answer = _refused(503, said(busy.message))
        answer["Retry-After"] = "10"
        return answer
    except (Invalid, NotAllowed) as refusal:
        return _refused(422, said(refusal.message))
    answer = _with_state(HttpResponse(status=status), there, expires_at)
    if status == 200:
        answer["Upload-Length"] = str(there)
    return answer


def _with_state(answer: HttpResponse, there: int, expires_at: datetime) -> HttpResponse:
    answer["Upload-Offset"] = str(there)
    answer["Upload-Expires"] = http_date(expires_at.timestamp())
    return answer


def _refused(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def _metadata(header: str) -> dict[str, str]:
    """The pairs of Upload-Metadata, values out of base64; what is not readable is left out."""
    found = {}
    for pair in header.split(",")[:10]:
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()[:500]
        except (binascii.Error, ValueError):
            continue
    return found


def _checksum(header: str) -> tuple[str, bytes] | None:
    """Algorithm and digest of Upload-Checksum; None without one, or for one that cannot be read."""
    algorithm, _space, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
    return (algorithm, digest) if algorithm in storing.parts.ALGORITHMS and digest else None
