"""Beginning an application: at which office."""

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

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotAllowed
from motcua.organisation import queries as organisation
from motcua.pages import catalogue_words, interrupted
from motcua.pages.applicant import helped, words
from motcua.pages.applicant.application import Application, application_of
from motcua.pages.applicant.papers import summary_errors
from motcua.pages.components.asking import options
from motcua.pages.components.fields import FieldShown
from motcua.pages.saying import said
from motcua.procedures import queries as procedures
from motcua.procedures.rules import forms
from motcua.procedures.rules.context import Choice


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, procedure: str) -> HttpResponse:
    """Choose the office that shall do it, and begin; a form begun before and still empty is gone on with."""
    today = timezone.localdate()
    offering = set(procedures.offices_offering(procedure, today))
    all_offices = {one.pk: one for one in organisation.offices(today)}
    offices = [one for one in all_offices.values() if one.pk in offering]
    wished = request.POST.get("office") or request.GET.get("noi", "")
    office = next((one for one in offices if str(one.pk) == wished), None)
    version = procedures.by_key(procedure, today, office.pk if office else None)
    if version is None:
        raise Http404
    error = ""
    if request.method == "POST":
        if office is not None:
            return _begin(request, version, office, _mandate_chosen(request))
        error = _("Hãy chọn nơi bạn muốn nộp.")
    typed = interrupted.typed_before(request) or {}
    mandates = dossiers.mandates_for_filing(request.authority, procedure, today)  # type: ignore[attr-defined]
    chosen = [wished] if wished else typed.get("office", [])
    if len(offices) == 1:
        chosen = [str(offices[0].pk)]
    definition = catalogue_words.read(version.definition)
    context = {
        "section": "procedures",
        "procedure": definition,
        "offices": offices,
        "office_question": FieldShown(
            "office",
            "choice",
            _("Bạn nộp ở đâu?"),
            hint=_("Thường là nơi bạn đang ở."),
            options=options([_office_choice(one, all_offices) for one in offices], "office", chosen),
            error=error,
        ),
        "mandate_question": _whom(mandates, request.POST.get("mandate", "")),
        "errors": summary_errors({"office": error} if error else {}),
        "drafts": [draft_shown(one) for one in _drafts_of(request, procedure)],
    }
    return render(request, "applicant/start.html", context)


def _office_choice(office: Any, all_offices: dict[UUID, Any]) -> Choice:
    """An office as one answer, with the province or district it lies in."""
    above = all_offices.get(office.parent_id)
    where = f" ({above.division_name or above.short_name})" if above else ""
    return Choice(str(office.pk), f"{office.name}{where}", office.address)


def _whom(mandates: list[Any], chosen: str) -> FieldShown | None:
    """For whom, where there is a choice: oneself, an organisation, a person who authorised one."""
    if not mandates:
        return None
    choices = [Choice("", _("Cho tôi"))]
    for one in mandates:
        note = _("Tổ chức bạn đại diện") if one.kind == "representative" else _("Theo ủy quyền")
        choices.append(Choice(str(one.pk), one.principal_name, note))
    return FieldShown("mandate", "choice", _("Bạn nộp cho ai?"), options=options(choices, "mandate", [chosen]))


def _mandate_chosen(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("mandate", ""))
    except ValueError:
        return None


def _begin(request: HttpRequest, version: Any, office: Any, mandate_id: UUID | None) -> HttpResponse:
    by = request.authority  # type: ignore[attr-defined]
    interrupted.forget(request)
    # A second press of the button, or a second visit: nothing was filled in yet, so it is the same form.
    for draft in dossiers.mine(by).drafts:
        if (draft.unit_id, draft.version_id, draft.mandate_id) == (
            office.pk,
            version.id,
            mandate_id,
        ) and draft.revision == 1:
            return HttpResponseRedirect(Application(draft, catalogue_words.read(version.definition)).url_to_go_on())
    try:
        cases = version.definition.cases
        case = cases[0].key if len(cases) == 1 else ""
        draft = actions.start_draft(
            by=by, at=timezone.now(), version_id=version.id, office_id=office.pk, case=case, mandate_id=mandate_id
        )
    except NotAllowed as refusal:
        messages.error(request, said(refusal.message))
        return HttpResponseRedirect(reverse("applicant:apply", args=[version.definition.key]))
    return HttpResponseRedirect(Application(draft, catalogue_words.read(version.definition)).url_to_go_on())


@helped.says_when_over
def resume(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Go on where one left off."""
    application = application_of(request, draft_id)
    if application.draft.dossier_id is not None:
        return HttpResponseRedirect(reverse("applicant:confirmation", args=[application.draft.dossier_id]))
    return HttpResponseRedirect(application.url_to_go_on())


def _drafts_of(request: HttpRequest, procedure: str) -> list[Any]:
    drafts = dossiers.mine(request.authority).drafts  # type: ignore[attr-defined]
    return [one for one in drafts if procedures.version(one.version_id).procedure_key == procedure]


def draft_shown(draft: Any) -> dict[str, str]:
    """A draft in a list: what it is for, where, when it was last saved."""
    definition = catalogue_words.read(procedures.version(draft.version_id).definition)
    context = procedures.form_context(definition, on=timezone.localdate())
    about = forms.title_of(definition.form, draft.answers, context)
    return {
        "title": f"{definition.short_name}: {about}" if about else definition.short_name,
        "note": _("%(office)s. Mã bản nháp %(code)s. Lưu lần cuối %(at)s.")
        % {"office": draft.unit.name, "code": draft.code, "at": words.moment(draft.updated_at)},
        "url": reverse("applicant:resume", args=[draft.pk]),
        "discard_url": reverse("applicant:discard", args=[draft.pk]),
    }
