"""Taking a dossier in at the counter, on one page: procedure, particulars, papers, receipt."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound, Superseded
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages import catalogue_words
from motcua.pages.saying import format_moment, said
from motcua.pages.staff.access import authority_of, for_officers, now, office_of, uuid_or_none
from motcua.pages.staff.frame import frame
from motcua.procedures import queries as procedures
from motcua.procedures.queries import NoSuchVersion, Offer
from motcua.procedures.rules.forms import owner_of
from motcua.procedures.rules.identity_card import LONGEST, CardNotRead, read_card
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.limits import fees_for
from motcua.vietnamese import search_key

from .counter import ANYWAY, CASE, PRESENTED, SCAN, UPDATE, WISH, Counter, counter_fees, counter_of
from .favourites import answers_of_card, favourites, meant, numbered

TEXT, NUMBER, PRINT = "tim", "so", "in"


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def choose(request: HttpRequest) -> HttpResponse:
    """Scan the card and choose the procedure; choosing begins a draft, so that nothing typed is lost later."""
    office_id, by, at = office_of(request), authority_of(request), now()
    offers = numbered(office_id, at.date())
    favourite = favourites(by, offers)
    errors: list[dict[str, str]] = []
    if request.method == "POST" and office_id is not None:
        begun = _begin(request, by, office_id, at, offers)
        if isinstance(begun, HttpResponse):
            return begun
        errors = begun
    text = request.GET.get(TEXT, "").strip()[:100]
    words = search_key(text).split()
    shown = {
        number: one
        for number, one in offers.items()
        if text == str(number) or all(word in one.procedure.search_key for word in words)
    }
    number = request.POST.get(NUMBER)
    context = {
        "text": text,
        "errors": errors,
        "scanned": request.POST.get(SCAN, "")[:LONGEST],
        "number": number if number is not None else favourite[0] if favourite else "",
        "favourites": [{"number": n, "offer": offers[n]} for n in favourite],
        "offers": [{"number": number, "offer": one} for number, one in shown.items()],
        "drafts": [_unfinished(one) for one in dossiers.mine(by).drafts if one.channel == "desk" and one.answers],
        "office": organisation.unit_as_shown(office_id) if office_id else None,
        "names": {"scan": SCAN, "number": NUMBER},
    }
    page = frame(request, "intake", **context)
    return render(request, "officer/intake_choose.html", page, status=422 if errors else 200)


def _begin(
    request: HttpRequest, by: Authority, office_id: UUID, at: datetime, offers: dict[int, Offer]
) -> HttpResponse | list[dict[str, str]]:
    """The draft of what was chosen, with the person on the card; or what is wrong, at its place."""
    scanned, number = request.POST.get(SCAN, "").strip(), meant(request.POST.get(NUMBER, ""), offers)
    version_id = uuid_or_none(request.POST.get("version")) or (offers[number].version.id if number else None)
    errors = []
    if version_id is None:
        errors.append({"input_name": NUMBER, "message": _("Hãy chọn một thủ tục trong danh sách.")})
    card = None
    if scanned:
        try:
            card = read_card(scanned, today=at.date())
        except CardNotRead as problem:
            errors.append({"input_name": SCAN, "message": said(problem.message)})
    if version_id is None or errors:
        return errors
    try:
        draft = _untouched(by, version_id, office_id) or actions.start_draft(
            by=by, at=at, version_id=version_id, office_id=office_id, channel="desk"
        )
    except NoSuchVersion:
        return [{"input_name": NUMBER, "message": _("Hãy chọn một thủ tục trong danh sách.")}]
    except NotAllowed as problem:
        return [{"input_name": "", "message": said(problem.message)}]
    form = procedures.version(draft.version_id).definition.form
    if card is not None:
        actions.save_page(draft.pk, by=by, at=at, answers={**draft.answers, **answers_of_card(form, card)})
    first = next((asked.id for _page, asked in form.fields() if KINDS[asked.kind].asks), "")
    # Going to an input puts the cursor there: the receiver types on without looking for it.
    return HttpResponseRedirect(f"{reverse('officer:intake_form', args=[draft.pk])}#{first}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def fill_in(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything on one page; the button receives the dossier and leads to its receipt."""
    by, at = authority_of(request), now()
    draft = dossiers.draft_for(by, draft_id)
    if draft.dossier_id is not None:
        return _to_receipt(draft.dossier_id)
    if draft.channel != "desk":
        raise NotFound("")
    if request.method != "POST":
        return _shown(request, counter_of(draft, at))
    counter = counter_of(draft, at, {name: list(values) for name, values in request.POST.lists()})
    counter.take_files(request.FILES, by, at)
    try:
        actions.save_page(
            draft.pk, by=by, at=at, answers=counter.answers, case=counter.case or None, delivery_wish=counter.wish
        )
        if counter.only_updates:
            return _shown(request, counter_of(dossiers.draft_for(by, draft_id), at, counter.typed))
        if counter.errors:
            return _shown(request, counter, status=422)
        anyway = ANYWAY in counter.typed
        dossier = actions.receive_at_desk(draft.pk, by=by, at=at, presented=counter.presented, despite_missing=anyway)
    except NotAllowed as refusal:
        if refusal.detail.get("dossier_id"):
            return _to_receipt(refusal.detail["dossier_id"])
        counter.refuse(refusal.message)
        return _shown(request, counter, status=422)
    except Invalid as refusal:
        counter.refuse(refusal.message, refusal.detail.get("errors"))
        return _shown(request, counter, status=422)
    except Superseded as refusal:
        actions.move_to_current_version(draft.pk, by=by, at=at)
        fresh = counter_of(dossiers.draft_for(by, draft_id), at, counter.typed)
        fresh.refuse(refusal.message)
        return _shown(request, fresh, status=409)
    return _to_receipt(dossier.pk, printing=True)


@require_POST
@for_officers
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw away an intake that will not be received."""
    actions.discard_draft(draft_id, by=authority_of(request), at=now())
    messages.success(request, _("Đã bỏ bản nhập dở."))
    return HttpResponseRedirect(reverse("officer:intake"))


@require_safe
@for_officers
def received(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The receipt to print, and what comes next."""
    by, at = authority_of(request), now()
    dossier = dossiers.dossier_for(by, dossier_id)
    definition = catalogue_words.read(procedures.version(dossier.version_id).definition)
    fees = fees_for(definition, channel=dossier.channel, case=dossier.case, answers=dossier.answers)
    context = {
        "dossier": dossier,
        "procedure": definition.name,
        "due": format_moment(localtime(dossier.due_at)),
        "same_day": localtime(dossier.due_at).date() == at.date(),
        "fees": counter_fees(fees, definition),
        "office": dossier.unit,
    }
    response = render(request, "officer/received.html", frame(request, "intake", **context))
    if PRINT in request.GET:
        # "Nhận và in giấy" is one press: the paper follows by itself, and this page stays.
        response.headers["Refresh"] = f"0; url={reverse('officer:paper', args=[dossier.pk, 'form01'])}"
    return response


def _shown(request: HttpRequest, counter: Counter, status: int = 200) -> HttpResponse:
    context = {
        "counter": counter,
        "names": {"case": CASE, "wish": WISH, "presented": PRESENTED, "anyway": ANYWAY, "update": UPDATE, "scan": SCAN},
    }
    return render(
        request, "officer/intake.html", frame(request, "intake", office=counter.draft.unit, **context), status=status
    )


def _untouched(by: Authority, version_id: UUID, office_id: UUID) -> Any:
    """An intake of the procedure that was opened and left without a word: it is taken up, not joined by another."""
    mine = (one for one in dossiers.mine(by).drafts if one.channel == "desk" and not one.answers)
    return next((one for one in mine if (one.version_id, one.unit_id) == (version_id, office_id)), None)


def _unfinished(draft: Any) -> dict[str, str]:
    definition = catalogue_words.read(procedures.version(draft.version_id).definition)
    owner = owner_of(definition.form, draft.answers).get("name") or ""
    return {
        "name": f"{definition.short_name}, {owner}" if owner else definition.short_name,
        "saved": _("Lưu lúc %s") % format_moment(localtime(draft.updated_at)),
        "url": reverse("officer:intake_form", args=[draft.pk]),
        "discard_url": reverse("officer:intake_discard", args=[draft.pk]),
    }


def _to_receipt(dossier_id: UUID, *, printing: bool = False) -> HttpResponse:
    address = reverse("officer:received", args=[dossier_id])
    return HttpResponseRedirect(f"{address}?{PRINT}=1" if printing else address)
