"""Downloads of one's own files and papers: always as attachments, never shown inside our pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.pages.applicant.following import page_of
from motcua.receipts import actions as making
from motcua.receipts import queries as receipts


@never_cache
@require_safe
def download(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """A file of one's own draft or dossier; the office's own papers and a result not yet issued do not exist here."""
    by = request.authority  # type: ignore[attr-defined]
    try:
        attachment = dossiers.attachment_for(by, attachment_id)
        filed = attachment.dossier_id
        if attachment.draft is not None and filed is None:
            actions.note_look(attachment.draft, by=by, at=timezone.now(), what=f"file:{attachment.pk.hex}")
        if filed is not None and not dossiers.is_applicant(by, dossiers.dossier_for(by, filed)):
            raise Http404
        opened = dossiers.opened(attachment)
    except (NotFound, FileNotFoundError):
        raise Http404 from None
    answer = FileResponse(opened, as_attachment=True, filename=attachment.filename, content_type=attachment.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@never_cache
@require_safe
def paper(request: HttpRequest, dossier_id: UUID, kind: str) -> HttpResponse:
    """A numbered paper of one's own dossier (receipt, supplement request, apology …) as PDF, its newest copy.

    One's own download is the electronic original however often it is fetched; only office prints are counted.
    """
    # typst is large: only who prints a paper loads it.
    from motcua.receipts.rendering import paper_pdf

    own = page_of(request, dossier_id).dossier
    by = request.authority  # type: ignore[attr-defined]
    if kind == "declaration":  # made when asked for, one for each state of the answers
        found: Any = making.declaration(by, dossier_id, at=timezone.now())
    else:
        found = receipts.newest_paper(by, dossier_id, kind)
    if found is None:
        raise Http404
    address = f"{settings.BASE_URL}{reverse('public:verify', args=[found.token])}"
    pdf = paper_pdf(kind, found.title, found.data, verify_address=address, copy_number=found.copy_number)
    name = f"{own.code}-{kind}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
