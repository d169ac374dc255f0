"""One dossier: stages, papers beside what was declared, the explained due date, history, and the verbs allowed now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from uuid_utils.compat import uuid7

from motcua.dossiers import actions, permissions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.dossiers.rules.states import State, Verb
from motcua.organisation import queries as organisation
from motcua.pages import catalogue_words
from motcua.pages.explaining import sentences
from motcua.pages.saying import format_number
from motcua.pages.staff.access import authority_of, for_officers, now
from motcua.pages.staff.frame import frame, home
from motcua.pages.staff.rows import Reckoning
from motcua.procedures import queries as procedures
from motcua.receipts.actions import is_written_here

from . import marking, notes, parts
from .listing import listing_from
from .papers import papers
from .previews import viewer
from .verbs.declared import DeclaredForm
from .verbs.forms import VerbForm
from .verbs.table import BY_SLUG, Offered, offered
from .verbs.targets import Targets

if TYPE_CHECKING:
    from motcua.dossiers.queries import DossierPage

CHOSEN, PURPOSE = "viec", "muc-dich"
SHORTEST_PURPOSE = 10


# Which paper each verb gives out (`receipts.subscriptions`).
PRINTED: tuple[tuple[str, Any, frozenset[str]], ...] = (
    ("form01", gettext_lazy("Giấy tiếp nhận"), frozenset({Verb.ACCEPT, Verb.RECEIVE_AT_DESK})),
    ("form02", gettext_lazy("Phiếu bổ sung"), frozenset({Verb.REQUEST_SUPPLEMENT, Verb.REQUEST_FURTHER_SUPPLEMENT})),
    ("form03", gettext_lazy("Phiếu từ chối"), frozenset({Verb.REFUSE})),
    ("form04", gettext_lazy("Phiếu xin lỗi"), frozenset({Verb.EXTEND})),
    ("form05", gettext_lazy("Thông báo dừng"), frozenset({Verb.STOP, Verb.GRANT_WITHDRAWAL})),
    ("result", gettext_lazy("Thông báo kết quả"), frozenset({Verb.ISSUE})),
    ("delivery_slip", gettext_lazy("Phiếu giao trả"), frozenset({Verb.HAND_OVER})),
    ("declaration", gettext_lazy("Tờ khai"), frozenset({Verb.SUBMIT, Verb.RECEIVE_AT_DESK})),
    ("control_sheet", gettext_lazy("Phiếu kiểm soát"), frozenset({Verb.ACCEPT, Verb.RECEIVE_AT_DESK})),
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A verb that did not happen: what was typed, why not, and what others did meanwhile."""

    entry: Offered
    form: VerbForm
    refusal: str = ""
    since: list[Any] = field(default_factory=list)


@require_safe
@for_officers
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page; `?viec=` says which verb's form is open."""
    at = now()
    return show(request, catalogue_words.dossier_page(authority_of(request), dossier_id, at), at)


@require_POST
@for_officers
def unmasked(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page with all personal data, once; that it was looked at is recorded for the owner to see."""
    at, by = now(), authority_of(request)
    page = catalogue_words.dossier_page(by, dossier_id, at)
    if dossiers.only_administers(by, page.dossier):
        raise NotFound("")
    purpose = " ".join(request.POST.get(PURPOSE, "").split())
    if dossiers.only_inspects(by, page.dossier) and len(purpose) < SHORTEST_PURPOSE:
        messages.error(request, _("Ghi rõ kiểm tra việc gì (ít nhất 10 chữ cái) rồi bấm lại: chủ hồ sơ đọc được."))
        return HttpResponseRedirect(reverse("officer:dossier", args=[dossier_id]))
    actions.record_view(by, page.dossier, what="unmasked", at=at, purpose=purpose)
    return show(request, page, at, everything=True)


def show(
    request: HttpRequest, page: DossierPage, at: datetime, *, attempt: Attempt | None = None, everything: bool = False
) -> HttpResponse:
    """Render a dossier; with an attempt, its form stands open with what was typed, what is wrong and what changed."""
    context = procedures.form_context(page.definition, on=at.date())
    against = Reckoning(organisation.calendar_of(page.dossier.unit), at)
    beside = _beside(request, page, at)
    seen = viewer(request, page, beside["carried"])
    declared = parts.declared(page, context, everything=everything)
    marks = dossiers.marks_of(authority_of(request), page.dossier)
    lines = papers(page, dossiers.standing_marks(marks, page.attachments))
    return render(
        request,
        "officer/dossier.html",
        frame(
            request,
            "worklist",
            page=page,
            head=parts.head(page, against, everything=everything),
            steps=parts.steps(page, against, mine=page.dossier.holder_id == authority_of(request).account_id),
            papers=lines,
            marking=marking.shown(request, page, lines, seen),
            declared=parts.summary(declared, compact=seen is not None),
            requests=parts.requests(page, everything=everything),
            history=parts.history(page.journal, everything=everything, marks=marks),
            explained=sentences(page.explanation),
            office=page.dossier.unit,
            everything=everything,
            may_unmask=not dossiers.only_administers(authority_of(request), page.dossier),
            wants_purpose=dossiers.only_inspects(authority_of(request), page.dossier),
            purpose_name=PURPOSE,
            prints=_prints(page),
            has_paper=_has_paper(page),
            panel=panel(request, page, at, attempt),
            beside=beside,
            notes=notes.shown(request, page),
            viewer=seen,
        ),
        status=200 if attempt is None else 409 if attempt.since else 422,
    )


def panel(request: HttpRequest, page: DossierPage, at: datetime, attempt: Attempt | None) -> dict[str, Any]:
    """The verbs allowed now as links, and the form of the one that is open."""
    by = authority_of(request)
    choices = offered(permissions.allowed_verbs(by, page.dossier, page.definition))
    opened: Offered | None
    form: VerbForm | None
    if attempt is not None:
        opened, form = attempt.entry, attempt.form
    else:
        wanted = BY_SLUG.get(request.GET.get(CHOSEN, ""))
        asked = wanted in choices
        opened = wanted if asked else next((one for one in choices if not one.needs_lists), None)
        form = opened.form(Targets(page, by, at.date(), brief=not asked)) if opened else None
    if isinstance(form, DeclaredForm) and form.fields_asked:
        # Its inputs hold what was declared, unmasked: whoever opens it has looked.
        actions.record_view(by, page.dossier, what="unmasked", at=at)
    still_allowed = opened in choices
    return {
        "choices": choices,
        "opened": opened,
        "form": form,
        "errors": _errors(form, attempt),
        "key": uuid7(),
        "lock": page.dossier.lock,
        "refusal": attempt.refusal if attempt else "",
        "since": parts.history(attempt.since) if attempt else [],
        "confirming": bool(attempt and attempt.since and still_allowed),
        "still_allowed": still_allowed,
        "closed": parts.is_closed(page),
    }


def _errors(form: VerbForm | None, attempt: Attempt | None) -> list[dict[str, str]]:
    """What has to be mended, in the words that also stand at the field."""
    if form is None or attempt is None:
        return []
    found = [
        {"input_name": form[name].id_for_label if name in form.fields else "", "message": str(message)}
        for name, messages in form.errors.items()
        for message in messages
    ]
    # What others did meanwhile is shown by itself, with the same words.
    if attempt.refusal and not found and not attempt.since:
        found.append({"input_name": "", "message": attempt.refusal})
    return found


def _beside(request: HttpRequest, page: DossierPage, at: datetime) -> dict[str, str]:
    """The list one came from and what stands before and after the dossier in it; `carried` goes into every address."""
    listing = listing_from(request)
    if listing is None or listing.office_id is None:
        return {"list": home(), "name": "", "place": "", "previous": "", "next": "", "carried": ""}
    found = dossiers.neighbours(
        authority_of(request),
        page.dossier,
        office_id=listing.office_id,
        at=at,
        group=listing.group.name,
        text=listing.text,
        narrowed=listing.narrowing(at) if listing.is_narrowed else None,
    )
    carried = listing.onward()
    sides = {"previous": found.previous, "next": found.next}
    return {
        "list": listing.address(),
        "name": str(listing.group.label),
        "place": _("%(place)s trong %(total)s")
        % {"place": format_number(found.place), "total": format_number(found.total)}
        if found.place
        else "",
        "carried": carried,
        **{name: f"{home()}{key}/?{carried}" if key else "" for name, key in sides.items()},
    }


def _has_paper(page: DossierPage) -> bool:
    """Whether there is a result's paper to look at, or one that may be drafted by now."""
    worked_on = page.dossier.state not in (State.FILED, State.REFUSED, State.STOPPED)
    return worked_on and (page.result is not None or is_written_here(page.dossier.procedure_key))


def _prints(page: DossierPage) -> list[tuple[str, str]]:
    """The papers given out for this dossier, to print again: kind and name. They follow from what happened."""
    happened = {entry.verb for entry in page.journal}
    return [(kind, str(name)) for kind, name, verbs in PRINTED if happened & verbs]
