"""The bank's file beside our own books: read it, see what fits and what does not, put right what waits."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.dossiers.rules.refusals import Invalid, NotFound, Refusal
from motcua.organisation import queries as organisation
from motcua.pages.saying import format_date, format_moment, format_money, said
from motcua.pages.staff.access import authority_of, for_officers, now, office_of, uuid_or_none
from motcua.pages.staff.frame import frame
from motcua.payments import actions, queries
from motcua.payments.rules import rights

from .money_forms import STEP

STATES: dict[str, str | Promise] = {
    "unmatched": gettext_lazy("Không rõ hồ sơ"),
    "short": gettext_lazy("Thiếu tiền"),
    "over": gettext_lazy("Thừa tiền"),
    "doubled": gettext_lazy("Trùng"),
    "matched": gettext_lazy("Khớp"),
    "settled": gettext_lazy("Đã xử lý"),
    "set_aside": gettext_lazy("Để ngoài"),
}
WAITING = ("unmatched", "short", "over")


class StatementForm(forms.Form):
    """A file of the bank."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Tệp sao kê của ngân hàng (CSV)"),
        error_messages={"required": gettext_lazy("Hãy chọn tệp."), "empty": gettext_lazy("Tệp này rỗng.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def statements(request: HttpRequest) -> HttpResponse:
    """The entries by state, the waiting ones with what can be done; a form to read the next file."""
    by, office_id = authority_of(request), office_of(request)
    if request.method == "POST" and request.POST.get(STEP):
        return _handled(request)
    form = StatementForm(request.POST or None, request.FILES or None, label_suffix="")
    if request.method == "POST" and office_id is not None and form.is_valid() and _read(request, office_id, form):
        return HttpResponseRedirect(reverse("officer:statements"))
    state = request.GET.get("loc", "")
    state = state if state in STATES else ""
    keeps = office_id is not None and rights.may_keep_accounts(by, office_id)
    found: list[Any] = []
    older = None
    if office_id is not None:
        found, older = queries.entries(by, office_id, state=state, before=uuid_or_none(request.GET.get("sau")))
    counted = queries.counts_by_state(office_id) if office_id is not None and (keeps or found) else {}
    kept = {"loc": state} if state else {}
    context = {
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "keeps": keeps,
        "form": form if keeps else None,
        "states": [(name, words, counted.get(name, 0)) for name, words in STATES.items()],
        "state": state,
        "rows": [_row(one, keeps=keeps) for one in found],
        "files": [
            {
                "name": one.filename,
                "at": format_moment(localtime(one.read_at)),
                "who": one.read_name,
                "many": one.entries_read,
            }
            for one in (queries.statements(by, office_id) if office_id else [])
        ],
        "next_url": "?" + urlencode({**kept, "sau": str(older)}) if older else "",
        "tab": "bank",
        "step": STEP,
        "errors": [{"input_name": "id_file", "message": said(str(one))} for one in form.errors.get("file", [])],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "officer/statements.html", frame(request, "cash_book", **context), status=status)


def _read(request: HttpRequest, office_id: Any, form: StatementForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        made = actions.read_statement(office_id, file.read(), file.name, by=authority_of(request), at=now())
    except Invalid as refusal:
        form.add_error("file", said(refusal.detail.get("errors", {}).get("file", refusal.message)))
        return False
    except Refusal as refusal:
        form.add_error("file", said(refusal.message))
        return False
    messages.success(request, _("Đã đọc %d khoản ghi có.") % made.entries_read)
    return True


def _handled(request: HttpRequest) -> HttpResponse:
    by, at, given = authority_of(request), now(), request.POST
    entry_id = uuid_or_none(given.get("dong"))
    if entry_id is None:
        return HttpResponseRedirect(reverse("officer:statements"))
    note = given.get("note", "").replace("\0", "")[:300]
    try:
        if given.get(STEP) == "ghi":
            code = given.get("code", "").replace("\0", "")[:60]
            actions.settle_entry(entry_id, code=code, note=note, by=by, at=at)
            messages.success(request, _("Đã ghi khoản này cho hồ sơ; biên lai đã lập."))
        else:
            actions.set_entry_aside(entry_id, note=note, by=by, at=at)
            messages.success(request, _("Đã để khoản này ra ngoài."))
    except NotFound:
        raise
    except Refusal as refusal:
        errors = list(refusal.detail.get("errors", {}).values())
        messages.error(request, said(str(errors[0]) if errors else refusal.message))
    return HttpResponseRedirect(reverse("officer:statements"))


def _row(one: Any, *, keeps: bool) -> dict[str, Any]:
    return {
        "id": one.pk,
        "day": format_date(one.booked_on),
        "amount": format_money(one.amount),
        "words": one.words,
        "reference": one.reference,
        "state": STATES[one.state],
        "code": one.dossier.code if one.dossier is not None else "",
        "url": reverse("officer:money", args=[one.dossier_id]) if one.dossier_id else "",
        "handled": _("%(who)s, %(at)s: %(note)s")
        % {"who": one.handled_name, "at": format_moment(localtime(one.handled_at)), "note": one.handled_note}
        if one.handled_at
        else "",
        "waits": keeps and one.state in WAITING,
    }
