"""Into which account an office collects fees, how its bank writes files, and how the payment gateway does."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.dossiers.rules.refusals import Invalid
from motcua.organisation import queries as organisation
from motcua.organisation.rules.refusals import NoSuchUnit
from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import format_date, format_moment, format_typed_date, said
from motcua.pages.staff.inputs import Day, Line
from motcua.payments import actions, queries
from motcua.payments.loading import banks
from motcua.payments.rules.statement import Layout

from .access import authority_of, for_administrators, now, own_office, sent
from .changing import either
from .forms import Choice, why
from .frame import Cell, Listing, ask, done, show_list

LAYOUT = tuple(asdict(Layout()))


class Collected(forms.Form):
    """An account, and how its bank writes files of credits."""

    use_required_attribute = False
    bank = Choice(label=gettext_lazy("Ngân hàng"))
    account = Line(
        label=gettext_lazy("Số tài khoản"), max_length=19, help_text=gettext_lazy("Viết liền, không dấu cách")
    )
    holder = Line(label=gettext_lazy("Chủ tài khoản"), max_length=150)
    valid_from = Day(label=gettext_lazy("Thu vào từ ngày"))
    separator = Line(label=gettext_lazy("Tệp sao kê: dấu phân cách cột"), max_length=1)
    encoding = Line(label=gettext_lazy("Tệp sao kê: bảng mã"), max_length=20)
    dates = Line(label=gettext_lazy("Tệp sao kê: kiểu ngày"), max_length=20, help_text=gettext_lazy("Ví dụ %d/%m/%Y"))
    booked_on = Line(label=gettext_lazy("Cột ngày giao dịch"), max_length=80)
    amount = Line(label=gettext_lazy("Cột số tiền ghi có"), max_length=80)
    reference = Line(label=gettext_lazy("Cột số tham chiếu"), max_length=80)
    words = Line(label=gettext_lazy("Cột nội dung"), max_length=80)
    reason = why()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["bank"].choices = [("", _("Chọn ngân hàng")), *banks().items()]  # type: ignore[attr-defined]


def _office(request: HttpRequest, unit_id: UUID) -> Any:
    unit = organisation.administered_unit(authority_of(request), unit_id)
    if not unit.is_office:
        raise NoSuchUnit(_("Chỉ cơ quan mới có tài khoản thu."))
    return unit


@require_safe
@for_administrators
def start(request: HttpRequest) -> HttpResponse:
    """The accounts of one's own office."""
    return HttpResponseRedirect(reverse("administrator:accounts", args=[own_office(authority_of(request))]))


@require_safe
@for_administrators
def accounts(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """The office's accounts, the newest first, and how the gateway has done since yesterday."""
    unit = _office(request, unit_id)
    found = queries.accounts_of(unit.pk)
    listing = Listing(
        title=_("Tài khoản thu của %(unit)s") % {"unit": unit.short_name},
        columns=[_("Ngân hàng"), _("Số tài khoản"), _("Từ ngày"), _("Đến hết ngày"), _("Người đặt")],
        rows=[
            [
                Cell(one.bank_name, note=one.bank),
                Cell(one.account, note=one.holder),
                Cell(format_date(one.valid_from)),
                Cell(format_date(one.valid_to) if one.valid_to else ""),
                Cell(
                    one.set_name, note=format_html("{}. {}", format_moment(localtime(one.set_at)), as_typed(one.reason))
                ),
            ]
            for one in found
        ],
        empty_title=_("Chưa có tài khoản thu"),
        empty_text=_("Chưa có tài khoản thì người dân chỉ nộp được tiền mặt tại quầy, và qua cổng nếu đã mở."),
        actions=[(reverse("administrator:set_account", args=[unit.pk]), _("Đặt tài khoản"))],
        notices=_gateway(unit.pk, request),
    )
    return show_list(request, "accounts", listing)


def _gateway(unit_id: UUID, request: HttpRequest) -> list[str]:
    if not settings.PAYMENT_GATEWAY:
        return [_("Cổng thanh toán chưa mở: đặt MOTCUA_PAYMENT_GATEWAY trên máy chủ.")]
    found = queries.gateway_standing(unit_id, now())
    words = _(
        "Cổng thanh toán, 24 giờ qua: %(paid)d lần trả xong, %(failed)d lần không trả, %(waiting)d lần đang chờ."
    ) % {
        "paid": found.paid,
        "failed": found.failed,
        "waiting": found.waiting,
    }
    if found.last_error:
        words += " " + _("Lỗi gần nhất khi hỏi cổng: %s.") % found.last_error
    return [words]


@either
@for_administrators
def set_account(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Collect into an account from a day on; the one before ends the day before."""
    by, at = authority_of(request), now()
    unit = _office(request, unit_id)
    current = queries.account_at(unit.pk, at.date())
    layout = asdict(Layout()) | (dict(current.layout) if current is not None else {})
    before = {"bank": current.bank, "account": current.account, "holder": current.holder} if current is not None else {}
    form = Collected(
        sent(request), initial={**before, **layout, "valid_from": format_typed_date(at.date())}, label_suffix=""
    )
    if request.method == "POST" and form.is_valid() and _set(form, unit.pk, by, at):
        return done(request, _("Đã đặt tài khoản thu."), reverse("administrator:accounts", args=[unit.pk]))
    return ask(
        request,
        "accounts",
        form,
        title=_("Đặt tài khoản thu của %(unit)s") % {"unit": unit.short_name},
        button=_("Đặt tài khoản"),
        back=reverse("administrator:accounts", args=[unit.pk]),
        intro=_("Mã VietQR của người dân dẫn thẳng đến tài khoản này. Đọc lại từng chữ số trước khi gửi."),
    )


def _set(form: Collected, unit_id: UUID, by: Any, at: Any) -> bool:
    given = dict(form.cleaned_data)
    layout = {name: given.pop(name) for name in LAYOUT}
    try:
        actions.set_account(unit_id, **given, layout=layout, by=by, at=at)
    except Invalid as refusal:
        for name, message in refusal.detail["errors"].items():
            place = "separator" if name == "layout" else name
            form.add_error(place if place in form.fields else None, said(message))
        return False
    return True
