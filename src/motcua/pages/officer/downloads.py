"""Files of a dossier: always downloads, never shown from our own origin."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.pages.staff.access import authority_of, for_officers, now


@require_safe
@for_officers
def attachment(request: HttpRequest, dossier_id: UUID, attachment_id: UUID) -> FileResponse:
    """One file, as it was given; that it was fetched is recorded."""
    by, at = authority_of(request), now()
    found = dossiers.attachment_for(by, attachment_id)
    if found.dossier_id != dossier_id:
        raise NotFound("")
    # Without hyphens the whole name fits the record.
    actions.record_view(by, dossiers.dossier_for(by, dossier_id), what=f"file:{attachment_id.hex}", at=at)
    response = FileResponse(
        dossiers.opened(found), as_attachment=True, filename=found.filename, content_type="application/octet-stream"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
