"""An approver takes back a result that was issued in error, or names the one that stands in its place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from motcua.dossiers import actions as dossier_actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.pages.staff.access import authority_of, for_officers, key_of, now
from motcua.pages.staff.frame import frame
from motcua.pages.stepping_up import require_fresh
from motcua.receipts import actions
from motcua.receipts.queries import document_of

from .results import facts

REASON, NUMBER = "reason", "replaced_by"


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@require_fresh
def revoke(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Ask why, say what follows, and do it; for the approvers of the office that issued the result."""
    by, at = authority_of(request), now()
    document, dossier = document_of(by, dossier_id), dossiers.dossier_for(by, dossier_id)
    if document is None or document.state != "issued" or not dossier_actions.may_revoke(by, dossier):
        raise NotFound("")
    typed = {name: request.POST.get(name, "") for name in (REASON, NUMBER)}
    errors: dict[str, str] = {}
    if request.method == "POST":
        given: dict[str, Any] = {"by": by, "at": at, "key": key_of(request)}
        try:
            if "name" in request.POST:
                actions.name_replacement(dossier_id, **given, number=typed[NUMBER])
                messages.success(request, _("Đã ghi kết quả thay thế và báo cho người nộp."))
            else:
                actions.revoke_result(dossier_id, **given, reason=typed[REASON], replaced_by=typed[NUMBER])
                messages.success(
                    request, _("Đã thu hồi kết quả và báo cho người nộp. Mã QR trên giấy nay nói điều này.")
                )
            return HttpResponseRedirect(reverse("officer:result", args=[dossier_id]))
        except Invalid as refused:
            errors = refused.detail["errors"]
        except NotAllowed as refused:
            errors = {"": refused.message}
    context = {
        "dossier": dossier,
        "title": document.layout["title"].capitalize(),
        "facts": facts(document),
        "is_revoked": document.revoked_at is not None,
        "is_replaced": bool(document.replaced_by_number),
        "longest": actions.LONGEST_REASON,
        "key": uuid7(),
        "typed": typed,
        "wrong": errors,
        "errors": [{"input_name": name, "message": words} for name, words in errors.items()],
    }
    status = 422 if errors else 200
    return render(request, "officer/revoke.html", frame(request, "worklist", **context), status=status)
