"""How the result comes and where to; papers fetched from home; where each parcel is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.delivery import actions, queries
from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.pages import interrupted
from motcua.pages.applicant import words
from motcua.pages.applicant.following import page_of
from motcua.pages.applicant.papers import summary_errors
from motcua.pages.components.fields import FieldShown
from motcua.pages.parcel_words import KINDS, STATES, statuses_shown
from motcua.pages.saying import format_money, said
from motcua.vietnamese import format_phone

NAMES = ("name", "phone", "address")
LONGEST = 300


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Choose desk, post or electronic, and by post where to; below, where the parcels are."""
    own, here = page_of(request, dossier_id).dossier, reverse("applicant:receive", args=[dossier_id])
    typed, wrong = _typed(request), {}
    way = typed.get("delivery_wish") or own.delivery_wish or "desk"
    if request.method == "POST":
        interrupted.forget(request)
        told = {name: typed.get(name, "") for name in NAMES}
        try:
            actions.choose_way(own.pk, way, **told, by=request.authority, at=timezone.now())  # type: ignore[attr-defined]
            messages.success(request, _("Đã ghi cách nhận kết quả."))
            return HttpResponseRedirect(here)
        except Invalid as refusal:
            wrong = refusal.detail["errors"]
        except NotAllowed as refusal:
            messages.warning(request, said(refusal.message))
            return HttpResponseRedirect(here)
        except NotFound:
            raise Http404 from None
    context = {
        "section": "mine",
        "code": own.code,
        "back_url": reverse("applicant:dossier", args=[own.pk]),
        "may_choose": dossiers.may_choose_delivery(own),
        "ways": [(one, words.delivery(one), one == way) for one in dossiers.ways_of(own)],
        "now": words.delivery(own.delivery_wish or "desk"),
        "wrong_way": wrong.get("delivery_wish", ""),
        "questions": _party(_("Họ tên người nhận"), queries.way_of(own), typed, wrong),
        "errors": summary_errors(wrong),
        "orders": [_order(one) for one in queries.orders_of(own)],
        "statuses": statuses_shown(queries.statuses_of(own)),
        "pickup_url": reverse("applicant:pickup", args=[own.pk]) if actions.may_order_pickup(own) else "",
    }
    return render(request, "applicant/receive.html", context, status=422 if wrong else 200)


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pickup(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Have the post fetch papers at home and bring them to the desk."""
    own, back = page_of(request, dossier_id).dossier, reverse("applicant:receive", args=[dossier_id])
    typed, wrong = _typed(request), {}
    if request.method == "POST":
        interrupted.forget(request)
        told = {name: typed.get(name, "") for name in NAMES}
        try:
            actions.order_pickup(own.pk, **told, by=request.authority, at=timezone.now())  # type: ignore[attr-defined]
            messages.success(request, _("Đã đặt lấy giấy tờ. Người đưa thư gọi trước khi đến."))
            return HttpResponseRedirect(back)
        except Invalid as refusal:
            wrong = refusal.detail["errors"]
        except NotAllowed as refusal:
            messages.warning(request, said(refusal.message))
            return HttpResponseRedirect(back)
        except NotFound:
            raise Http404 from None
    context = {
        "section": "mine",
        "code": own.code,
        "office": own.unit,
        "back_url": back,
        "may_order": actions.may_order_pickup(own),
        "questions": _party(_("Họ tên người gửi"), queries.way_of(own), typed, wrong),
        "errors": summary_errors(wrong),
    }
    return render(request, "applicant/pickup.html", context, status=422 if wrong else 200)


def _typed(request: HttpRequest) -> dict[str, str]:
    if request.method == "POST":
        return {name: request.POST.get(name, "").replace("\0", "")[:LONGEST] for name in (*NAMES, "delivery_wish")}
    before = interrupted.typed_before(request)
    return {name: values[0][:LONGEST] for name, values in (before or {}).items() if values}


def _party(label: str, known: Any, typed: dict[str, str], wrong: dict[str, str]) -> list[FieldShown]:
    """Name, telephone and address of one end of a parcel's way."""
    phone = format_phone(known.phone) if known.phone else ""
    asked = (
        ("name", "text", label, known.name, "name"),
        ("phone", "phone", _("Số điện thoại để bưu điện gọi"), phone, "tel"),
        ("address", "text", _("Địa chỉ"), known.address, "street-address"),
    )
    return [
        FieldShown(
            name,
            kind,
            label,
            hint=_("Số nhà, đường hoặc thôn, phường hoặc xã, tỉnh.") if name == "address" else "",
            required=name in wrong,
            value=typed.get(name, value),
            error=wrong.get(name, ""),
            autocomplete=autocomplete,
        )
        for name, kind, label, value, autocomplete in asked
    ]


def _order(one: Any) -> dict[str, str]:
    return {
        "kind": str(KINDS[one.kind]),
        "state": str(STATES[one.state]),
        "tracking": one.tracking_code,
        "cod": format_money(one.cod) if one.cod else "",
        "at": words.moment(one.asked_at),
    }
