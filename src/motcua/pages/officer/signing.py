"""What waits for my signature: read, tick one or several, confirm once; or send back for redo with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import WorklistRow
from motcua.dossiers.rules.refusals import Refusal
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages.staff.access import authority_of, for_officers, key_of, now, office_of, uuid_or_none, whole_number
from motcua.pages.staff.frame import frame
from motcua.pages.staff.rows import rows_html

PICKED, STEP = "dossier", "step"
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ToSign:
    """One dossier to be signed in a batch, with the change count at which it was read."""

    row: WorklistRow

    @property
    def value(self) -> str:
        return f"{self.row.id}:{self.row.lock}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def signing(request: HttpRequest) -> HttpResponse:
    """The list; then one page that names what will be signed; then the signatures, each dossier for itself."""
    by, at, office_id = authority_of(request), now(), office_of(request)
    if request.method == "POST" and request.POST.get(STEP) == "sign":
        return _sign(request, by, at)
    found = dossiers.waiting_for_signature(by, office_id=office_id, at=at) if office_id in by.office_ids else None
    rows = found.rows if found else ()
    picked = {one for one in map(uuid_or_none, request.POST.getlist(PICKED)) if one}
    chosen = [ToSign(row) for row in rows if row.id in picked]
    office = organisation.unit_as_shown(office_id) if office_id else None
    context: dict[str, Any] = {"office": office}
    if chosen:
        context |= {"chosen": chosen, "key": uuid7(), "names": {"picked": PICKED, "step": STEP}}
        return render(request, "officer/signing_confirm.html", frame(request, "signing", **context))
    context |= {
        "rows": rows_html(rows, organisation.calendar_of(office), at, picked) if office else "",
        "empty": not rows,
        "nothing_picked": request.method == "POST",
        "next_url": "",
        "previous_url": "",
    }
    return render(request, "officer/signing.html", frame(request, "signing", **context))


def _sign(request: HttpRequest, by: Authority, at: datetime) -> HttpResponse:
    """Sign each dossier of the confirmed page; what cannot be signed any more is named, the rest is signed."""
    key, signed, refused = key_of(request), [], []
    for dossier_id, lock in _read(request.POST.getlist(PICKED)[:AT_ONCE]):
        try:
            # One confirmation, one key per dossier that follows from it: a repeat signs nothing twice.
            done = actions.sign(dossier_id, by=by, at=at, key=uuid5(key, str(dossier_id)), expected_lock=lock)
            signed.append(done.code)
        except Refusal as refusal:
            refused.append((dossier_id, refusal.message))
    if signed:
        messages.success(
            request, _("Đã ký %(count)d hồ sơ: %(codes)s") % {"count": len(signed), "codes": ", ".join(signed)}
        )
    for dossier_id, message in refused:
        messages.error(request, _("%(code)s chưa ký được: %(why)s") % {"code": _code(by, dossier_id), "why": message})
    return HttpResponseRedirect(reverse("officer:signing"))


def _read(values: list[str]) -> list[tuple[UUID, int]]:
    """Dossier and change count of each hidden field; what cannot be read is left out."""
    found: list[tuple[UUID, int]] = []
    for value in values:
        name, _colon, lock = value.partition(":")
        dossier_id, count = uuid_or_none(name), whole_number(lock)
        if dossier_id is not None and count is not None:
            found.append((dossier_id, count))
    return found


def _code(by: Authority, dossier_id: UUID) -> Any:
    try:
        return dossiers.dossier_for(by, dossier_id).code
    except Refusal:
        return _("Một hồ sơ")
