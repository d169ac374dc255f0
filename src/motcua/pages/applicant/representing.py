"""Filing for somebody else: one's organisations, whom one authorised, by whom one is authorised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.dossiers.rules.tax_codes import written
from motcua.pages import catalogue_words, interrupted
from motcua.pages.applicant.papers import summary_errors
from motcua.pages.components.asking import options
from motcua.pages.components.fields import FieldShown
from motcua.pages.saying import format_date, said
from motcua.procedures import queries as procedures
from motcua.procedures.rules.context import Choice, FormContext
from motcua.procedures.rules.form_definition import Field
from motcua.procedures.rules.kinds import KINDS
from motcua.vietnamese import format_phone

LONGEST = 200
ACCEPT = "image/jpeg,image/png,application/pdf"


@never_cache
@require_safe
def representing(request: HttpRequest) -> HttpResponse:
    """What one may do for others and others for oneself: offered first, then in force, then ended."""
    by, today = request.authority, timezone.localdate()  # type: ignore[attr-defined]
    phone = dossiers.phone_of(by)
    offered, held, given, ended = [], [], [], []
    for mandate in dossiers.mandates_of(by):
        shown = mandate_shown(mandate, by.account_id)
        if mandate.ended_at is not None or (mandate.ends_on is not None and mandate.ends_on < today):
            ended.append(shown)
        elif mandate.agent_id == by.account_id:
            held.append(shown)
        elif mandate.agent_id is None and mandate.agent_phone == phone:
            offered.append(shown)
        else:
            given.append(shown)
    context = {
        "section": "mine",
        "enterprises": [
            {"name": one.name, "tax_code": written(one.tax_code), "give_url": f"{_url('give')}?to-chuc={one.pk}"}
            for one in dossiers.enterprises_of(by, today)
        ],
        "offered": offered,
        "held": held,
        "given": given,
        "ended": ended,
    }
    return render(request, "applicant/representing.html", context)


def mandate_shown(mandate: Any, account_id: UUID | None) -> dict[str, str]:
    """A mandate in a list: who for whom, what for, from when until when."""
    mine = mandate.agent_id == account_id
    names = {"agent": mandate.agent_name, "principal": mandate.principal_name}
    if mandate.kind == "representative":
        title = _("Bạn đại diện cho %(principal)s") if mine else _("%(agent)s đại diện cho %(principal)s")
    else:
        title = _("Bạn nộp thay %(principal)s") if mine else _("%(agent)s nộp thay %(principal)s")
    kinds = [card.short_name for key in mandate.procedures if (card := catalogue_words.card(key)) is not None]
    until = _("đến hết %s") % format_date(mandate.ends_on) if mandate.ends_on else _("không ghi ngày hết")
    since = _("từ %s") % format_date(mandate.starts_on)
    parts = [", ".join(kinds) or _("Mọi thủ tục"), f"{since}, {until}"]
    if mandate.ended_at is not None:
        parts.append(_("đã thôi ngày %s") % format_date(timezone.localdate(mandate.ended_at)))
    elif mandate.accepted_at is None:
        waiting = _("chờ người dùng số %s nhận") % format_phone(mandate.agent_phone)
        parts.append(waiting)
    return {
        "title": title % names,
        "note": " · ".join(parts),
        "accept_url": reverse("applicant:accept_mandate", args=[mandate.pk]),
        "end_url": reverse("applicant:end_mandate", args=[mandate.pk]),
    }


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Enter an organisation one represents."""

    def do(typed: Mapping[str, str], ends_on: date | None) -> str:
        actions.register_enterprise(
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            name=typed["name"],
            tax_code=typed["tax_code"],
            paper=request.FILES.get("paper.upload"),
        )
        return _("Đã ghi tổ chức. Bạn nộp hồ sơ cho tổ chức này được ngay.")

    def asked(typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[FieldShown]:
        code = _("10 hoặc 13 chữ số; hộ kinh doanh dùng số định danh 12 chữ số.")
        return [
            _question("name", _("Tên tổ chức"), typed, wrong, hint=_("Ghi như trên giấy đăng ký.")),
            _question("tax_code", _("Mã số thuế"), typed, wrong, hint=code),
            _paper(wrong, _("Giấy đăng ký doanh nghiệp hoặc quyết định thành lập")),
        ]

    lead = _(
        "Công ty, hợp tác xã, hộ kinh doanh hay hội mà bạn là người đại diện. Cán bộ đối chiếu giấy khi nhận hồ sơ."
    )
    return _form(request, _("Ghi tổ chức bạn đại diện"), lead, asked, do)


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Authorise somebody by telephone number, for an organisation one represents or for oneself."""
    by = request.authority  # type: ignore[attr-defined]
    own = dossiers.enterprises_of(by, timezone.localdate())
    wished = request.POST.get("enterprise", request.GET.get("to-chuc", ""))
    enterprise = next((one for one in own if str(one.pk) == wished), None)

    def do(typed: Mapping[str, str], ends_on: date | None) -> str:
        actions.give_mandate(
            by=by,
            at=timezone.now(),
            enterprise_id=enterprise.pk if enterprise else None,
            phone=typed["phone"],
            name=typed["name"],
            kind=typed["kind"] if typed["kind"] == "representative" and enterprise else "submitter",
            procedures=[key for key in request.POST.getlist("procedures") if procedures.card(key)],
            ends_on=ends_on,
            paper=request.FILES.get("paper.upload"),
        )
        return _("Đã ủy quyền. Báo người ấy đăng nhập bằng số điện thoại này và bấm “Nhận”.")

    def asked(typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[FieldShown]:
        return _asked_to_give(request, typed, wrong, for_enterprise=enterprise is not None)

    lead = _("Người ấy nộp hồ sơ thay %s và theo dõi hồ sơ đã nộp, cho đến khi hết hạn hoặc bạn cho thôi.") % (
        enterprise.name if enterprise else _("bạn")
    )
    hidden = {"enterprise": str(enterprise.pk)} if enterprise else {}
    return _form(request, _("Ủy quyền cho người khác"), lead, asked, do, hidden)


def _asked_to_give(
    request: HttpRequest, typed: Mapping[str, str], wrong: Mapping[str, str], *, for_enterprise: bool
) -> list[FieldShown]:
    today = timezone.localdate()
    all_kinds = [Choice(one.procedure.key, said(one.procedure.short_name)) for one in procedures.all_offers(today)]
    ticked = request.POST.getlist("procedures")
    hint = _("Người ấy đăng nhập bằng số này.")
    found = [
        _question("phone", _("Số điện thoại của người được ủy quyền"), typed, wrong, kind="phone", hint=hint),
        _question("name", _("Họ và tên người ấy"), typed, wrong),
        FieldShown(
            "procedures",
            "choices",
            _("Cho thủ tục nào?"),
            hint=_("Không chọn thủ tục nào là mọi thủ tục."),
            required=False,
            options=options(all_kinds, "procedures", ticked),
        ),
        _end_question(typed, wrong),
        _paper(wrong, _("Giấy ủy quyền hoặc giấy giới thiệu"), required=False),
    ]
    if for_enterprise:
        kinds = [
            Choice("submitter", _("Nộp và theo dõi hồ sơ người ấy nộp")),
            Choice("representative", _("Đại diện: thấy mọi hồ sơ của tổ chức, ủy quyền được cho người khác")),
        ]
        chosen = [typed.get("kind") or "submitter"]
        found.insert(
            2, FieldShown("kind", "choice", _("Người ấy được làm gì?"), options=options(kinds, "kind", chosen))
        )
    return found


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a mandate that one holds on paper."""

    def do(typed: Mapping[str, str], ends_on: date | None) -> str:
        actions.enter_mandate(
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            name=typed["name"],
            number=typed["number"],
            ends_on=ends_on,
            paper=request.FILES.get("paper.upload"),
        )
        return _("Đã ghi giấy ủy quyền. Khi bắt đầu hồ sơ, chọn tên người ủy quyền.")

    def asked(typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[FieldShown]:
        return [
            _question("name", _("Họ và tên người ủy quyền cho bạn"), typed, wrong),
            _question("number", _("Số định danh của người ấy"), typed, wrong, required=False),
            _end_question(typed, wrong),
            _paper(wrong, _("Giấy ủy quyền")),
        ]

    lead = _("Bạn cầm giấy ủy quyền của người khác. Cán bộ đối chiếu giấy này khi nhận hồ sơ.")
    return _form(request, _("Ghi giấy ủy quyền bạn đang có"), lead, asked, do)


@never_cache
@require_POST
def accept(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Take on what one was offered."""
    try:
        actions.accept_mandate(mandate_id, by=request.authority, at=timezone.now())  # type: ignore[attr-defined]
    except NotFound:
        raise Http404 from None
    except NotAllowed as refusal:
        messages.warning(request, said(refusal.message))
    else:
        messages.success(request, _("Đã nhận ủy quyền. Khi bắt đầu hồ sơ, chọn nộp cho ai."))
    return HttpResponseRedirect(_url("representing"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate, after asking."""
    by = request.authority  # type: ignore[attr-defined]
    try:
        mandate = dossiers.mandate_of(by, mandate_id)
        if request.method == "POST":
            actions.end_mandate(mandate_id, by=by, at=timezone.now())
            messages.success(
                request, _("Ủy quyền đã thôi. Người ấy không còn thấy các hồ sơ đã nộp theo ủy quyền này.")
            )
            return HttpResponseRedirect(_url("representing"))
    except NotFound:
        raise Http404 from None
    context = {
        "section": "mine",
        "mandate": mandate_shown(mandate, by.account_id),
        "back_url": _url("representing"),
    }
    return render(request, "applicant/end_mandate.html", context)


def _form(
    request: HttpRequest,
    title: str,
    lead: str,
    asked: Callable[[Mapping[str, str], Mapping[str, str]], list[FieldShown]],
    do: Callable[[Mapping[str, str], date | None], str],
    hidden: Mapping[str, str] | None = None,
) -> HttpResponse:
    """One form of this page: take it, or show it with what was typed and what is wrong."""
    before = interrupted.typed_before(request) or {}
    posted = {name: request.POST.getlist(name) for name in request.POST} if request.method == "POST" else before
    names = ("name", "tax_code", "phone", "number", "kind", "ends_on.day", "ends_on.month", "ends_on.year")
    typed = {name: posted.get(name, [""])[0].replace("\0", "")[:LONGEST] for name in names}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        interrupted.forget(request)
        ends_on, wrong = _end_typed(typed)
        try:
            if not wrong:
                messages.success(request, do(typed, ends_on))
                return HttpResponseRedirect(_url("representing"))
        except Invalid as refusal:
            wrong = dict(refusal.detail.get("errors", {}))
        except NotAllowed as refusal:
            messages.warning(request, said(refusal.message))
            return HttpResponseRedirect(_url("representing"))
    places = {"paper": "paper", "ends_on": "ends_on.day"}
    context = {
        "section": "mine",
        "title": title,
        "lead": lead,
        "questions": asked(typed, wrong),
        "hidden": (hidden or {}).items(),
        "errors": summary_errors({places.get(name, name): text for name, text in wrong.items()}),
        "back_url": _url("representing"),
    }
    return render(request, "applicant/mandate_form.html", context)


_END = Field(id="ends_on", kind="date", label="", required=False)


def _end_typed(typed: Mapping[str, str]) -> tuple[date | None, dict[str, str]]:
    raw = {name: [value] for name, value in typed.items()}
    cleaned = KINDS["date"].clean(_END, raw, "ends_on", FormContext(today=timezone.localdate()))
    if cleaned.errors:
        return None, {"ends_on": said(cleaned.errors[0].message)}
    return (date.fromisoformat(cleaned.value) if cleaned.value else None), {}


def _end_question(typed: Mapping[str, str], wrong: Mapping[str, str]) -> FieldShown:
    labels = (("day", _("Ngày")), ("month", _("Tháng")), ("year", _("Năm")))
    parts = tuple(
        FieldShown(
            f"ends_on.{part}", "text", label, value=typed.get(f"ends_on.{part}", ""), error=wrong.get("ends_on", "")
        )
        for part, label in labels
    )
    hint = _("Để trống nếu không ghi ngày hết.")
    error = wrong.get("ends_on", "")
    return FieldShown("ends_on", "date", _("Đến hết ngày"), hint=hint, required=False, parts=parts, error=error)


def _question(
    name: str,
    label: str,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    *,
    kind: str = "text",
    hint: str = "",
    required: bool = True,
) -> FieldShown:
    error = wrong.get(name, "")
    return FieldShown(name, kind, label, hint=hint, required=required, value=typed.get(name, ""), error=error)


def _paper(wrong: Mapping[str, str], label: str, *, required: bool = True) -> FieldShown:
    hint = _("Ảnh JPG, PNG hoặc PDF, nhiều nhất 20 MB. Chụp rõ cả trang.")
    return FieldShown("paper", "file", label, hint=hint, required=required, accept=ACCEPT, error=wrong.get("paper", ""))


def _url(name: str) -> str:
    return reverse(f"applicant:{name}" if name == "representing" else f"applicant:{name}_mandate")
