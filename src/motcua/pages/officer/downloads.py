"""Files of a dossier and the papers printed for it: always downloads, never shown from our own origin."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.pages.staff.access import authority_of, for_officers, now
from motcua.receipts import queries as receipts
from motcua.receipts.rendering import paper_pdf


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


@require_safe
@for_officers
def paper(request: HttpRequest, dossier_id: UUID, kind: str) -> HttpResponse:
    """A numbered paper of the dossier (receipt, supplement request, apology …) as PDF, the newest copy."""
    by, at = authority_of(request), now()
    found = receipts.newest_paper(by, dossier_id, kind)
    if found is None:
        raise NotFound("")
    actions.record_view(by, dossiers.dossier_for(by, dossier_id), what=f"paper:{kind}", at=at)
    address = settings.BASE_URL + reverse("public:verify", args=[found.token])
    pdf = paper_pdf(found.kind, found.title, found.data, verify_address=address, copy_number=found.copy_number)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{found.data['code']}-{kind}.pdf") or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
