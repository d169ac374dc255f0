"""Printing: one paper of a dossier, or one PDF of a paper of many; what is printed again says that it is a copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation import queries as organisation
from motcua.pages.staff.access import authority_of, for_officers, now, office_of, uuid_or_none
from motcua.pages.staff.frame import frame
from motcua.receipts import actions, queries
from motcua.receipts.rules.copies import PRINTED_AT_ONCE

if TYPE_CHECKING:
    from motcua.receipts.models import Receipt

PICKED, KIND = "dossier", "giay"
# The papers an officer may choose for a whole selection, in the order of a dossier's life.
PAPERS: dict[str, str | Promise] = {
    "form01": gettext_lazy("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "form02": gettext_lazy("Phiếu yêu cầu bổ sung"),
    "form03": gettext_lazy("Phiếu từ chối tiếp nhận"),
    "form04": gettext_lazy("Phiếu xin lỗi và hẹn lại"),
    "form05": gettext_lazy("Thông báo dừng giải quyết"),
    "result": gettext_lazy("Thông báo kết quả"),
    "delivery_slip": gettext_lazy("Phiếu giao trả kết quả"),
    "acknowledgement": gettext_lazy("Xác nhận hệ thống đã nhận"),
}


@require_GET
@for_officers
def paper(request: HttpRequest, dossier_id: UUID, kind: str) -> HttpResponse:
    """A paper of the dossier as PDF, the newest of its kind; some are made when asked for."""
    by, at = authority_of(request), now()
    if kind in actions.ON_DEMAND:
        make = {"declaration": actions.declaration, "control_sheet": actions.control_sheet}[kind]
        found: Receipt | None = make(by, dossier_id, at=at)
    else:
        found = queries.newest_paper(by, dossier_id, kind)
    if found is None:
        raise NotFound("")
    return printed(request, [found], f"{found.data['code']}-{kind}.pdf")


@require_POST
@for_officers
def print_selected(request: HttpRequest) -> HttpResponse:
    """One paper of every chosen dossier as one PDF, in the order chosen; without a kind, the page that asks which."""
    by = authority_of(request)
    picked = list(dict.fromkeys(one for one in map(uuid_or_none, request.POST.getlist(PICKED)) if one))
    kind = request.POST.get(KIND, "")
    if not picked:
        return _ask(request, [], error=_("Chưa chọn hồ sơ nào. Đánh dấu ô đầu dòng của hồ sơ cần in, rồi bấm lại."))
    if len(picked) > PRINTED_AT_ONCE:
        words = _("Bạn chọn %(count)d hồ sơ; mỗi lần in nhiều nhất %(most)d. Bỏ bớt, hoặc in làm nhiều lần.")
        return _ask(request, [], error=words % {"count": len(picked), "most": PRINTED_AT_ONCE})
    if kind not in PAPERS:
        return _ask(request, picked)
    found = queries.newest_papers(by, picked, kind)
    if not found:
        return _ask(request, picked, error=_("Chưa hồ sơ nào trong số này có giấy ấy. Chọn giấy khác."))
    missing = len(picked) - len(found)
    if missing:
        words = ngettext(
            "Đã in %(printed)d giấy; %(missing)d hồ sơ chưa có giấy này nên không in.",
            "Đã in %(printed)d giấy; %(missing)d hồ sơ chưa có giấy này nên không in.",
            missing,
        )
        messages.warning(request, words % {"printed": len(found), "missing": missing})
    return printed(request, list(found.values()), f"{kind}-{now():%Y%m%d-%H%M}.pdf")


def printed(request: HttpRequest, papers: Sequence[Receipt], filename: str) -> HttpResponse:
    """Record the prints and answer with the PDF, each sheet with its own mark and its own code to check it by."""
    # typst is large: only who prints a paper loads it.
    from motcua.receipts.rendering import Sheet, papers_pdf

    marks = actions.print_papers(papers, by=authority_of(request), at=now())
    sheets = [
        Sheet(
            one.kind,
            one.title,
            one.data,
            settings.BASE_URL + reverse("public:verify", args=[one.token]),
            one.copy_number,
            marks[one.pk],
        )
        for one in papers
    ]
    title = "" if len(sheets) == 1 else f"{papers[0].title} ({len(sheets)})"
    return pdf_answer(papers_pdf(sheets, title), filename)


def pdf_answer(pdf: bytes, filename: str) -> HttpResponse:
    """A PDF as a download."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(True, filename) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _ask(request: HttpRequest, picked: Sequence[UUID], *, error: str = "") -> HttpResponse:
    """Which paper of the chosen dossiers: each kind with how many have it."""
    many = queries.kinds_given(authority_of(request), picked) if picked else {}
    office_id = office_of(request)
    context: dict[str, Any] = {
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "picked": picked,
        "error": error,
        "names": {"picked": PICKED, "kind": KIND},
        "choices": [(kind, name, many[kind]) for kind, name in PAPERS.items() if kind in many],
    }
    return render(request, "officer/printing.html", frame(request, "worklist", **context), status=422 if error else 200)
