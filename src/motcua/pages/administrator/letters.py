"""The offices' messages: what failed, what waits, what left and its fate; sent again, or let be."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from motcua.accounts.rules.logins import phone_number
from motcua.accounts.rules.refusals import AccountRefusal
from motcua.correspondence import actions
from motcua.correspondence.queries import dead_letter_administered, listing
from motcua.correspondence.rules.wording import masked
from motcua.pages.components.typed_words import as_typed

from . import forms
from .access import authority_of, for_administrators, now, said_moment, sent, typed
from .changing import either
from .frame import AFTER, Cell, Filter, Listing, Text, ask, done, frame, next_address, show_list, tried

CHANNELS: dict[str, Text] = {
    "sms": _lazy("Tin nhắn"),
    "email": _lazy("Thư điện tử"),
    "zalo": _lazy("Zalo"),
    "in_app": _lazy("Tin trên trang"),
}
STATES: dict[str, Text] = {
    "failed": _lazy("Không đến được"),
    "waiting": _lazy("Đang chờ gửi"),
    "sent": _lazy("Đã gửi"),
    "given_up": _lazy("Thôi gửi"),
}
FATES: dict[str, Text] = {
    "delivered": _lazy("đã đến máy"),
    "failed": _lazy("nhà mạng báo không đến được"),
    "expired": _lazy("nhà mạng báo quá hạn, máy tắt"),
}
SIZE = 50


@require_safe
@for_administrators
def letters(request: HttpRequest) -> HttpResponse:
    """The messages of the subtree's offices in one state, newest first; those that failed to begin with."""
    state, channel = typed(request, "xem") or "failed", typed(request, "kenh")
    code, address = typed(request, "ma"), _address(typed(request, "den"))
    by = authority_of(request)
    found = listing.messages_administered(
        by, state=state, channel=channel, code=code, address=address, after=typed(request, AFTER), size=SIZE + 1
    )
    state = state if state in STATES else "failed"
    narrowed = bool(channel or code or address)
    page = Listing(
        title=_("Tin nhắn"),
        columns=[_("Lúc"), _("Hồ sơ"), _("Gửi đến"), _("Ra sao"), ""],
        rows=[_row(one) for one in found[:SIZE]],
        filters=[
            Filter("xem", _("Xem"), state, "choice", list(STATES.items())),
            Filter("kenh", _("Kênh"), channel, "choice", [("", _("Mọi kênh")), *_channels()]),
            Filter("ma", _("Mã hồ sơ"), code),
            Filter("den", _("Số điện thoại hoặc thư điện tử"), typed(request, "den")),
        ],
        next_url=next_address(request, str(found[SIZE - 1].pk) if len(found) > SIZE else ""),
        empty_title=_("Mọi tin đều gửi được") if state == "failed" and not narrowed else _("Không có tin nào"),
        empty_text=_("Tin gửi nhiều lần không được sẽ hiện ở đây để bạn gửi lại.")
        if state == "failed" and not narrowed
        else _("Bỏ bớt điều kiện tìm để thấy nhiều hơn."),
    )
    return show_list(request, "letters", page)


def _channels() -> list[tuple[str, Text]]:
    return [one for one in CHANNELS.items() if one[0] != "in_app"]


def _address(words: str) -> str:
    """What messages keep for a telephone typed as people type it; an e-mail address as it is."""
    if not words or "@" in words:
        return words
    try:
        return phone_number(words)
    except AccountRefusal:
        return words


def _row(one: Any) -> list[Cell]:
    return [
        Cell(said_moment(one.created_at), reverse("administrator:message", args=[one.pk])),
        Cell(one.dossier.code if one.dossier else _("gửi hàng loạt") if one.campaign_id else ""),
        Cell(masked(one.address), note=CHANNELS.get(one.channel, one.channel)),
        Cell(*_fate(one)),
        Cell(_("Gửi lại"), reverse("administrator:letter", args=[one.pk, "gui-lai"])) if _has_failed(one) else Cell(),
    ]


def _has_failed(one: Any) -> bool:
    return one.state == "dead" or (one.state == "sent" and one.fate in ("failed", "expired"))


def _fate(one: Any) -> tuple[Any, str, Any]:
    """What became of a message: words, no address, a softer line."""
    tries = _("thử %(times)s lần") % {"times": one.attempts}
    if one.state == "dead":
        return as_typed(one.last_error), "", tries
    if one.state == "waiting":
        again = _("thử lại lúc %(at)s") % {"at": said_moment(one.send_after)}
        return (as_typed(one.last_error) or STATES["waiting"]), "", again
    if one.state == "given_up":
        return STATES["given_up"], "", as_typed(one.last_error)
    if one.fate:
        return FATES[one.fate], "", as_typed(one.last_error) or (said_moment(one.fate_at) if one.fate_at else "")
    if listing.is_overdue(one, timezone.now()):
        return _("đã gửi, quá giờ mà nhà mạng chưa báo"), "", one.provider
    return STATES["sent"], "", one.provider


@require_safe
@for_administrators
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Everything known of one message but its words, which belong to whoever it was written to."""
    one = listing.message_administered(authority_of(request), message_id)
    if one is None:
        raise Http404
    facts = [
        (_("Gửi đến"), f"{masked(one.address)} · {CHANNELS.get(one.channel, one.channel)}"),
        (_("Hồ sơ"), one.dossier.code if one.dossier else "–"),
        (_("Cơ quan"), one.unit.name if one.unit else "–"),
        (_("Loại tin"), KINDS.get(one.kind, one.kind)),
        (_("Bản mẫu"), str(one.wording.number) if one.wording else "1"),
        (_("Số tin tính tiền"), str(one.parts) if one.channel == "sms" else "–"),
        (_("Viết lúc"), said_moment(one.created_at)),
        (_("Số lần thử"), str(one.attempts)),
        (_("Gửi lúc"), said_moment(one.sent_at) if one.sent_at else "–"),
        (_("Qua"), one.provider or "–"),
        (_("Ra sao"), _fate(one)[0]),
        (_("Báo lúc"), said_moment(one.fate_at) if one.fate_at else "–"),
        (_("Lời báo lỗi"), as_typed(one.last_error) or "–"),
    ]
    again = [
        {"at": said_moment(row.at), "who": row.who, "reason": row.reason, "error": as_typed(row.error)}
        for row in sorted(one.resendings.all(), key=lambda row: row.at)
    ]
    context = {"title": _("Một tin nhắn"), "facts": facts, "again": again, "one": one, "failed": _has_failed(one)}
    return render(request, "administrator/message.html", frame(request, "letters", **context))


@either
@for_administrators
def letter(request: HttpRequest, message_id: UUID, what: str) -> HttpResponse:
    """Send one again, or give it up for good, with the reason."""
    if what not in ("gui-lai", "thoi"):
        raise Http404
    by, at, again = authority_of(request), now(), what == "gui-lai"
    one = dead_letter_administered(by, message_id)
    if one is None:
        raise Http404
    form = forms.Reason(sent(request))
    act = actions.resend_administered if again else actions.give_up

    if request.method == "POST" and tried(form, lambda given: act(one.pk, by=by, at=at, reason=given["reason"])):
        words = _("Đã đưa tin về hàng chờ gửi.") if again else _("Tin này không gửi nữa.")
        return done(request, words, reverse("administrator:letters"))
    return ask(
        request,
        "letters",
        form,
        title=_("Gửi lại tin") if again else _("Thôi gửi tin"),
        facts=[(_("Gửi đến"), masked(one.address)), (_("Vì sao chưa được"), as_typed(one.last_error))],
        intro=_("Sửa nguyên nhân trước rồi hãy gửi lại.") if again else _("Hãy báo cho người nộp bằng cách khác."),
        button=_("Gửi lại") if again else _("Thôi gửi"),
        grave=not again,
        back=reverse("administrator:letters"),
    )


# What a kind of message is called where there is no room for its words.
KINDS: dict[str, Text] = {
    "submitted": _lazy("Đã nhận hồ sơ"),
    "accepted": _lazy("Đã tiếp nhận"),
    "refused": _lazy("Chưa tiếp nhận"),
    "supplement": _lazy("Cần bổ sung, có hạn"),
    "supplement_without_date": _lazy("Cần bổ sung"),
    "obligation": _lazy("Cần nộp tiền"),
    "resolved_desk": _lazy("Có kết quả, nhận tại quầy"),
    "resolved_post": _lazy("Có kết quả, bưu điện đưa đến"),
    "resolved_electronic": _lazy("Có kết quả, bản điện tử"),
    "declined": _lazy("Có văn bản trả lời"),
    "posted": _lazy("Kết quả đã gửi bưu điện"),
    "given_electronically": _lazy("Đã trả bản điện tử"),
    "extended": _lazy("Xin lỗi, hẹn lại"),
    "stopped": _lazy("Đã dừng giải quyết"),
    "withdrawn": _lazy("Đã rút theo đề nghị"),
    "withdrawal_declined": _lazy("Chưa cho rút, làm tiếp"),
    "taken_over": _lazy("Cơ quan khác làm tiếp"),
    "revoked": _lazy("Kết quả bị thu hồi"),
    "replaced": _lazy("Có kết quả thay thế"),
    "paid": _lazy("Đã nhận tiền"),
    "parcel_sent": _lazy("Kết quả đã gửi bưu điện, có mã bưu gửi"),
    "parcel_delivered": _lazy("Bưu điện đã giao kết quả"),
    "parcel_returned": _lazy("Bưu điện chưa giao được"),
    "papers_fetched": _lazy("Giấy tờ đã đến cơ quan"),
    "code": _lazy("Mã dùng một lần"),
    "code_to_help": _lazy("Mã đồng ý cho người giúp"),
    "code_to_file": _lazy("Mã nộp hồ sơ ở máy của tổ"),
    "status": _lazy("Trả lời tin TC: hồ sơ ở đâu"),
    "status_unknown": _lazy("Trả lời tin TC: không có mã"),
    "help": _lazy("Trả lời tin không hiểu"),
    "opted_out": _lazy("Trả lời tin HUY"),
    "opted_in": _lazy("Trả lời tin NHAN"),
    "campaign": _lazy("Gửi hàng loạt"),
    "reminded": _lazy("Nhắc cán bộ"),
    "assign": _lazy("Giao cán bộ"),
    "reassign": _lazy("Giao lại cán bộ"),
}
