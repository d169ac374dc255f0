"""Going on with a draft by its code, on any device: the code is not secret, the phone's one-time code opens it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.numbering import as_draft_code


@login_not_required
@never_cache
@require_safe
def by_code(request: HttpRequest) -> HttpResponse:
    """Where a draft's code is typed; whose it is, is asked after."""
    typed = request.GET.get("ma", "")[:40]
    code = as_draft_code(typed)
    if code:
        return HttpResponseRedirect(reverse("applicant:resume_by_code", args=[code]))
    error = _("Mã bản nháp có 8 chữ và số, như K7M2-9QXD. Xem lại mã rồi gõ lại.") if "ma" in request.GET else ""
    context = {"section": "mine", "code": typed, "error": error}
    return render(request, "applicant/resume_by_code.html", context, status=400 if error else 200)


@never_cache
@require_safe
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """The draft with this code, to be gone on with; filed, its dossier; somebody else's does not exist."""
    draft = dossiers.draft_by_code(request.authority, as_draft_code(code))  # type: ignore[attr-defined]
    if draft is not None:
        return HttpResponseRedirect(reverse("applicant:resume", args=[draft.pk]))
    error = (
        _("Tài khoản này không có bản nháp mang mã %s. Bản nháp nằm ở tài khoản của số điện thoại đã điền nó.") % code
    )
    return render(
        request, "applicant/resume_by_code.html", {"section": "mine", "code": code, "error": error}, status=404
    )
