"""The office's parcels: which wait for the post, are on their way or stuck; slips, hand-over, arrivals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from uuid_utils.compat import uuid7

from motcua.delivery import actions, permissions, queries
from motcua.dossiers.rules.refusals import NotFound, Refusal
from motcua.organisation import queries as organisation
from motcua.pages.parcel_words import KINDS, STATES
from motcua.pages.saying import format_moment, format_money, said
from motcua.pages.staff.access import authority_of, for_officers, key_of, now, office_of, uuid_or_none
from motcua.pages.staff.frame import frame
from motcua.receipts.actions.heading import office_head
from motcua.receipts.rendering import paper_pdf
from motcua.receipts.rules.copies import copy_mark
from motcua.vietnamese import mask_name, mask_phone

from .printing import pdf_answer

GROUPS: dict[str, str | Promise] = {
    "cho-giao": gettext_lazy("Chờ giao bưu tá"),
    "dang-di": gettext_lazy("Đang đi"),
    "lay-giay-to": gettext_lazy("Lấy giấy tờ"),
    "vuong": gettext_lazy("Vướng"),
    "tat-ca": gettext_lazy("Tất cả"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def parcels(request: HttpRequest) -> HttpResponse:
    """One group of the office's parcels, newest first, each with what can be done."""
    by, office_id = authority_of(request), office_of(request)
    if request.method == "POST":
        return _done(request)
    group = request.GET.get("loc", "cho-giao")
    group = group if group in GROUPS else "cho-giao"
    text = request.GET.get("tim", "").replace("\0", "")[:60].strip()
    found: Any = []
    older = None
    if office_id is not None:
        before = uuid_or_none(request.GET.get("sau"))
        found, older = queries.orders(by, office_id, group="tat-ca" if text else group, text=text, before=before)
    kept = {"loc": group} | ({"tim": text} if text else {})
    sees_to = office_id is not None and permissions.may_see_to_parcels(by, office_id)
    context = {
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "groups": [(name, words, name == group and not text) for name, words in GROUPS.items()],
        "text": text,
        "rows": [_row(one, sees_to=sees_to) for one in found],
        "next_url": "?" + urlencode({**kept, "sau": str(older)}) if older else "",
        "has_post": bool(settings.PUBLIC_POST),
    }
    return render(request, "officer/parcels.html", frame(request, "parcels", **context))


@require_POST
@for_officers
def slip(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The slip of one parcel as PDF; a further print says that it is a copy."""
    by, at = authority_of(request), now()
    try:
        order, ordinal = actions.print_slip(order_id, by=by, at=at)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, said(refusal.message))
        return HttpResponseRedirect(reverse("officer:parcels"))
    unit, dossier = order.dossier.unit, order.dossier
    data = {
        **office_head(unit, "parcel_slip", at=at),
        "code": dossier.code,
        "number": f"{dossier.code}/BC",
        "officer": by.name,
        **actions.slip_says(order),
    }
    address = settings.BASE_URL + reverse("public:progress", args=[dossier.code])
    mark = copy_mark(ordinal, localtime(at), by.name)
    pdf = paper_pdf("parcel_slip", data["title"], data, verify_address=address, copy_mark=mark)
    return pdf_answer(pdf, f"phieu-gui-{order.tracking_code}.pdf")


def _done(request: HttpRequest) -> HttpResponse:
    by, at, given = authority_of(request), now(), request.POST
    order_id = uuid_or_none(given.get("don"))
    verbs: dict[str, tuple[Callable[[UUID], Any], str]] = {
        "giao": (
            lambda one: actions.hand_parcel_over(one, by=by, at=at, key=key_of(request)),
            _("Đã giao bưu tá; hồ sơ đã trả kết quả qua bưu điện."),
        ),
        "da-lay": (
            lambda one: actions.note_papers_fetched(one, by=by, at=at),
            _("Đã ghi giấy tờ đã đến quầy."),
        ),
        "gui-lai": (lambda one: actions.order_again(one, by=by, at=at), _("Sẽ báo lại bưu điện trong vài giây.")),
        "huy": (lambda one: actions.cancel_order(one, by=by, at=at), _("Đã hủy đơn.")),
    }
    chosen = verbs.get(given.get("viec", ""))
    if order_id is None or chosen is None:
        return HttpResponseRedirect(reverse("officer:parcels"))
    try:
        chosen[0](order_id)
        messages.success(request, chosen[1])
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, said(refusal.message))
    return HttpResponseRedirect(f"{reverse('officer:parcels')}?{urlencode({'loc': given.get('loc', '')[:20]})}")


def _row(one: Any, *, sees_to: bool) -> dict[str, Any]:
    return {
        "id": one.pk,
        "code": one.dossier.code,
        "url": reverse("officer:dossier", args=[one.dossier_id]),
        "kind": KINDS[one.kind],
        "state": STATES[one.state],
        # Whole name, telephone and address stand on the slip; a list is looked over by many.
        "who": f"{mask_name(one.name)}, {mask_phone(one.phone)}",
        "tracking": one.tracking_code,
        "cod": format_money(one.cod) if one.cod else "",
        "at": format_moment(localtime(one.asked_at)),
        "error": one.last_error,
        "key": uuid7(),
        "may_slip": sees_to and bool(one.tracking_code) and one.state in ("taken", "under_way"),
        "may_hand": sees_to and one.kind == "delivery" and one.state == "taken",
        "may_note": sees_to and one.kind == "pickup" and one.state in ("waiting", "taken", "under_way"),
        "may_again": sees_to and one.state == "waiting" and bool(one.last_error),
        "may_cancel": sees_to and one.state in ("waiting", "taken"),
    }
