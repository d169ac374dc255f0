"""Who helped me fill in, what they opened, and the button that ends it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.pages import catalogue_words
from motcua.pages.applicant import words
from motcua.pages.saying import format_moment

ENDINGS = {
    "filed": _lazy("Kết thúc khi bạn nộp hồ sơ."),
    "helper": _lazy("Người giúp đã thoát."),
    "citizen": _lazy("Bạn đã kết thúc."),
    "shut": _lazy("Hết 60 phút."),
    "renewed": _lazy("Thay bằng lần bạn đọc mã sau đó."),
}


@never_cache
@require_safe
def helped_by(request: HttpRequest) -> HttpResponse:
    """Everybody who helped, newest first, with every page they opened."""
    now = timezone.now()
    found = dossiers.assistances_received(request.authority)  # type: ignore[attr-defined]
    return render(
        request, "applicant/helped_by.html", {"section": "mine", "helps": [_shown(one, now) for one in found]}
    )


@require_POST
def end(request: HttpRequest, assistance_id: UUID) -> HttpResponse:
    """The citizen closes their draft to the helper at once."""
    try:
        actions.end_assistance(assistance_id, by=request.authority, at=timezone.now())  # type: ignore[attr-defined]
    except NotFound:
        raise Http404 from None
    messages.success(request, _("Đã kết thúc. Người giúp không còn xem được hồ sơ của bạn."))
    return HttpResponseRedirect(reverse("applicant:helped_by"))


def _shown(one: Any, now: Any) -> dict[str, Any]:
    card = catalogue_words.card(one.procedure_key)
    still = one.ended_at is None and one.until > now
    ended = one.ended_at or one.until
    return {
        "who": f"{one.helper_name}, {one.team.name}",
        "what": card.short_name if card is not None else one.procedure_key,
        "code": one.dossier.code if one.dossier is not None else "",
        "from": format_moment(timezone.localtime(one.opened_at)),
        "to": format_moment(timezone.localtime(ended)),
        "ending": "" if still else ENDINGS.get(one.ending, ENDINGS["shut"]),
        "still": still,
        "end_url": reverse("applicant:end_help", args=[one.pk]),
        "looks": [{"at": words.clock(look.at), "what": looked_at(look.what)} for look in one.looks.all()],
    }


def looked_at(what: str) -> str:
    """One line of what a helper opened or saved."""
    how, _colon, page = what.partition(":")
    if how == "file":
        return _("Mở một tệp giấy tờ")
    names = {"papers": _("trang giấy tờ"), "check": _("trang kiểm tra"), "delivery": _("trang nhận kết quả"),
             "case": _("trang chọn trường hợp")}  # fmt: skip
    place = names.get(page, _("một trang tờ khai"))
    return (_("Lưu %s") if how == "saved" else _("Mở %s")) % place
