"""The cash book of a day by cashier, closing one's own day, and what is to be given back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.rules.refusals import Invalid, NotFound, Refusal
from motcua.organisation import queries as organisation
from motcua.pages.money_words import METHODS, signed_money
from motcua.pages.saying import format_date, format_moment, format_money, format_time, format_typed_date, said
from motcua.pages.staff.access import authority_of, for_officers, key_of, now, office_of, uuid_or_none
from motcua.pages.staff.frame import frame
from motcua.payments import actions, queries
from motcua.payments.rules import rights
from motcua.vietnamese import NotUnderstood, parse_date

from .money import refund_state
from .money_forms import STEP, CloseForm

DAY = "ngay"


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def cash_book(request: HttpRequest) -> HttpResponse:
    """What every cashier took and gave back in cash on a day; the cashier closes their own."""
    by, at, office_id = authority_of(request), now(), office_of(request)
    day, wrong = _day(request.GET.get(DAY, ""), at.date())
    form = CloseForm(request.POST or None)
    sent = request.method == "POST" and office_id is not None and form.is_valid()
    if sent and office_id is not None and _closed(request, office_id, day, form):
        return HttpResponseRedirect(f"{reverse('officer:cash_book')}?{urlencode({DAY: day.isoformat()})}")
    books = queries.cash_book(by, office_id, day) if office_id is not None else []
    mine = next((one for one in books if one.cashier_id == by.account_id), None)
    takes = office_id is not None and rights.may_take_money(by, office_id)
    sums = queries.taken_by_method(office_id, day) if office_id is not None and (books or takes) else {}
    context = {
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "may_see": office_id is not None and rights.may_see_books(by, office_id),
        "day": format_date(day),
        "typed_day": request.GET.get(DAY) or format_typed_date(day),
        "wrong_day": wrong,
        "previous": (day - timedelta(days=1)).isoformat(),
        "next": (day + timedelta(days=1)).isoformat() if day < at.date() else "",
        "books": [_book(one) for one in books],
        "sums": [(METHODS[method], signed_money(sum_)) for method, sum_ in sorted(sums.items())],
        "form": form if takes and (mine is None or mine.closing is None) and day <= at.date() else None,
        "expected": format_money(mine.total) if mine is not None and mine.total >= 0 else format_money(0),
        "step": STEP,
        "tab": "book",
        "errors": form.problems(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "officer/cash_book.html", frame(request, "cash_book", **context), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def refunds(request: HttpRequest) -> HttpResponse:
    """What is to be given back: waiting ones first; approve, refuse, pay out."""
    by, office_id, waiting = authority_of(request), office_of(request), request.GET.get("loc") != "tat-ca"
    if request.method == "POST":
        return _decided(request)
    found: list[Any] = []
    older = None
    if office_id is not None:
        before = uuid_or_none(request.GET.get("sau"))
        found, older = queries.refunds(by, office_id, waiting=waiting, before=before)
    kept = {} if waiting else {"loc": "tat-ca"}
    keeps = office_id is not None and rights.may_keep_accounts(by, office_id)
    takes = office_id is not None and rights.may_take_money(by, office_id)
    context = {
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "rows": [_refund(one, by.account_id, keeps=keeps, takes=takes) for one in found],
        "waiting": waiting,
        "next_url": "?" + urlencode({**kept, "sau": str(older)}) if older else "",
        "tab": "refunds",
    }
    return render(request, "officer/refunds.html", frame(request, "cash_book", **context))


def _closed(request: HttpRequest, office_id: UUID, day: date, form: CloseForm) -> bool:
    given = form.cleaned_data
    try:
        made = actions.close_day(
            office_id, day=day, counted=given["counted"], note=given["note"], by=authority_of(request), at=now()
        )
    except Invalid as refusal:
        for name, message in (refusal.detail.get("errors") or {None: refusal.message}).items():
            form.add_error(name if name in form.fields else None, said(message))
        return False
    except Refusal as refusal:
        form.add_error(None, said(refusal.message))
        return False
    messages.success(request, _("Đã khóa sổ quỹ của bạn: đếm được %s.") % format_money(made.counted))
    return True


def _decided(request: HttpRequest) -> HttpResponse:
    by, at, given = authority_of(request), now(), request.POST
    refund_id = uuid_or_none(given.get("hoan"))
    if refund_id is None:
        return HttpResponseRedirect(reverse("officer:refunds"))
    what, note = given.get(STEP, ""), given.get("note", "")[:300]
    try:
        if what == "tra":
            told = {"method": given.get("method", ""), "reference": given.get("reference", "")[:120]}
            actions.pay_refund(refund_id, by=by, at=at, key=key_of(request), **told)
            messages.success(request, _("Đã ghi đã trả tiền hoàn."))
        else:
            actions.decide_refund(refund_id, approve=what == "duyet", note=note, by=by, at=at)
            messages.success(request, _("Đã ghi quyết định."))
    except NotFound:
        raise
    except Refusal as refusal:
        errors = list(refusal.detail.get("errors", {}).values())
        messages.error(request, said(str(errors[0]) if errors else refusal.message))
    return HttpResponseRedirect(reverse("officer:refunds"))


def _book(one: Any) -> dict[str, Any]:
    closing = one.closing
    return {
        "name": one.cashier_name or (closing.cashier_name if closing else ""),
        "total": signed_money(one.total),
        "receipts": one.receipts,
        "rows": [
            {
                "at": format_time(localtime(row.at)),
                "code": row.dossier.code,
                "url": reverse("officer:money", args=[row.dossier_id]),
                "amount": signed_money(row.amount),
                "note": row.note,
            }
            for row in one.rows
        ],
        "closed": format_moment(localtime(closing.closed_at)) if closing else "",
        "counted": format_money(closing.counted) if closing else "",
        "difference": signed_money(closing.counted - closing.expected) if closing else "",
        "differs": bool(closing and closing.counted != closing.expected),
        "note": closing.note if closing else "",
    }


def _refund(one: Any, account_id: UUID | None, *, keeps: bool, takes: bool) -> dict[str, Any]:
    return {
        "id": one.pk,
        "code": one.dossier.code,
        "url": reverse("officer:money", args=[one.dossier_id]),
        "amount": format_money(one.amount),
        "reason": one.reason,
        "who": one.asked_name,
        "at": format_moment(localtime(one.asked_at)),
        "state": refund_state(one),
        "decided": one.decided_name,
        "may_decide": keeps and one.approved is None and one.asked_by_id != account_id,
        "own": one.approved is None and one.asked_by_id == account_id,
        "may_pay": takes and one.approved is True and one.payment_id is None,
        "key": str(one.pk),
    }


def _day(typed: str, today: date) -> tuple[date, str]:
    """The day asked for; today and what is wrong where it is none."""
    if not typed:
        return today, ""
    try:
        return date.fromisoformat(typed), ""
    except ValueError:
        pass
    try:
        return parse_date(typed), ""
    except NotUnderstood as why:
        return today, str(why)
