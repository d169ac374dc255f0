"""The steps every application shares: which case it is, how the result comes, checking the answers, and submitting."""

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
from django.views.decorators.http import require_http_methods

from motcua.accounts.rules.refusals import AccountRefusal
from motcua.dossiers import actions
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed, NotFound, Superseded
from motcua.pages import interrupted
from motcua.pages.applicant import device, helped, words
from motcua.pages.applicant.application import (
    CASE,
    CHECK,
    DELIVERY,
    PAPERS,
    Application,
    application_of,
    typed_number,
    with_application,
)
from motcua.pages.applicant.papers import summary_errors
from motcua.pages.circumstances import circumstances_of
from motcua.pages.components.asking import options
from motcua.pages.components.fields import FieldShown
from motcua.pages.measures import line_words
from motcua.pages.saying import format_money, said
from motcua.procedures.rules import forms, limits
from motcua.procedures.rules.context import Choice

_CHECK_AGAIN: dict[str, Any] = {
    "title": _lazy("Bản này vừa được lưu ở một cửa sổ khác."),
    "text": _lazy("Dưới đây là bản mới nhất. Xem lại rồi bấm lần nữa."),
}


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def case(request: HttpRequest, application: Application) -> HttpResponse:
    """Which of the procedure's situations is yours: it decides what is asked, which papers, how long."""
    choices = [Choice(one.key, one.name, one.note) for one in application.definition.cases]
    question = _question("case", _("Chọn một"), choices, _chosen(request, "case", application.draft.case))
    return _one_choice(request, application, CASE, question, lead=_("Chọn trường hợp đúng với bạn nhất."))


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def delivery(request: HttpRequest, application: Application) -> HttpResponse:
    """How the result comes to the applicant."""
    offered = application.deliveries
    choices = [Choice(key, *map(str, words.DELIVERY_WORDS[key])) for key in offered]
    kept = application.draft.delivery_wish or (offered[0] if len(offered) == 1 else "")
    result = application.definition.result
    lead = _("Kết quả: %s.") % result.name if result else ""
    question = _question("delivery_wish", _("Bạn muốn nhận thế nào?"), choices, _chosen(request, "delivery_wish", kept))
    return _one_choice(request, application, DELIVERY, question, lead=lead)


def _one_choice(
    request: HttpRequest, application: Application, step: str, question: FieldShown, *, lead: str
) -> HttpResponse:
    """A step with one question: take the answer and go on, or show it."""
    error, notice = "", _came_back(request)
    if request.method == "POST":
        chosen = next((option.value for option in question.options if option.chosen), "")
        error = "" if chosen else _("Hãy chọn một câu dưới đây.")
        try:
            if chosen:
                actions.save_page(
                    application.draft.pk,
                    by=request.authority,  # type: ignore[attr-defined]
                    at=timezone.now(),
                    page_key=step,
                    revision=typed_number(request.POST, "revision"),
                    **{question.name: chosen},  # type: ignore[arg-type]
                )
                interrupted.forget(request)
                fresh = application_of(request, application.draft.pk)
                return HttpResponseRedirect(fresh.url_after(step))
        except Invalid as refusal:
            error = refusal.message
        except Changed:
            application, notice = application_of(request, application.draft.pk), _CHECK_AGAIN
    shown = _question(question.name, question.label, (), (), question.options, error)
    context = application.frame(
        request,
        step,
        question=shown,
        lead=lead,
        revision=application.draft.revision,
        errors=summary_errors({question.name: error} if error else {}),
        notice=notice,
    )
    return render(request, "applicant/choice.html", context)


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@helped.says_when_over
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything that was answered, with a way to change each; then the one button that submits, once."""
    if request.method != "POST":
        return _checked(request, draft_id, notice=_came_back(request))
    interrupted.forget(request)
    if "send_code" in request.POST:
        return _code_sent(request, draft_id)
    if "declare" not in request.POST:
        return _checked(request, draft_id, errors={"declare": _("Hãy đánh dấu lời cam đoan trước khi nộp.")})
    try:
        if "code" in request.POST and (application := application_of(request, draft_id)).is_helped:
            return helped.file(request, application.draft, revision=typed_number(request.POST, "revision"))
        # Filing checks everything itself, in one reading of the draft; the page is read only where it refuses.
        dossier = actions.submit(
            draft_id,
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            revision=typed_number(request.POST, "revision"),
            how=circumstances_of(request),
        )
    except AccountRefusal as refusal:
        return _checked(request, draft_id, errors={"code": said(refusal)}, code_sent=True)
    except NotAllowed as refusal:
        if "code" not in request.POST:
            return _checked(request, draft_id, notice={"title": said(refusal.message), "text": ""})
        return _checked(request, draft_id, errors={"code": said(refusal.message)}, code_sent=True)
    except NotFound:
        raise helped.not_there(request, draft_id) from None
    except Superseded:
        return device.told(request, HttpResponseRedirect(reverse("applicant:superseded", args=[draft_id])), None)
    except Changed:
        return _checked(request, draft_id, notice=_CHECK_AGAIN)
    except Invalid as refusal:
        return _checked(request, draft_id, refused=refusal.detail.get("errors", {}))
    return device.told(request, HttpResponseRedirect(reverse("applicant:confirmation", args=[dossier.pk])), None)


@with_application
def _code_sent(request: HttpRequest, application: Application) -> HttpResponse:
    """The citizen's own code to file with is on its way to their phone."""
    if not application.is_helped:
        return _check_page(request, application, to_mend=_still_to_mend(application))
    to_mend = _still_to_mend(application)
    wrong = "" if to_mend else helped.send_code(request, application.draft)
    errors = {"code": wrong} if wrong else None
    return _check_page(request, application, errors=errors, to_mend=to_mend, code_sent=not to_mend)


@with_application
def _checked(
    request: HttpRequest,
    application: Application,
    *,
    errors: dict[str, str] | None = None,
    refused: dict[str, str] | None = None,
    notice: dict[str, Any] | None = None,
    code_sent: bool = False,
) -> HttpResponse:
    told = _still_to_mend(application)
    known = {one["url"] for one in told}
    told += [one for one in _places(application, refused or {}) if one["url"] not in known]
    return _check_page(request, application, errors=errors, to_mend=told, notice=notice, code_sent=code_sent)


def _check_page(
    request: HttpRequest,
    application: Application,
    *,
    errors: dict[str, str] | None = None,
    to_mend: list[dict[str, str]],
    notice: dict[str, Any] | None = None,
    code_sent: bool = False,
) -> HttpResponse:
    errors = errors or {}
    typed = interrupted.typed_before(request) or {}
    context = application.frame(
        request,
        CHECK,
        procedure_name=application.definition.name,
        office_name=application.draft.unit.name,
        sections=_sections(application),
        papers=_papers(application),
        papers_url=application.url(PAPERS),
        delivery_rows=_delivery_rows(application),
        revision=application.draft.revision,
        declared="declare" in request.POST or "declare" in typed,
        declare_error=errors.get("declare", ""),
        code_error=errors.get("code", ""),
        code_sent=code_sent,
        helped_phone=helped.phone_of(application.draft) if application.is_helped else "",
        errors=summary_errors(errors),
        to_mend=to_mend,
        notice=notice,
    )
    return render(request, "applicant/check.html", context)


def _sections(application: Application) -> list[dict[str, Any]]:
    rows = forms.display_rows(
        application.definition.form, application.draft.answers, application.context, **application.conditions
    )
    sections = []
    for visible in application.pages:
        url = f"{application.url(visible.page.key)}?ve={CHECK}"
        own = [row for row in rows if row.page == visible.page.key]
        if own:
            shown = [
                {"label": row.label, "value": words.on_lines(row), "change_url": f"{url}#{row.field_id}"} for row in own
            ]
            sections.append({"title": visible.page.title, "rows": shown})
    return sections


def _papers(application: Application) -> list[dict[str, Any]]:
    found = []
    for one in application.needed:
        files = [words.file_shown(file) for file in application.files if file.paper_key == one.paper.key]
        if one.uploadable and not files and not one.paper.required:
            said = _("Không gửi")
        else:
            said = _("Chưa gửi") if one.uploadable else _("Mang theo để xem, không phải gửi")
        found.append({"name": one.paper.name, "anchor": f"o-{one.paper.key}", "files": files, "words": said})
    return found


def _delivery_rows(application: Application) -> list[dict[str, str]]:
    draft = application.draft
    wish = words.delivery(draft.delivery_wish)
    rows = [{"label": _("Cách nhận"), "value": wish, "change_url": application.url(DELIVERY)}]
    lines = limits.fees_for(application.definition, channel=draft.channel, case=draft.case, answers=draft.answers)
    for line in lines:
        value = line_words(line, application.definition)
        rows.append({"label": line.name, "value": value, "change_url": ""})
    if not lines:
        rows.append({"label": _("Lệ phí"), "value": format_money(0), "change_url": ""})
    return rows


def _still_to_mend(application: Application) -> list[dict[str, str]]:
    """What is lacking before the application can be submitted, each with the place to mend it."""
    if application.asks_case and not application.draft.case:
        return [{"text": _("Chưa chọn trường hợp."), "url": application.url(CASE)}]
    found = [
        {"text": str(error.message), "url": f"{application.url(page.key)}?ve={CHECK}#{error.input_name}"}
        for page, error in application.unanswered
    ]
    found += [
        {"text": _("Chưa có: %s.") % one.paper.name, "url": f"{application.url(PAPERS)}#o-{one.paper.key}"}
        for one in application.missing_papers
    ]
    if not application.draft.delivery_wish:
        found.append({"text": _("Chưa chọn cách nhận kết quả."), "url": application.url(DELIVERY)})
    return found


def _places(application: Application, errors: dict[str, str]) -> list[dict[str, str]]:
    """The refusals of a submission, each with the page where its input stands."""
    found = []
    steps = {"case": CASE, "delivery_wish": DELIVERY}
    for name, text in errors.items():
        field_id = name.partition(".")[0]
        page = next((page for page, field in application.definition.form.fields() if field.id == field_id), None)
        if page is not None:
            url = f"{application.url(page.key)}?ve={CHECK}#{name}"
        elif name in steps:
            url = application.url(steps[name])
        else:
            url = f"{application.url(PAPERS)}#o-{name.partition('.')[2]}"
        found.append({"text": text, "url": url})
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def superseded(request: HttpRequest, application: Application) -> HttpResponse:
    """The procedure changed while it was being filled in: say so, and carry everything over to the version in force."""
    refused = ""
    if request.method == "POST":
        try:
            actions.move_to_current_version(application.draft.pk, by=request.authority, at=timezone.now())  # type: ignore[attr-defined]
        except NotAllowed as refusal:
            refused = refusal.message
        else:
            messages.success(request, _("Đã chuyển sang quy định mới. Câu trả lời và giấy tờ của bạn còn nguyên."))
            fresh = application_of(request, application.draft.pk)
            return HttpResponseRedirect(fresh.url_to_go_on())
    context = {"section": "mine", "procedure_name": application.definition.name, "refused": refused}
    return render(request, "applicant/superseded.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw away a draft, after asking."""
    application = application_of(request, draft_id)
    if application.is_helped:  # the citizen's alone to throw away
        raise Http404
    if request.method == "POST":
        try:
            actions.discard_draft(draft_id, by=request.authority, at=timezone.now())  # type: ignore[attr-defined]
        except (NotAllowed, NotFound) as refusal:
            messages.warning(request, said(refusal.message))
        else:
            messages.success(request, _("Đã bỏ bản đang điền."))
        return HttpResponseRedirect(reverse("applicant:dossiers"))
    context = {"section": "mine", "title": application.definition.name, "back_url": application.url_to_go_on()}
    return render(request, "applicant/discard.html", context)


def _question(
    name: str, label: str, choices: Any, chosen: Any, shown: tuple[Any, ...] = (), error: str = ""
) -> FieldShown:
    return FieldShown(name, "choice", label, options=shown or options(choices, name, chosen), error=error)


def _chosen(request: HttpRequest, name: str, kept: str) -> list[str]:
    if request.method == "POST":
        return request.POST.getlist(name)[:1]
    typed = interrupted.typed_before(request)
    return typed.get(name, [])[:1] if typed else [kept]


def _came_back(request: HttpRequest) -> dict[str, str] | None:
    if interrupted.typed_before(request) is None:
        return None
    return {
        "title": _("Bạn đã đăng nhập lại; những gì vừa chọn còn nguyên."),
        "text": _("Xem lại rồi bấm lần nữa."),
    }
