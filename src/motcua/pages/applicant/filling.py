"""Form pages, one at a time. What is valid is kept at every page change; what is not comes back as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers import actions
from motcua.dossiers.rules.refusals import Changed, Invalid
from motcua.pages import interrupted
from motcua.pages.applicant import words
from motcua.pages.applicant.application import CHECK, Application, application_of, typed_number, with_application
from motcua.pages.applicant.papers import take_out
from motcua.pages.components.asking import questions, typed_of, with_row_added, with_row_removed
from motcua.procedures.rules import forms
from motcua.procedures.rules.conditions import ids_of
from motcua.procedures.rules.form_definition import Field, Page
from motcua.procedures.rules.messages import FieldError, Message

_FIRST_TO_CHECK = "ve"


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def form_page(request: HttpRequest, application: Application, page: str) -> HttpResponse:
    """Show or take one page of the form."""
    definition_page = application.definition.form.page(page)
    if definition_page is None:
        raise Http404
    if all(one.page.key != page for one in application.pages):
        # Its condition does not hold any more, because an earlier answer changed.
        return HttpResponseRedirect(application.url_to_go_on())
    if request.method != "POST":
        typed = interrupted.typed_before(request)
        notice = _came_back() if typed is not None else None
        return _shown(request, application, page, typed, notice=notice)
    typed = {name: list(values) for name, values in request.POST.lists()}
    changed_rows = _with_rows_changed(application, page, typed)
    if changed_rows is not None:
        return _shown(request, application, page, changed_rows)
    errors = _take_files(request, application, page, typed)
    return _take(request, application, page, typed, errors)


def _take(
    request: HttpRequest, application: Application, page: str, typed: dict[str, list[str]], errors: list[FieldError]
) -> HttpResponse:
    draft, form = application.draft, application.definition.form
    definition_page = form.page(page)
    assert definition_page is not None
    result = forms.clean_page(
        form, definition_page, typed, draft.answers, application.context, **application.conditions
    )
    errors += result.errors
    later = "_later" in request.POST
    if errors and not later:
        return _shown(request, application, page, typed, errors=errors)
    try:
        actions.save_page(
            draft.pk,
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            answers=result.answers,
            page_key=page,
            revision=typed_number(request.POST, "revision"),
        )
    except Changed:
        return _shown_beside_the_other_tab(request, application_of(request, draft.pk), page, typed)
    interrupted.forget(request)
    if later:
        messages.success(request, _("Đã lưu. Bạn làm tiếp lúc nào cũng được."))
        return HttpResponseRedirect(reverse("adviser:home" if application.is_helped else "applicant:dossiers"))
    fresh = application_of(request, draft.pk)
    if request.GET.get(_FIRST_TO_CHECK) == CHECK and not fresh.unanswered:
        return HttpResponseRedirect(fresh.url(CHECK))
    return HttpResponseRedirect(fresh.url_after(page))


def _shown(
    request: HttpRequest,
    application: Application,
    page: str,
    typed: dict[str, list[str]] | None = None,
    *,
    errors: Sequence[FieldError] = (),
    notice: dict[str, str] | None = None,
    elsewhere: Sequence[dict[str, str]] = (),
) -> HttpResponse:
    shown = application.definition.form.page(page)
    assert shown is not None
    fields = _asked(application, shown)
    context = application.frame(
        request,
        page,
        page=shown,
        errors=list(errors),
        notice=notice,
        elsewhere=elsewhere,
        revision=application.draft.revision,
        case=application.draft.case,
        returns_to_check=request.GET.get(_FIRST_TO_CHECK) == CHECK,
        questions=questions(
            fields,
            typed=typed if typed is not None else typed_of(fields, application.draft.answers),
            errors=errors,
            context=application.context,
        ),
    )
    return render(request, "applicant/page.html", context)


def _asked(application: Application, page: Page) -> list[Field]:
    """The fields of a page as they are asked: what earlier pages decide is decided here.

    What this page itself decides is shown with words that say when it applies; the script hides it meanwhile.
    """
    here = {field.id: field for field in page.fields}
    applying = {field.id for visible in application.pages if visible.page.key == page.key for field in visible.fields}
    asked = []
    for field in page.fields:
        if field.when is None:
            asked.append(field)
        elif any(name.partition(".")[0] in here for name in ids_of(field.when)):
            hint = " ".join(part for part in (words.only_if(field.when, here), field.hint) if part)
            asked.append(replace(field, hint=hint))
        elif field.id in applying:
            asked.append(replace(field, when=None))
    return asked


def _shown_beside_the_other_tab(
    request: HttpRequest, application: Application, page: str, typed: dict[str, list[str]]
) -> HttpResponse:
    """The same draft was saved in another tab meanwhile: show what that one saved, keep what was typed here."""
    rows = forms.display_rows(
        application.definition.form, application.draft.answers, application.context, **application.conditions
    )
    elsewhere = [{"label": row.label, "value": row.text} for row in rows if row.page == page]
    notice = {
        "title": _("Bản này vừa được lưu ở một cửa sổ khác."),
        "text": _("Chưa có gì bị mất. Xem hai bản rồi bấm lưu lần nữa."),
    }
    return _shown(request, application, page, typed, notice=notice, elsewhere=elsewhere)


def _came_back() -> dict[str, str]:
    return {
        "title": _("Bạn đã đăng nhập lại; những gì vừa điền còn nguyên."),
        "text": _("Bấm “Lưu và tiếp tục” để lưu."),
    }


def _with_rows_changed(application: Application, page: str, typed: dict[str, list[str]]) -> dict[str, list[str]] | None:
    """What was typed with one row more or fewer, where that button was pressed; nothing is cleaned yet."""
    definition_page = application.definition.form.page(page)
    groups = {field.id: field for field in definition_page.fields if field.kind == "group"} if definition_page else {}
    add, remove = typed.get("_add", [""])[0], typed.get("_remove", [""])[0]
    if add in groups:
        return with_row_added(typed, groups[add])
    if remove.partition(".")[0] in groups:
        return with_row_removed(typed, remove)
    return None


def _take_files(
    request: HttpRequest, application: Application, page: str, typed: dict[str, list[str]]
) -> list[FieldError]:
    """Keep files sent with the page at once, so that a mistake elsewhere on the page does not lose them."""
    found: list[FieldError] = []
    definition_page = application.definition.form.page(page)
    assert definition_page is not None
    at, by = timezone.now(), request.authority  # type: ignore[attr-defined]
    for field in definition_page.fields:
        if field.kind != "file":
            continue
        removed = set(typed.get(f"{field.id}.remove", ()))
        kept = [one for one in typed.get(field.id, ()) if one not in removed]
        for one in removed:
            take_out(request, one)
        for upload in request.FILES.getlist(f"{field.id}.upload"):
            try:
                kept.append(str(actions.attach(application.draft.pk, by=by, at=at, paper_key=field.id, file=upload).pk))
            except Invalid as refusal:
                message = Message("file", refusal.message.replace("%", "%%"))
                found.append(FieldError(field.id, field.id, message))
        typed[field.id] = kept[-field.option("max_files") :]
    application.forget_files()
    return found
