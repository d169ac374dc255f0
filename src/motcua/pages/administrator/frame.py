"""The frame of an administrator's page, its lists and its questions: three templates carry nearly all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.accounts.rules.refusals import AccountRefusal
from motcua.dossiers.rules.refusals import Refusal
from motcua.organisation import queries as organisation
from motcua.organisation.rules.refusals import NoSuchUnit, OrganisationRefusal
from motcua.pages.saying import said
from motcua.procedures.rules.refusals import Refused

from .access import authority_of, own_office

Text = str | Promise
AFTER = "sau"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the side navigation; `whole` is for the administrator of a whole tree only."""

    section: str
    url_name: str
    label: Text
    icon: str
    whole: bool = False


PLACES = (
    Place("units", "administrator:units", _lazy("Đơn vị"), "landmark"),
    Place("people", "administrator:people", _lazy("Cán bộ"), "users"),
    Place("absences", "administrator:absences", _lazy("Ủy quyền và nghỉ"), "user-round-plus"),
    Place("calendar", "administrator:calendar_start", _lazy("Lịch làm việc"), "calendar-days"),
    Place("offers", "administrator:offers_start", _lazy("Thủ tục tiếp nhận"), "list"),
    Place("sessions", "administrator:sessions", _lazy("Đang đăng nhập"), "monitor"),
    Place("audit", "administrator:audit", _lazy("Nhật ký"), "search"),
    Place("letters", "administrator:letters", _lazy("Tin chưa gửi được"), "mail"),
    Place("health", "administrator:health", _lazy("Tình trạng hệ thống"), "activity", whole=True),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a list: words, perhaps a link, a softer line below, a ready chip instead."""

    text: Any = ""
    url: str = ""
    note: Any = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One input above a list: words to find, a day, a choice or a tick."""

    name: str
    label: Text
    value: Any = ""
    kind: str = "text"
    options: Sequence[tuple[str, Text]] = ()


@dataclass(slots=True)
class Listing:
    """A list page: what stands above it, its columns and rows, where the next page is."""

    title: Text
    columns: Sequence[Text]
    rows: Sequence[Sequence[Cell]] = ()
    filters: Sequence[Filter] = ()
    next_url: str = ""
    empty_title: Text = ""
    empty_text: Text = ""
    intro: Text = ""
    actions: Sequence[tuple[str, Text]] = ()
    notices: Sequence[Text] = field(default_factory=list)


def frame(request: HttpRequest, section: str, **context: Any) -> dict[str, Any]:
    """The context of an administrator's page."""
    by = authority_of(request)
    office_id = own_office(by)
    whole = organisation.administers_a_whole_tree(by)
    places = [
        {"url": reverse(one.url_name), "place": one, "current": one.section == section}
        for one in PLACES
        if whole or not one.whole
    ]
    post = next((said(one.title) for one in by.appointments if one.office_id == office_id), "")
    return {
        "office": organisation.unit_as_shown(office_id),
        "places": places,
        "section": section,
        "post": post,
        **context,
    }


def show_list(request: HttpRequest, section: str, listing: Listing) -> HttpResponse:
    """One list."""
    return render(request, "administrator/list.html", frame(request, section, page=listing))


def next_address(request: HttpRequest, mark: str) -> str:
    """The address of the page after this one, every filter kept; empty where there is none."""
    if not mark:
        return ""
    kept = {name: value for name, value in request.GET.items() if name != AFTER and value}
    return f"{request.path}?{urlencode({**kept, AFTER: mark})}"


def ask(
    request: HttpRequest,
    section: str,
    form: forms.Form,
    *,
    title: Text,
    button: Text,
    back: str,
    facts: Sequence[tuple[Text, Any]] = (),
    intro: Text = "",
    grave: bool = False,
    preview: Sequence[Text] = (),
) -> HttpResponse:
    """A page with one form and its button; errors stand above it and at their inputs, what was typed stays."""
    context = frame(
        request,
        section,
        form=form,
        title=title,
        button=button,
        back=back,
        facts=facts,
        intro=intro,
        grave=grave,
        preview=preview,
    )
    return render(request, "administrator/form.html", context)


REFUSALS = (OrganisationRefusal, AccountRefusal, Refusal, Refused)


def tried(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> Any:
    """Do what the form asks if it is well filled in; None, and why at the form, where it did not happen."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data) or True
    except NoSuchUnit:
        raise
    except REFUSALS as refusal:
        place = getattr(refusal, "field", "")
        form.add_error(place if place in form.fields else None, str(refusal))
        return None


def done(request: HttpRequest, words: str, url: str) -> HttpResponse:
    """Say what happened and go there."""
    messages.success(request, words)
    return HttpResponseRedirect(url)


def nobody() -> str:
    """How the system itself is named where somebody's name would stand."""
    return _("Hệ thống")
