"""Whose work I do and who does mine, to read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.organisation import queries as organisation
from motcua.pages.saying import format_date
from motcua.pages.staff.access import authority_of, for_officers, now, office_of
from motcua.pages.staff.frame import frame
from motcua.pages.staff.wording import FUNCTIONS


@require_safe
@for_officers
def delegations(request: HttpRequest) -> HttpResponse:
    """Delegations given and received that hold today or later, and the posts of today."""
    by, today = authority_of(request), now().date()
    assert by.account_id is not None  # for_officers
    rows = [
        {
            "way": _("Tôi giao") if one.from_account_id == by.account_id else _("Giao cho tôi"),
            "who": one.to_name if one.from_account_id == by.account_id else one.from_name,
            "post": f"{one.title}, {one.unit_name}",
            "days": _days(format_date(one.valid_from), format_date(one.valid_to) if one.valid_to else ""),
            "reason": one.reason,
        }
        for one in organisation.delegations_of(by.account_id, today)
    ]
    office_id = office_of(request)
    office = organisation.unit_as_shown(office_id) if office_id else None
    units = organisation.names_of({post.unit_id for post in by.appointments})
    posts = [
        {
            "title": post.title,
            "function": FUNCTIONS.get(post.function, post.function),
            "unit": units.get(post.unit_id, ""),
            "acting": post.acting_for is not None,
        }
        for post in by.appointments
    ]
    return render(
        request, "officer/delegations.html", frame(request, "delegations", office=office, rows=rows, posts=posts)
    )


def _days(first: str, last: str) -> str:
    return _("%(first)s đến %(last)s") % {"first": first, "last": last} if last else _("từ %s") % first
