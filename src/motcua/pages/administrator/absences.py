"""Who stands in for whom, and who is away: to be seen and taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.organisation import actions
from motcua.organisation import queries as organisation
from motcua.organisation.rules.refusals import NoSuchUnit
from motcua.pages.saying import said

from . import forms
from .access import authority_of, for_administrators, now, sent, typed
from .changing import either
from .frame import AFTER, Cell, Filter, Listing, ask, done, next_address, show_list, tried
from .units import days

WHAT, LEAVES = "xem", "nghi"


@require_safe
@for_administrators
def absences(request: HttpRequest) -> HttpResponse:
    """Delegations, or with `?xem=nghi` leaves, that are not over."""
    by, today, after = authority_of(request), now().date(), typed(request, AFTER)
    leaves = typed(request, WHAT) == LEAVES
    choice = [("", _("Ủy quyền")), (LEAVES, _("Ngày nghỉ"))]
    listing = Listing(
        title=_("Ủy quyền và nghỉ"),
        columns=[_("Ai nghỉ"), _("Những ngày"), ""]
        if leaves
        else [_("Ai giao"), _("Ai làm thay"), _("Vị trí"), _("Những ngày"), ""],
        filters=[Filter(WHAT, _("Xem"), LEAVES if leaves else "", "choice", choice)],
        empty_title=_("Không có ai nghỉ") if leaves else _("Không có ủy quyền nào"),
        empty_text=_("Cán bộ tự ghi ngày nghỉ và ủy quyền ở trang của mình; chúng hiện ở đây."),
    )
    if leaves:
        found = organisation.leaves_administered(by, today, after=after)
        listing.rows = [
            [
                Cell(one.account.full_name, reverse("administrator:person", args=[one.account_id])),
                Cell(days(one.valid_from, one.valid_to)),
                Cell(_("Bỏ ngày nghỉ"), reverse("administrator:cancel_leave", args=[one.pk])),
            ]
            for one in found.rows
        ]
        listing.next_url = next_address(request, found.next)
    else:
        lent = organisation.delegations_in(by, today, after=after)
        listing.rows = [
            [
                Cell(one.holding.account.full_name),
                Cell(one.to_account.full_name),
                Cell(said(one.holding.post.title), note=one.holding.post.unit.name),
                Cell(days(one.valid_from, one.valid_to)),
                Cell(_("Thu hồi"), reverse("administrator:revoke", args=[one.pk])),
            ]
            for one in lent.rows
        ]
        listing.next_url = next_address(request, lent.next)
    return show_list(request, "absences", listing)


@either
@for_administrators
def revoke(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """End a delegation."""
    by, at = authority_of(request), now()
    found = organisation.delegation_administered(by, delegation_id, at.date())
    if found is None:
        raise NoSuchUnit(_("Không có ủy quyền này."))
    form = forms.Reason(sent(request))
    back = reverse("administrator:absences")
    if request.method == "POST" and tried(
        form, lambda given: actions.revoke_delegation(found.pk, by=by, at=at, reason=given["reason"])
    ):
        return done(request, _("Đã thu hồi ủy quyền; từ hôm nay không còn hiệu lực."), back)
    return ask(
        request,
        "absences",
        form,
        title=_("Thu hồi ủy quyền"),
        facts=[
            (_("Ai giao"), found.holding.account.full_name),
            (_("Ai làm thay"), found.to_account.full_name),
            (_("Vị trí"), f"{said(found.holding.post.title)}, {found.holding.post.unit.name}"),
            (_("Những ngày"), days(found.valid_from, found.valid_to)),
        ],
        button=_("Thu hồi"),
        grave=True,
        back=back,
    )


@either
@for_administrators
def cancel(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """Take back a leave noted by mistake."""
    by, at = authority_of(request), now()
    found = organisation.leave_administered(by, leave_id, at.date())
    if found is None:
        raise NoSuchUnit(_("Không có ngày nghỉ này."))
    form = forms.Nothing(sent(request))
    back = f"{reverse('administrator:absences')}?{WHAT}={LEAVES}"

    def act(given: object) -> bool:
        actions.cancel_leave(found.pk, by=by, at=at)
        return True

    if request.method == "POST" and tried(form, act):
        return done(request, _("Đã bỏ ngày nghỉ."), back)
    return ask(
        request,
        "absences",
        form,
        title=_("Bỏ ngày nghỉ của %(name)s") % {"name": found.account.full_name},
        facts=[(_("Những ngày"), days(found.valid_from, found.valid_to))],
        button=_("Bỏ ngày nghỉ"),
        grave=True,
        back=back,
    )
