"""What is said when a request is not done: RFC 9457 problem documents, in Vietnamese or English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, override

from motcua.vietnamese import in_other_words

from .answering import answer

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, its title in both languages, and whether trying again later may help."""

    status: int
    vi: str
    en: str


# The kinds of problems there are; a program decides by `code`, a person reads title and detail.
KINDS: dict[str, Kind] = {
    "unauthenticated": Kind(401, "Chưa có thẻ truy cập còn hạn.", "There is no valid access token."),
    "wrong_scope": Kind(403, "Thẻ truy cập không có phạm vi này.", "The access token lacks this scope."),
    "no_mandate": Kind(403, "Ứng dụng không có cán bộ ủy nhiệm.", "The client has no officer's mandate."),
    "not_allowed": Kind(403, "Việc này không được phép lúc này.", "This is not allowed now."),
    "not_found": Kind(404, "Không có ở đây.", "There is no such thing here."),
    "wrong_method": Kind(405, "Địa chỉ này không nhận cách gọi đó.", "This address does not take that method."),
    "key_reused": Kind(409, "Khóa đã dùng cho yêu cầu khác.", "The key was used for another request."),
    "superseded": Kind(409, "Thủ tục vừa có bản mới.", "The procedure has a newer version."),
    "changed": Kind(412, "Hồ sơ đã thay đổi sau khi đọc.", "The dossier has changed since it was read."),
    "too_large": Kind(413, "Nội dung gửi lên quá lớn.", "The body is too large."),
    "wrong_media_type": Kind(415, "Không đọc được kiểu nội dung này.", "This media type cannot be read."),
    "invalid": Kind(422, "Có mục chưa đúng.", "Something in the request is wrong."),
    "unreadable": Kind(400, "Không đọc được yêu cầu.", "The request cannot be read."),
    "needs_key": Kind(400, "Thiếu tiêu đề Idempotency-Key.", "The header Idempotency-Key is missing."),
    "needs_match": Kind(428, "Thiếu tiêu đề If-Match.", "The header If-Match is missing."),
    "too_many": Kind(429, "Gửi quá nhanh.", "Too many requests."),
    "busy": Kind(503, "Máy chủ đang bận.", "The server is busy."),
    "broken": Kind(500, "Lỗi của chúng tôi.", "Our mistake."),
}


class Problem(Exception):
    """A request that is not done. `errors` name each wrong place by its JSON pointer."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.code, self.detail, self.errors = code, detail, list(errors)
        self.headers, self.more = dict(headers or {}), more


def language_of(request: HttpRequest) -> str:
    """The first language of the request that we speak; Vietnamese where it says nothing."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(request.headers.get("Accept-Language", "")[:200].split(",")):
        name, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if quality > 0:
            wanted.append((-quality, place, name.strip().lower().partition("-")[0]))
    return next((name for _, _, name in sorted(wanted) if name in ("vi", "en")), "vi")


def problem(request: HttpRequest, found: Problem) -> HttpResponse:
    """The document for a problem, in the language of the request."""
    kind, language = KINDS[found.code], language_of(request)
    with override(language):
        document: dict[str, Any] = {
            "type": f"{settings.BASE_URL}/api/v1/problems/{found.code}",
            "title": kind.en if language == "en" else kind.vi,
            "status": kind.status,
            "code": found.code,
        }
        if found.detail:
            document["detail"] = in_other_words(found.detail, gettext)
        if found.errors:
            document["errors"] = [{**one, "detail": in_other_words(one["detail"], gettext)} for one in found.errors]
        document |= found.more
    headers = {"Content-Language": language, "Vary": "Accept-Language", **found.headers}
    return answer(document, status=kind.status, headers=headers, media_type=MEDIA_TYPE)


def described(request: HttpRequest, code: str) -> HttpResponse:
    """What a kind of problem means, under the address its `type` names."""
    kind = KINDS.get(code)
    if kind is None:
        raise Problem("not_found")
    return answer({"code": code, "status": kind.status, "title": {"vi": kind.vi, "en": kind.en}})
