"""Paying for one's dossier: what and why, by VietQR, through the gateway, or at the desk; receipts to keep."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from uuid_utils.compat import uuid7

from motcua.accounts.actions.sign_in import address_of
from motcua.dossiers.rules.refusals import Changed, NotAllowed, NotFound
from motcua.pages.applicant import words
from motcua.pages.applicant.following import page_of
from motcua.pages.money_papers import money_receipt_pdf
from motcua.pages.money_words import METHODS, lines_shown
from motcua.pages.saying import format_money, said
from motcua.payments import actions, queries
from motcua.payments.ports import FalseNotice
from motcua.payments.rules.noticing import Answer
from motcua.payments.rules.vietqr import Payee, memo_of, vietqr

KEY = "key"


@never_cache
@require_safe
def pay(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What is to be paid, line by line, and every way to pay it; once paid, the receipts."""
    page = page_of(request, dossier_id)
    own, by = page.dossier, request.authority  # type: ignore[attr-defined]
    money = queries.money_of(by, own)
    balance = money.charge.balance if money is not None else 0
    context = {
        "section": "mine",
        "code": own.code,
        "procedure": page.definition.short_name,
        "back_url": reverse("applicant:dossier", args=[own.pk]),
        "office": own.unit,
        "money": money,
        "lines": lines_shown(money.lines) if money is not None else [],
        "waiting_for": money.charge.waiting_for if money is not None else [],
        "due": format_money(money.charge.due) if money is not None else "",
        "paid": format_money(money.charge.paid) if money is not None else "",
        "balance": format_money(abs(balance)),
        "owes": balance > 0,
        "over": balance < 0,
        "transfer": transfer_of(own, balance) if balance > 0 else None,
        "has_gateway": bool(settings.PAYMENT_GATEWAY) and balance > 0,
        "waiting": any(one.state == "waiting" for one in money.attempts) if money is not None else False,
        "receipts": _receipts(own, money) if money is not None else [],
        "key": uuid7(),
    }
    return render(request, "applicant/pay.html", context)


def transfer_of(own: Any, balance: int) -> dict[str, Any] | None:
    """Where to transfer, and the code that fills it in; None where the office has no account."""
    account = queries.account_at(own.unit_id, timezone.localdate())
    if account is None:
        return None
    memo = memo_of(own.code)
    text = vietqr(Payee(account.bank, account.account, account.holder), amount=balance, purpose=own.code)
    return {
        "bank": account.bank_name,
        "account": account.account,
        "holder": account.holder,
        "memo": memo,
        "text": text,
        "qr": _drawn(text),
    }


def _drawn(text: str) -> SafeString:
    drawing = segno.make(text, error="m").svg_inline(scale=4, border=4, omitsize=True, svgclass=None, lineclass=None)
    named = format_html('<svg width="220" height="220" role="img" aria-label="{}" ', _("Mã VietQR để chuyển khoản"))
    return mark_safe(drawing.replace("<svg ", named, 1))  # noqa: S308 - drawn here, of our own text


def _receipts(own: Any, money: Any) -> list[dict[str, str]]:
    return [
        {
            "code": one.code,
            "amount": format_money(one.amount),
            "note": f"{METHODS[one.payment.method]}, {words.moment(one.issued_at)}",
            "url": reverse("applicant:money_receipt", args=[own.pk, one.pk]),
            "cancelled": one.cancelled_reason,
        }
        for one in money.receipts
    ]


@never_cache
@require_POST
def begin(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Begin to pay through the gateway; the next page leads there by a link, so that nothing is sent twice."""
    page_of(request, dossier_id)
    back = reverse("applicant:pay", args=[dossier_id])
    try:
        key = UUID(request.POST.get(KEY, ""))
    except ValueError:
        key = uuid7()
    try:
        attempt = actions.begin_payment(dossier_id, by=request.authority, at=timezone.now(), key=key)  # type: ignore[attr-defined]
    except NotFound:
        raise Http404 from None
    except (Changed, NotAllowed) as refusal:
        messages.info(request, said(refusal.message))
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(reverse("applicant:payment", args=[dossier_id, attempt.pk]))


@never_cache
@require_safe
def payment(request: HttpRequest, dossier_id: UUID, attempt_id: UUID) -> HttpResponse:
    """One attempt: go to the gateway, or what became of it; while nothing is known, the page looks again by itself."""
    own = page_of(request, dossier_id).dossier
    money = queries.money_of(request.authority, own)  # type: ignore[attr-defined]
    attempt = next((one for one in money.attempts if one.pk == attempt_id), None) if money is not None else None
    if attempt is None:
        raise Http404
    now, came_back = timezone.now(), "ve" in request.GET
    receipt = next((one for one in money.receipts if one.payment_id == attempt.payment_id), None) if money else None
    state = attempt.state
    if state == "waiting" and attempt.expires_at < now:
        state = "expired"
    context = {
        "section": "mine",
        "code": own.code,
        "state": "pending" if state == "waiting" and came_back else state,
        "amount": format_money(attempt.amount),
        "until": words.moment(attempt.expires_at),
        "pay_url": reverse("applicant:pay", args=[own.pk]),
        "follow_url": reverse("applicant:dossier", args=[own.pk]),
        "receipt_url": reverse("applicant:money_receipt", args=[own.pk, receipt.pk]) if receipt else "",
        "gateway_url": _address(request, attempt, own) if state == "waiting" and not came_back else "",
    }
    response = render(request, "applicant/payment.html", context)
    if context["state"] == "pending":
        response["Refresh"] = "5"
    return response


def _address(request: HttpRequest, attempt: Any, own: Any) -> str:
    gateway = actions.gateway()
    if gateway is None:
        return ""
    return gateway.address(
        actions.order_of(attempt, own),
        back=settings.BASE_URL + reverse("applicant:pay_back"),
        payer_address=address_of(request),
        language=get_language() or "vi",
    )


@login_not_required
@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Where the gateway sends the payer. It proves nothing by itself: the page says what our server knows."""
    gateway = actions.gateway()
    try:
        if gateway is None:
            raise FalseNotice("no gateway")
        told = gateway.heard(request.GET.dict())
        attempt_id = UUID(told.reference)
    except (FalseNotice, ValueError):
        return HttpResponseRedirect(reverse("applicant:dossiers"))
    dossier_id = actions.payer_is_back(attempt_id, at=timezone.now())
    if dossier_id is None:
        return HttpResponseRedirect(reverse("applicant:dossiers"))
    return HttpResponseRedirect(reverse("applicant:payment", args=[dossier_id, attempt_id]) + "?ve=1")


@login_not_required
@never_cache
@require_GET
def notice(request: HttpRequest) -> HttpResponse:
    """The gateway's server tells ours what became of an order; answered in its own words."""
    answer = actions.hear_notice(request.GET.dict(), at=timezone.now())
    says = {Answer.CONFIRMED: "Confirm Success", Answer.ALREADY_CONFIRMED: "Order already confirmed"}
    return JsonResponse({"RspCode": str(answer), "Message": says.get(answer, "Refused")})


@never_cache
@require_safe
def receipt(request: HttpRequest, dossier_id: UUID, receipt_id: UUID) -> HttpResponse:
    """One's own receipt as PDF."""
    own = page_of(request, dossier_id).dossier
    try:
        found = queries.receipt_for(request.authority, receipt_id)  # type: ignore[attr-defined]
    except NotFound:
        raise Http404 from None
    if found.dossier_id != own.pk:
        raise Http404
    response = HttpResponse(money_receipt_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bien-lai-{found.number:06d}-{found.year}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response
