"""One dossier's money at the desk: what is owed and why, cash, receipts, exemptions, corrections, refunds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from uuid_utils.compat import uuid7

from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, Refusal
from motcua.pages import catalogue_words
from motcua.pages.money_papers import money_receipt_pdf
from motcua.pages.money_words import lines_shown, payments_shown
from motcua.pages.saying import format_moment, format_money, said
from motcua.pages.staff.access import authority_of, for_officers, key_of, now
from motcua.pages.staff.frame import frame
from motcua.payments import actions, queries
from motcua.payments.rules import rights
from motcua.procedures import queries as procedures
from motcua.receipts.rules.copies import copy_mark

from .money_forms import STEP, CancelForm, CashForm, CorrectForm, ExemptForm, RefundForm, Step
from .printing import pdf_answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def money(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page, and every verb on it; what was typed stays where one is refused."""
    by = authority_of(request)
    dossier = dossiers.dossier_for(by, dossier_id)
    found = queries.money_of(by, dossier)
    forms = _forms(request, dossier, found)
    sent = forms.get(request.POST.get(STEP, "")) if request.method == "POST" else None
    if sent is not None and sent.is_valid() and _done(request, dossier, sent):
        return HttpResponseRedirect(reverse("officer:money", args=[dossier_id]))
    definition = catalogue_words.read(procedures.version(dossier.version_id).definition)
    context = {
        "dossier": dossier,
        "office": dossier.unit,
        "procedure": definition.short_name,
        "money": _shown(found),
        "forms": forms,
        "step": STEP,
        "key": uuid7(),
        "errors": [problem for one in forms.values() for problem in one.problems()],
        "rights": _rights(by, dossier, found),
    }
    return render(request, "officer/money.html", frame(request, "cash_book", **context), status=422 if sent else 200)


@require_GET
@for_officers
def receipt_pdf(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """A receipt as PDF; a further print says that it is a copy."""
    by, at = authority_of(request), now()
    receipt = queries.receipt_for(by, receipt_id)
    ordinal = actions.print_receipt(receipt, by=by, at=at)
    pdf = money_receipt_pdf(receipt, copy_mark=copy_mark(ordinal, localtime(at), by.name))
    return pdf_answer(pdf, f"bien-lai-{receipt.code.replace('/', '-')}.pdf")


def _forms(request: HttpRequest, dossier: Any, found: Any) -> dict[str, Step]:
    step = request.POST.get(STEP, "") if request.method == "POST" else ""
    balance = found.charge.balance if found is not None else 0
    begun: dict[type[Step], dict[str, Any]] = {
        CashForm: {"amount": format_money(balance), "payer": dossier.owner_name} if balance > 0 else {},
        ExemptForm: {},
        CorrectForm: {},
        RefundForm: {"amount": format_money(-balance)} if balance < 0 else {},
        CancelForm: {},
    }
    made = {
        kind.step: kind(request.POST if step == kind.step else None, initial=first) for kind, first in begun.items()
    }
    offered = [(one.key, f"{one.name} ({one.percent}%). {one.proof}") for one in actions.exemptions_for(dossier)]
    made[ExemptForm.step].fields["exemption"].choices = [("", _("Chọn diện")), *offered]  # type: ignore[attr-defined]
    if step == CancelForm.step:
        made[CancelForm.step].data = request.POST
    return made


def _done(request: HttpRequest, dossier: Any, form: Step) -> bool:
    """Do what was asked; whether it was done, else why not stands at the form."""
    by, at, key, given = authority_of(request), now(), key_of(request), form.cleaned_data
    of_it: dict[str, Any] = {"by": by, "at": at}
    verbs: dict[type[Step], tuple[Callable[[], Any], str]] = {
        CashForm: (
            lambda: actions.take_cash(dossier.pk, amount=given["amount"], payer=given["payer"], key=key, **of_it),
            _("Đã thu tiền. In biên lai giao người nộp."),
        ),
        ExemptForm: (
            lambda: actions.exempt(dossier.pk, given["exemption"], proof=given["proof"], **of_it),
            _("Đã ghi miễn, giảm."),
        ),
        CorrectForm: (
            lambda: actions.correct_charge(dossier.pk, amount=form.signed(), reason=given["reason"], key=key, **of_it),  # type: ignore[attr-defined]
            _("Đã điều chỉnh."),
        ),
        RefundForm: (
            lambda: actions.ask_refund(dossier.pk, amount=given["amount"], reason=given["reason"], key=key, **of_it),
            _("Đã lập yêu cầu hoàn tiền, chờ người thứ hai duyệt."),
        ),
        CancelForm: (
            lambda: actions.cancel_receipt(given["receipt"], reason=given["reason"], key=key, **of_it),
            _("Đã hủy biên lai; số của nó vẫn còn trong sổ."),
        ),
    }
    act, words = verbs[type(form)]
    try:
        act()
    except Invalid as refusal:
        errors = refusal.detail.get("errors") or {None: refusal.message}
        for name, message in errors.items():
            form.add_error(name if name in form.fields else None, said(message))
        return False
    except Refusal as refusal:
        form.add_error(None, said(refusal.message))
        return False
    messages.success(request, words)
    return True


def _rights(by: Any, dossier: Any, found: Any) -> dict[str, bool]:
    takes = rights.may_take_money(by, dossier.unit_id)
    keeps = rights.may_keep_accounts(by, dossier.unit_id)
    balance = found.charge.balance if found is not None else 0
    return {
        "cash": takes and balance > 0,
        "exempt": (takes or keeps) and balance > 0 and bool(actions.exemptions_for(dossier)),
        "correct": keeps,
        "refund": (takes or keeps) and found is not None and found.charge.paid > 0,
        "cancel": takes or keeps,
    }


def _shown(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    charge = found.charge
    return {
        "due": format_money(charge.due),
        "paid": format_money(charge.paid),
        "balance": format_money(abs(charge.balance)),
        "owes": charge.balance > 0,
        "over": charge.balance < 0,
        "waiting_for": charge.waiting_for,
        "lines": lines_shown(found.lines),
        "payments": payments_shown(found.payments),
        "receipts": [_receipt(one) for one in found.receipts],
        "refunds": [
            {
                "amount": format_money(one.amount),
                "reason": one.reason,
                "state": refund_state(one),
                "who": one.asked_name,
                "at": format_moment(localtime(one.asked_at)),
            }
            for one in found.refunds
        ],
    }


def _receipt(one: Any) -> dict[str, Any]:
    same_day = localtime(one.issued_at).date() == now().date()
    return {
        "id": one.pk,
        "code": one.code,
        "amount": format_money(one.amount),
        "at": format_moment(localtime(one.issued_at)),
        "who": one.payment.cashier_name,
        "url": reverse("officer:money_receipt", args=[one.pk]),
        "cancelled": one.cancelled_reason,
        "may_cancel": one.cancelled_at is None and one.payment.method == "cash" and same_day,
    }


def refund_state(one: Any) -> str:
    """Where a refund stands, in words."""
    if one.payment_id is not None:
        return _("đã trả")
    if one.approved is None:
        return _("chờ duyệt")
    return _("đã duyệt, chờ trả") if one.approved else _("không duyệt: %s") % one.decided_note
