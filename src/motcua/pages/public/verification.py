"""Is this paper real? The page behind the QR code of every paper given out, and the check of a file somebody holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.pages.components.typed_words import as_typed
from motcua.pages.public.lookup import too_many
from motcua.pages.public.procedure_words import Row
from motcua.pages.revocations import revocation
from motcua.pages.saying import format_date, format_moment, said
from motcua.receipts.queries import IssuedResult, Verified, by_token, result_by_digest, result_by_token
from motcua.receipts.signing import stamp_roots, trusted_roots
from motcua.receipts.signing.checking import Busy, Checked, Found, checked

FILE = "file"
LARGEST = 10 * 1024 * 1024
PDF = b"%PDF-"


@login_not_required
@require_safe
@never_cache
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the genuine paper says, to be compared line by line; a plain warning where there is no such paper."""
    paper = by_token(token) if token.isprintable() else None
    if paper is None and token.isprintable() and (bearing := result_by_token(token)) is not None:
        return _result(request, bearing.result)
    if paper is None:
        return render(request, "public/verification.html", {"paper": None}, status=404)
    context = {
        "paper": paper,
        "rows": rows(paper),
        "progress_url": reverse("public:progress", args=[paper.code]),
    }
    return render(request, "public/verification.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Check a PDF somebody holds: is it a result of ours, unchanged to the last byte, and whose are its signatures."""
    context: dict[str, Any] = {"file_name": FILE, "megabytes": LARGEST // (1024 * 1024), "error": "", "verdict": None}
    if request.method != "POST":
        return render(request, "public/check_file.html", context)
    if too_many(request):
        return _busy(request, 429, 60)
    file = request.FILES.get(FILE)
    context["error"] = _refusal(file)
    if context["error"] or file is None:
        return render(request, "public/check_file.html", context, status=422)
    content = file.read()
    try:
        context["verdict"] = verdict_on(content)
    except Busy:
        context["error"] = _(
            "Máy chủ đang bận nên chưa kiểm tra được, và chưa biết gì về tệp này. Chờ một phút rồi thử lại."
        )
        response = render(request, "public/check_file.html", context, status=503)
        response["Retry-After"] = "60"
        return response
    return render(request, "public/check_file.html", context)


def _busy(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    response = render(request, "public/busy.html", {}, status=status)
    response["Retry-After"] = str(seconds)
    return response


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: its tone and title, what it means, the rows of each signature, the result it is."""

    tone: str
    icon: str
    title: str
    words: str
    result: list[Row]
    signatures: list[list[Row]]
    url: str = ""


def verdict_on(content: bytes) -> Verdict:
    """The verdict on a file: ours and whole; signed but not one we gave out; changed; or not signed."""
    result = result_by_digest(hashlib.sha256(content).hexdigest())
    found = checked(content, trusted_roots(), stamp_roots())
    shown = [_signature(one) for one in found.signatures]
    known = result_rows(result) if result is not None else []
    if result is not None and found.holds:
        words = _("Tệp này đúng từng byte với bản cơ quan đã phát hành, mọi chữ ký số đều nguyên vẹn.")
        if result.revoked_at is not None:
            return Verdict("late", "circle-x", _("Kết quả này đã bị thu hồi"), revocation(result), known, shown)
        if not result.is_valid(timezone.localdate()):
            return Verdict("soon", "triangle-alert", _("Kết quả thật, nhưng đã hết giá trị"), words, known, shown)
        return Verdict("ok", "circle-check", _("Đây là kết quả do cơ quan phát hành"), words, known, shown)
    return _stranger(found, shown)


def _stranger(found: Checked, shown: list[list[Row]]) -> Verdict:
    """A file that is none of the issued ones, byte for byte."""
    if found.broken:
        title, words = _("Không đọc được tệp này"), _("Tệp hỏng, có mật khẩu, hoặc không phải PDF. Tải lại bản gốc.")
        return Verdict("late", "triangle-alert", title, words, [], [])
    if not found.signatures:
        title, words = (
            _("Tệp này không có chữ ký số"),
            _("Có thể đây là bản in rồi quét lại. Tải bản gốc trên trang hồ sơ, hoặc quét mã QR để đối chiếu."),
        )
        return Verdict("late", "triangle-alert", title, words, [], [])
    if not all(one.intact for one in found.signatures) or not found.covers_everything:
        title, words = (
            _("Tệp này đã bị sửa sau khi ký"),
            _("Nội dung không còn là nội dung đã ký. Đừng dùng tệp này; tải lại bản gốc trên trang hồ sơ."),
        )
        return Verdict("late", "triangle-alert", title, words, [], shown)
    if found.holds:
        title, words = (
            _("Chữ ký nguyên vẹn, nhưng không phải kết quả đã phát hành ở đây"),
            _("Tệp do cơ quan của cổng này ký, nhưng chưa hoặc không được phát hành làm kết quả của hồ sơ nào."),
        )
        return Verdict("late", "triangle-alert", title, words, [], shown)
    title, words = (
        _("Chữ ký không phải của cơ quan trên cổng này"),
        _("Tệp có chữ ký số, nhưng chứng thư không do nơi chúng tôi tin cậy cấp. Hỏi nơi đã đưa tệp cho bạn."),
    )
    return Verdict("late", "triangle-alert", title, words, [], shown)


def _signature(one: Found) -> list[Row]:
    moment = format_moment(timezone.localtime(datetime.fromisoformat(one.at))) if one.at else ""
    found = [
        Row(_("Người ký"), one.name),
        Row(_("Ký lúc"), moment),
        Row(_("Dấu thời gian"), _stamped(one)),
        Row(_("Chứng thư"), one.serial),
        Row(_("Nơi cấp chứng thư"), one.issuer),
        Row(_("Nội dung đã ký"), _("Nguyên vẹn") if one.intact and one.valid else _("Đã bị sửa")),
        Row(_("Chứng thư đáng tin"), _("Có") if one.trusted else _("Không")),
    ]
    return [row for row in found if row.value]


def _stamped(one: Found) -> str:
    if not one.stamped_at:
        return ""
    if not one.stamp_holds:
        return _("Không đúng")
    said = {"when": format_moment(timezone.localtime(datetime.fromisoformat(one.stamped_at))), "who": one.stamped_by}
    return _("%(when)s, do %(who)s xác nhận") % said


def _refusal(file: UploadedFile[Any] | None) -> str:
    if file is None:
        return _("Chưa chọn tệp. Chọn tệp PDF kết quả rồi bấm kiểm tra.")
    if not file.size:
        return _("Tệp này rỗng. Tải lại bản gốc rồi thử lại.")
    if file.size > LARGEST:
        return _("Tệp lớn hơn %(size)d MB. Kết quả điện tử của cổng này nhỏ hơn nhiều; xem lại có đúng tệp không.") % {
            "size": LARGEST // (1024 * 1024)
        }
    head = file.read(1024)
    file.seek(0)
    return "" if PDF in head else _("Đây không phải tệp PDF. Ảnh chụp thì quét mã QR trên giấy để kiểm tra.")


def _result(request: HttpRequest, result: IssuedResult | None) -> HttpResponse:
    """The page of a result by its token: issued, expired, or not given out yet."""
    context: dict[str, Any] = {"result": result, "rows": [], "is_valid": False, "revoked": "", "progress_url": ""}
    if result is not None:
        context |= {
            "rows": result_rows(result),
            "is_valid": result.is_valid(timezone.localdate()),
            "revoked": revocation(result),
            "progress_url": reverse("public:progress", args=[result.code]),
        }
    return render(request, "public/result_verification.html", context, status=200 if result is not None else 404)


def result_rows(result: IssuedResult) -> list[Row]:
    """What may be said of a result to whoever holds it: to compare with the paper or file in hand."""
    found = [
        Row(_("Văn bản"), said(result.title)),
        Row(_("Số"), result.number),
        Row(_("Ngày ban hành"), format_date(result.dated) if result.dated else ""),
        Row(_("Cơ quan ban hành"), result.office),
        Row(_("Người ký"), result.signer),
        Row(_("Thủ tục"), said(result.procedure)),
        Row(_("Mã hồ sơ"), result.code),
        Row(_("Hình thức"), _("Bản giấy") if result.on_paper else _("Bản điện tử có chữ ký số")),
        Row(_("Phát hành lúc"), format_moment(timezone.localtime(result.issued_at))),
        Row(_("Có giá trị đến hết ngày"), format_date(result.valid_until) if result.valid_until else ""),
    ]
    return [row for row in found if row.value]


def rows(paper: Verified) -> list[Row]:
    """The lines to compare with the sheet in hand."""
    found = [
        Row(_("Loại giấy"), " · ".join(part for part in (said(paper.title.capitalize()), said(paper.form)) if part)),
        Row(_("Mã hồ sơ"), paper.code),
        Row(_("Cơ quan cấp"), paper.office),
        Row(_("Thủ tục"), said(paper.procedure)),
        Row(_("Cấp lúc"), format_moment(timezone.localtime(paper.issued_at))),
        Row(_("Hẹn trả kết quả"), as_typed(paper.due)),
        Row(_("Lần cấp"), str(paper.copy_number) if paper.copy_number > 1 else ""),
    ]
    return [row for row in found if row.value]
