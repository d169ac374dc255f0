"""What waits for my signature: read, tick one or several, confirm once; or send back for redo with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from uuid_utils.compat import uuid7

from motcua.dossiers import actions as dossier_actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import WorklistRow
from motcua.dossiers.rules.refusals import NotFound, Refusal
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import said
from motcua.pages.staff.access import authority_of, for_officers, key_of, now, office_of, uuid_or_none, whole_number
from motcua.pages.staff.frame import frame
from motcua.pages.staff.rows import PICK, Reckoning, deadline_chip
from motcua.pages.stepping_up import require_fresh
from motcua.receipts import actions
from motcua.receipts import queries as receipts
from motcua.receipts.signing import signer

from .parts import Row
from .results import sheets

PICKED, STEP, ONWARD, ALL = "dossier", "step", "onward", "het"
NAMES = {"picked": PICKED, "step": STEP, "onward": ONWARD}
AT_ONCE = 50
ROW = (
    '<tr>{pick}<td><a class="code" href="{href}">{code}</a></td><td>{deadline}</td><td class="is-clip">{paper}</td>'
    '<td class="is-clip is-short">{owner}</td><td class="is-clip is-short">{title}</td>'
    '<td class="is-clip is-short">{procedure}</td></tr>'
)
Papers = Mapping[UUID, tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class ToSign:
    """One dossier to be signed in a batch, with the change count at which it was read."""

    row: WorklistRow
    paper: str

    @property
    def value(self) -> str:
        return f"{self.row.id}:{self.row.lock}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def signing(request: HttpRequest) -> HttpResponse:
    """The list; then one page that names what will be signed; then the signatures, each dossier for itself."""
    if request.method == "POST" and request.POST.get(STEP) == "sign":
        done: HttpResponse = _sign(request)
        return done
    by, at, office_id = authority_of(request), now(), office_of(request)
    rows = _waiting(by, office_id, at)
    sent = request.POST if request.method == "POST" else request.GET
    picked = {one for one in map(uuid_or_none, sent.getlist(PICKED)) if one}
    if ALL in request.GET:
        picked = {row.id for row in rows}
    papers = receipts.titles_of([row.id for row in rows]) if rows else {}
    chosen = [ToSign(row, papers.get(row.id, ("", False))[0]) for row in rows if row.id in picked]
    office = organisation.unit_as_shown(office_id) if office_id else None
    context: dict[str, Any] = {"office": office, "digital": signer() is not None}
    if chosen and request.method == "POST":
        context |= {"chosen": chosen, "key": uuid7(), "names": NAMES}
        return render(request, "officer/signing_confirm.html", frame(request, "signing", **context))
    context |= {
        "rows": _rows_html(rows, papers, Reckoning(organisation.calendar_of(office), at), picked) if office else "",
        "count": len(rows),
        "empty": not rows,
        "all_picked": ALL in request.GET,
        "nothing_picked": request.method == "POST",
    }
    return render(request, "officer/signing.html", frame(request, "signing", **context))


@require_safe
@for_officers
def preview(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One result as it will be printed, beside what the handler proposes; sign it here and go on to the next."""
    by, at, office_id = authority_of(request), now(), office_of(request)
    rows = _waiting(by, office_id, at)
    place = next((number for number, row in enumerate(rows) if row.id == dossier_id), None)
    if place is None:
        raise NotFound("")
    row = rows[place]
    dossier = dossiers.dossier_for(by, dossier_id)
    dossier_actions.record_view(by, dossier, what="result", at=at)
    paper = actions.shown(by, dossier_id, at=at)
    result = dossiers.result_of(dossier)
    proposal = []
    if result is not None:
        outcome = _("Giải quyết") if result.outcome == "granted" else _("Từ chối giải quyết")
        proposal = [Row(_("Đề xuất"), outcome), Row(_("Nội dung trình"), as_typed(result.summary))]
    following = rows[place + 1].id if place + 1 < len(rows) else None
    context = {
        "office": dossier.unit,
        "row": row,
        "place": _("Thứ %(number)d trong %(count)d hồ sơ chờ ký") % {"number": place + 1, "count": len(rows)},
        "title": said(paper.title if paper is not None else row.procedure),
        "deadline": deadline_chip(row, Reckoning(organisation.calendar_of(dossier.unit), at)),
        "sheets": sheets(by, dossier, paper, at) if paper is not None else [],
        "lines": [Row(one["label"], one["value"]) for one in paper.lines if one["value"]] if paper is not None else [],
        "proposal": [one for one in proposal if one.value],
        "value": ToSign(row, "").value,
        "key": uuid7(),
        "names": NAMES,
        "onward": following or "",
        "previous_url": reverse("officer:sign_one", args=[rows[place - 1].id]) if place else "",
        "next_url": reverse("officer:sign_one", args=[following]) if following else "",
        "digital": signer() is not None and paper is not None,
    }
    return render(request, "officer/sign_one.html", frame(request, "signing", **context))


@require_fresh
def _sign(request: HttpRequest) -> HttpResponse:
    """Sign each dossier of the confirmed page; what cannot be signed is named and stays ticked, the rest is signed."""
    by, at = authority_of(request), now()
    key, signed, refused = key_of(request), [], []
    for dossier_id, lock in _read(request.POST.getlist(PICKED)[:AT_ONCE]):
        try:
            # One confirmation, one key per dossier that follows from it: a repeat signs nothing twice.
            done = actions.sign_result(dossier_id, by=by, at=at, key=uuid5(key, str(dossier_id)), expected_lock=lock)
            signed.append(done.code)
        except Refusal as refusal:
            refused.append((dossier_id, said(refusal.message)))
    if signed:
        messages.success(
            request, _("Đã ký %(count)d hồ sơ: %(codes)s") % {"count": len(signed), "codes": ", ".join(signed)}
        )
    for dossier_id, message in refused:
        messages.error(request, _("%(code)s chưa ký được: %(why)s") % {"code": _code(by, dossier_id), "why": message})
    onward = uuid_or_none(request.POST.get(ONWARD))
    if onward is not None and not refused and _is_waiting(by, office_of(request), at, onward):
        return HttpResponseRedirect(reverse("officer:sign_one", args=[onward]))
    again = urlencode([(PICKED, str(dossier_id)) for dossier_id, _why in refused])
    return HttpResponseRedirect(reverse("officer:signing") + (f"?{again}" if again else ""))


def _waiting(by: Authority, office_id: UUID | None, at: datetime) -> tuple[WorklistRow, ...]:
    if office_id is None or office_id not in by.office_ids:
        return ()
    return dossiers.waiting_for_signature(by, office_id=office_id, at=at).rows


def _is_waiting(by: Authority, office_id: UUID | None, at: datetime, dossier_id: UUID) -> bool:
    return any(row.id == dossier_id for row in _waiting(by, office_id, at))


def _rows_html(rows: tuple[WorklistRow, ...], papers: Papers, against: Reckoning, picked: set[UUID]) -> SafeString:
    return mark_safe("\n".join(_row_html(row, papers, against, row.id in picked) for row in rows))  # noqa: S308 – escaped


def _row_html(row: WorklistRow, papers: Papers, against: Reckoning, is_picked: bool) -> str:
    paper, is_pending = papers.get(row.id, (_("Ký trên giấy"), False))
    words = escape(_("Chọn %s") % row.code)
    return ROW.format(
        pick=PICK.format(id=row.id, checked=" checked" if is_picked else "", words=words),
        href=escape(reverse("officer:sign_one", args=[row.id])),
        code=escape(row.code),
        deadline=deadline_chip(row, against).html("deadline"),
        paper=escape(_("%s (chờ bạn xác nhận)") % said(paper) if is_pending else said(paper)),
        owner=escape(row.owner_name),
        title=escape(row.title) if row.title != row.owner_name else "",
        procedure=escape(said(row.procedure)),
    )


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
