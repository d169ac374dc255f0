"""Taking a dossier in at the counter, on one page: procedure, particulars, papers, receipt."""

from __future__ import annotations

from datetime import date
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
from motcua.pages.saying import format_moment
from motcua.pages.staff.access import authority_of, for_officers, now, office_of, uuid_or_none
from motcua.pages.staff.frame import frame
from motcua.procedures import queries as procedures
from motcua.procedures.queries import NoSuchVersion, Offer
from motcua.procedures.rules.forms import owner_of
from motcua.procedures.rules.limits import fees_for
from motcua.vietnamese import search_key

from .counter import ANYWAY, CASE, PRESENTED, UPDATE, WISH, Counter, counter_fees, counter_of

TEXT = "tim"


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the procedure by its number or by words; choosing begins a draft, so that nothing typed is lost later."""
    office_id, by, at = office_of(request), authority_of(request), now()
    refusal = ""
    if request.method == "POST" and office_id is not None:
        version_id = uuid_or_none(request.POST.get("version"))
        try:
            if version_id is None:
                raise NoSuchVersion
            draft = _untouched(by, version_id, office_id) or actions.start_draft(
                by=by, at=at, version_id=version_id, office_id=office_id, channel="desk"
            )
            return HttpResponseRedirect(reverse("officer:intake_form", args=[draft.pk]))
        except NoSuchVersion:
            refusal = _("Hãy chọn một thủ tục trong danh sách.")
        except NotAllowed as problem:
            refusal = problem.message
    text = request.GET.get(TEXT, "").strip()[:100]
    offers = [one for one in _offers(office_id, at.date()) if "desk" in one.version.definition.channels]
    words = search_key(text).split()
    shown = [one for one in offers if all(word in one.procedure.search_key for word in words)]
    context = {
        "text": text,
        "refusal": refusal,
        "offers": [{"number": n, "offer": one} for n, one in enumerate(offers, 1) if one in shown or text == str(n)],
        "drafts": [_unfinished(one) for one in dossiers.mine(by).drafts if one.channel == "desk" and one.answers],
        "office": organisation.unit_as_shown(office_id) if office_id else None,
    }
    return render(request, "officer/intake_choose.html", frame(request, "intake", **context))


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
        dossier = actions.receive_at_desk(draft.pk, by=by, at=at, presented=counter.presented)
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
    return _to_receipt(dossier.pk)


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
        "fees": counter_fees(fees),
        "office": dossier.unit,
    }
    return render(request, "officer/received.html", frame(request, "intake", **context))


def _shown(request: HttpRequest, counter: Counter, status: int = 200) -> HttpResponse:
    context = {
        "counter": counter,
        "names": {"case": CASE, "wish": WISH, "presented": PRESENTED, "anyway": ANYWAY, "update": UPDATE},
    }
    return render(
        request, "officer/intake.html", frame(request, "intake", office=counter.draft.unit, **context), status=status
    )


def _offers(office_id: UUID | None, on: date) -> list[Offer]:
    return procedures.offered_by(office_id, on) if office_id else []


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


def _to_receipt(dossier_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("officer:received", args=[dossier_id]))
