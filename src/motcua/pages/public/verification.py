"""Is this paper real? The page behind the QR code of every paper given out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.pages.public.procedure_words import Row
from motcua.pages.saying import format_moment
from motcua.receipts.queries import Verified, by_token


@login_not_required
@require_safe
@never_cache
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the genuine paper says, to be compared line by line; a plain warning where there is no such paper."""
    paper = by_token(token) if token.isprintable() else None
    if paper is None:
        return render(request, "public/verification.html", {"paper": None}, status=404)
    context = {
        "paper": paper,
        "rows": rows(paper),
        "progress_url": reverse("public:progress", args=[paper.code]),
    }
    return render(request, "public/verification.html", context)


def rows(paper: Verified) -> list[Row]:
    """The lines to compare with the sheet in hand."""
    found = [
        Row(_("Loại giấy"), " · ".join(part for part in (paper.title.capitalize(), paper.form) if part)),
        Row(_("Mã hồ sơ"), paper.code),
        Row(_("Cơ quan cấp"), paper.office),
        Row(_("Thủ tục"), paper.procedure),
        Row(_("Cấp lúc"), format_moment(timezone.localtime(paper.issued_at))),
        Row(_("Hẹn trả kết quả"), paper.due),
        Row(_("Lần cấp"), str(paper.copy_number) if paper.copy_number > 1 else ""),
    ]
    return [row for row in found if row.value]
