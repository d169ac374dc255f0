"""Doing a verb: the typed form to the action, and back to the page with every word kept when it could not be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers import actions
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed
from motcua.dossiers.rules.states import Verb
from motcua.organisation.rules.authority import Authority
from motcua.pages import catalogue_words
from motcua.pages.staff.access import authority_of, for_officers, key_of, now, whole_number
from motcua.pages.stepping_up import require_fresh
from motcua.receipts import actions as receipts

from .dossier import Attempt, show
from .listing import listing_from
from .verbs.forms import VerbForm
from .verbs.table import BY_SLUG, Offered
from .verbs.targets import Targets

# The law's further request is the same action with a leader's reason.
ACTION_OF = {Verb.REQUEST_FURTHER_SUPPLEMENT: "request_supplement"}


# What also signs or seals a paper is done by the room that keeps papers.
WITH_PAPER: dict[Verb, Callable[..., Any]] = {Verb.SIGN: receipts.sign_result, Verb.ISSUE: receipts.issue_result}


@require_POST
@for_officers
def perform(request: HttpRequest, dossier_id: UUID, slug: str) -> HttpResponse:
    """Do one verb; a repeat with the same key changes nothing and leads to the same place."""
    entry = BY_SLUG.get(slug)
    if entry is None:
        raise Http404
    # A signature is given only by somebody who has just shown who they are.
    doing = _perform_freshly if entry.verb is Verb.SIGN else _perform
    return doing(request, dossier_id, entry)


def _perform(request: HttpRequest, dossier_id: UUID, entry: Offered) -> HttpResponse:
    at, by, key = now(), authority_of(request), key_of(request)
    page = catalogue_words.dossier_page(by, dossier_id, at)
    if any((one.key, one.verb, one.actor_id) == (key, entry.verb.value, by.account_id) for one in page.journal):
        return _done(request, entry, page.dossier, again=True)
    form = entry.form(Targets(page, by, at.date()), request.POST, request.FILES)
    if not form.is_valid():
        return show(request, page, at, attempt=Attempt(entry, form))
    try:
        done = act(entry, form, dossier_id, by=by, at=at, key=key, lock=lock_of(request))
    except Changed as refusal:
        fresh = catalogue_words.dossier_page(by, dossier_id, at)
        return show(request, fresh, at, attempt=Attempt(entry, form, refusal.message, refusal.detail.get("since", [])))
    except NotAllowed as refusal:
        fresh = catalogue_words.dossier_page(by, dossier_id, at)
        return show(request, fresh, at, attempt=Attempt(entry, form, refusal.message))
    except Invalid as refusal:
        say(form, refusal)
        return show(request, page, at, attempt=Attempt(entry, form, refusal.message))
    return _done(request, entry, done)


_perform_freshly = require_fresh(_perform)


def act(
    entry: Offered, form: VerbForm, dossier_id: UUID, *, by: Authority, at: datetime, key: UUID, lock: int | None
) -> Any:
    """Hand the form's arguments to the verb's action; files that came with it are kept first."""
    for one in form.uploads():
        try:
            actions.attach_to_dossier(
                dossier_id, by=by, at=at, paper_key=one.paper_key, file=one.file, stream=one.stream
            )
        except Invalid as refusal:
            raise Invalid(refusal.message, errors={one.input_name: refusal.message}) from refusal
    action = WITH_PAPER.get(entry.verb) or getattr(actions, ACTION_OF.get(entry.verb, entry.verb.value))
    return action(dossier_id, by=by, at=at, key=key, expected_lock=lock, **form.arguments())


def lock_of(request: HttpRequest) -> int:
    """How often the dossier had changed when the form was made; a form that does not say is taken as an old one."""
    return whole_number(request.POST.get("lock", "")) or 0


# Where the action's own names for an input are not the form's.
INPUT_OF = {"due_at": "due_on", "to_due_at": "due_on"}


def say(form: VerbForm, refusal: Invalid) -> None:
    """Put the action's errors at the inputs they belong to, the rest above the form."""
    errors: dict[str, Any] = refusal.detail.get("errors") or {}
    for name, message in errors.items():
        place = INPUT_OF.get(name, name)
        form.add_error(place if place in form.fields else None, str(message))
    if not errors:
        form.add_error(None, refusal.message)


def _done(request: HttpRequest, entry: Offered, dossier: Any, *, again: bool = False) -> HttpResponse:
    words = _("Việc này đã làm rồi: %(done)s") if again else "%(done)s"
    messages.success(request, f"{dossier.code}: {words % {'done': entry.done}}")
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = ""
    listing = listing_from(request)  # so that the next dossier of the list is one key away
    carried = f"?{listing.onward()}" if listing else ""
    return HttpResponseRedirect(onward or reverse("officer:dossier", args=[dossier.pk]) + carried)
