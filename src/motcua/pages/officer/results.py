"""The paper a dossier ends in: seen as it will be printed, its lines mended before it goes to the signer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from uuid_utils.compat import uuid7

from motcua.dossiers import actions as dossier_actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.organisation.rules.authority import Authority
from motcua.pages.saying import format_date, format_moment, said
from motcua.pages.staff.access import authority_of, for_officers, key_of, now
from motcua.pages.staff.frame import frame
from motcua.procedures import queries as procedures
from motcua.receipts import actions
from motcua.receipts.rendering.results import PICTURE_SIZE, page_count, pictures

from .parts import Row

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.receipts.models import ResultDocument

LINE = "line."
SCAN = "scan"


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line to mend: the input's name, its label, what stands in it, what is wrong."""

    input_name: str
    label: str
    value: str
    required: bool
    error: str

    @property
    def is_long(self) -> bool:
        return len(self.value) > 60


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def result(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The sheet as pictures beside its lines; whoever puts it before the signer may mend and keep them."""
    by, at = authority_of(request), now()
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    refusal = ""
    if request.method == "POST":
        typed = {name.removeprefix(LINE): str(words) for name, words in request.POST.items() if name.startswith(LINE)}
        try:
            actions.draft_result(dossier_id, by=by, at=at, key=key_of(request), lines=typed)
        except Invalid as refused:
            errors, refusal = refused.detail["errors"], refused.message
        except NotAllowed as refused:
            refusal = refused.message
        else:
            messages.success(request, _("Đã lưu dự thảo. Xem lại từng dòng trên hình bên cạnh rồi trình ký."))
            return HttpResponseRedirect(request.get_full_path())
    return _page(request, by, dossier_id, at, typed=typed, errors=errors, refusal=refusal)


@require_POST
@for_officers
def scan(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Keep the scan of a result that was issued on paper only."""
    by, at, file = authority_of(request), now(), request.FILES.get(SCAN)
    if file is None:
        return _page(request, by, dossier_id, at, refusal=_("Chưa chọn tệp quét. Chọn tệp PDF hoặc ảnh rồi gửi lại."))
    try:
        dossier_actions.attach_to_dossier(
            dossier_id,
            by=by,
            at=at,
            paper_key="result",
            file=file,
            stream="result",
        )
    except (Invalid, NotAllowed) as refused:
        return _page(request, by, dossier_id, at, refusal=refused.message)
    messages.success(request, _("Đã lưu bản quét. Người nộp tải được trên trang hồ sơ của họ."))
    return HttpResponseRedirect(reverse("officer:result", args=[dossier_id]))


@require_safe
@for_officers
def picture(request: HttpRequest, dossier_id: UUID, page: int) -> HttpResponse:
    """One page of the sheet as PNG, from 1: a picture can do nothing, a PDF shown from here could."""
    pdf = actions.sheet(authority_of(request), dossier_id, at=now())
    if pdf is None:
        raise NotFound("")
    try:
        png, _count = pictures(pdf, page - 1)
    except LookupError as nowhere:
        raise NotFound("") from nowhere
    response = HttpResponse(png, content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _page(
    request: HttpRequest,
    by: Authority,
    dossier_id: UUID,
    at: datetime,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    refusal: str = "",
) -> HttpResponse:
    paper = actions.shown(by, dossier_id, at=at)
    if paper is None:
        raise NotFound(actions.NO_TEMPLATE)
    dossier = dossiers.dossier_for(by, dossier_id)
    definition = procedures.version(dossier.version_id).definition
    dossier_actions.record_view(by, dossier, what="result", at=at)
    may_draft = paper.is_drawn and dossier_actions.may_draft(by, dossier, definition)
    lines = [
        LineShown(
            f"{LINE}{one['key']}",
            one["label"],
            (typed or {}).get(one["key"], one["value"]),
            not one["optional"],
            (errors or {}).get(one["key"], ""),
        )
        for one in paper.lines
    ]
    context = {
        "dossier": dossier,
        "office": dossier.unit,
        "title": said(paper.title),
        "sheets": sheets(by, dossier, paper, at),
        "lines": lines if may_draft else [one for one in lines if one.value],
        "may_draft": may_draft,
        "facts": facts(paper.document),
        "key": uuid7(),
        "revoke_url": reverse("officer:result_revoke", args=[dossier.pk])
        if paper.document is not None and paper.document.state == "issued" and dossier_actions.may_revoke(by, dossier)
        else "",
        "is_revoked": paper.document is not None and paper.document.revoked_at is not None,
        "on_paper": paper.document is not None and paper.document.on_paper,
        "scan": SCAN,
        "errors": [{"input_name": one.input_name, "message": one.error} for one in lines if one.error]
        or ([{"input_name": "", "message": refusal}] if refusal else []),
    }
    return render(
        request, "officer/result.html", frame(request, "worklist", **context), status=422 if context["errors"] else 200
    )


def sheets(by: Authority, dossier: Dossier, paper: actions.Shown, at: datetime) -> list[dict[str, Any]]:
    """The pictures of a paper's pages: address, words for who cannot see them, and their size."""
    pdf = actions.sheet(by, dossier.pk, at=at) if paper.is_drawn else None
    if pdf is None:
        return []
    count = page_count(pdf)
    return [
        {
            "url": reverse("officer:result_picture", args=[dossier.pk, number]),
            "alt": _("%(title)s, trang %(number)d trên %(count)d. Nội dung đọc được ở danh sách các dòng.")
            % {"title": said(paper.title), "number": number, "count": count},
            "width": PICTURE_SIZE[0],
            "height": PICTURE_SIZE[1],
        }
        for number in range(1, count + 1)
    ]


def facts(document: ResultDocument | None) -> list[Row]:
    """How far the paper is: who signed, which number, where it is kept."""
    if document is None:
        return [Row(_("Tình trạng"), _("Dự thảo, chưa lưu"))]
    states = {"drafted": _("Dự thảo"), "signed": _("Lãnh đạo đã ký số"), "issued": _("Đã phát hành")}
    words = _("Đã phát hành trên giấy") if document.on_paper else states.get(document.state, "")
    if document.revoked_at is not None:
        words = _("Đã thu hồi, không còn giá trị")
    if document.pending:
        words = _("Đang chờ người ký xác nhận")
    rows = [
        Row(_("Tình trạng"), words),
        Row(_("Số"), document.number),
        Row(_("Ngày trên giấy"), format_date(document.dated) if document.dated else ""),
        Row(_("Người ký"), " ".join(part for part in (document.signer_title, document.signer_name) if part)),
        Row(_("Nơi giữ bản giấy"), document.place_kept),
        Row(_("Phát hành lúc"), format_moment(localtime(document.issued_at)) if document.issued_at else ""),
        Row(_("Có giá trị đến"), format_date(document.valid_until) if document.valid_until else ""),
    ]
    if document.revoked_at is not None:
        rows += [
            Row(_("Thu hồi lúc"), format_moment(localtime(document.revoked_at))),
            Row(_("Lý do thu hồi"), document.revoked_reason),
            Row(_("Thay bằng kết quả số"), document.replaced_by_number),
        ]
    rows += [Row(_("Chứng thư của %s") % one["name"], one["serial"]) for one in document.signatures]
    return [row for row in rows if row.value]
