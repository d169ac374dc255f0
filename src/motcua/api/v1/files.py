"""Files: up through the gate, listed, and down as attachments only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import File
from ninja.files import UploadedFile

from motcua.dossiers import queries as dossiers
from motcua.dossiers.actions import record_view
from motcua.dossiers.rules.refusals import Invalid, StillChecking
from motcua.exchange import actions as exchange
from motcua.exchange import queries

from .answering import answer
from .doors import caller_of, now
from .problems import Problem
from .words import Code, Id, Size


def upload(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """Keep a file for a filing or a supplement: PDF, JPEG or PNG by its content, at most 20 MB.

    503 says that the server had no time to look at it: nothing is known against the file, send it again later.
    """
    try:
        kept = exchange.keep_partner_file(caller_of(request), file, at=now())
    except StillChecking as busy:
        raise Problem("busy", busy.message, headers={"Retry-After": "60"}) from busy
    except Invalid as refusal:
        raise Problem(
            "invalid", errors=[{"pointer": "/file", "code": "refused", "detail": refusal.message}]
        ) from refusal
    return answer(_kept(kept), status=201)


def listed(request: HttpRequest, after: UUID | None = None, limit: Size = 50) -> HttpResponse:
    """What the program has uploaded, oldest first, after one of them."""
    found = queries.files_of(caller_of(request), after=after, size=limit)
    return answer({"files": [_kept(one) for one in found], "next": str(found[-1].pk) if len(found) == limit else None})


def download(request: HttpRequest, code: Code, file_id: Id) -> FileResponse:
    """One file of a dossier, always as an attachment; that an office's program fetched it is recorded."""
    by = caller_of(request).reads_as
    dossier = dossiers.by_code(by, code)
    found = dossiers.attachment_for(by, file_id)
    if found.dossier_id != dossier.pk:
        raise Problem("not_found")
    record_view(by, dossier, what=f"file:{file_id.hex}", at=now())
    response = FileResponse(
        dossiers.opened(found), as_attachment=True, filename=found.filename, content_type="application/octet-stream"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _kept(one: Any) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "name": one.filename,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "uploaded_at": one.uploaded_at,
    }
