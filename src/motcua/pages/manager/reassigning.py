"""A colleague's dossiers go to others: choose whom, see what would move where, then each moves by its own action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from motcua.accounts import queries as accounts
from motcua.dossiers import actions
from motcua.dossiers.queries import lateness
from motcua.dossiers.queries import overview as dossiers
from motcua.dossiers.queries.overview import Row, Wanted
from motcua.dossiers.rules.refusals import Refusal
from motcua.dossiers.rules.sharing import METHODS, Method, shared_out
from motcua.organisation import queries as organisation
from motcua.pages.saying import said
from motcua.pages.staff.access import key_of, uuid_or_none, whole_number
from motcua.pages.staff.frame import frame
from motcua.pages.staff.wording import FUNCTIONS

from .filters import PERSON, Filter
from .rows import shown
from .sight import Sight, for_managers, sight_of

PICKED, MOVE, STEP, METHOD, REASON = "dossier", "move", "step", "cach", "ly-do"
AT_ONCE, LONGEST_REASON = 100, 500


@dataclass(frozen=True, slots=True)
class Colleague:
    """One who may take over, with how many open dossiers they hold now."""

    id: UUID
    name: str
    title: str
    held: int
    on_leave: bool


@dataclass(slots=True)
class Share:
    """The dossiers of one function at one office, and who may have them."""

    function: str
    rows: list[Row]
    colleagues: list[Colleague] = field(default_factory=list)
    chosen: list[UUID] = field(default_factory=list)

    @property
    def input_name(self) -> str:
        return f"to-{self.function}"

    @property
    def label(self) -> str:
        return str(FUNCTIONS.get(self.function, self.function))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, at the input it is about."""

    input_name: str
    message: str


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def reassign(request: HttpRequest) -> HttpResponse:
    """Choose (GET), preview, move. The same dossiers stay chosen from step to step."""
    sight = sight_of(request)
    if request.POST.get(STEP) == "move":
        return _move(request, sight)
    rows, elsewhere, more = _asked_for(request, sight)
    if not rows:
        messages.info(request, _("Không có hồ sơ nào để chuyển: hồ sơ đã xong, hoặc cơ quan khác giữ."))
        return HttpResponseRedirect(_back(sight, None))
    shares = _shares(request, sight, rows)
    typed = request.POST if request.method == "POST" else request.GET
    method = cast("Method", typed.get(METHOD) if typed.get(METHOD) in METHODS else METHODS[0])
    context: dict[str, Any] = {
        "shares": shares,
        "rows": shown(sight, rows, sight.hours()),
        "method": method,
        "reason": typed.get(REASON, "").replace("\0", ""),
        "office_id": rows[0].office_id,
        "office": next(one for one in sight.offices if one.id == rows[0].office_id),
        "names": {"picked": PICKED, "step": STEP, "method": METHOD, "reason": REASON, "move": MOVE},
        "elsewhere": elsewhere,
        "more": more,
        "again": _again(rows),
        "errors": [],
    }
    if request.method == "POST":
        problems = _problems(shares, context["reason"])
        if not problems:
            return _preview(request, context)
        context["errors"] = problems
    return render(request, "manager/reassign.html", frame(request, "today", **context))


def _asked_for(request: HttpRequest, sight: Sight) -> tuple[list[Row], int, bool]:
    """The dossiers asked for at one office that the person leads; how many lie elsewhere; whether there are more."""
    asked = request.POST if request.method == "POST" else request.GET
    person = uuid_or_none(asked.get(PERSON))
    led = sight.led()
    if person is not None and not asked.getlist(PICKED):
        offices = [one for one in led if sight.chosen is None or one.id == sight.chosen.id]
        page = dossiers.overseen(offices, Wanted("open", holder_id=person), sight.hours(), size=AT_ONCE)
        rows, more = page.rows, page.next is not None
    else:
        picked = [one for one in map(uuid_or_none, asked.getlist(PICKED)[:AT_ONCE]) if one]
        rows, more = dossiers.named(sight.offices, picked), False
    rows = tuple(row for row in rows if row.resolved_at is None)
    of_led = [row for row in rows if sight.leads(row.office_id)]
    first = of_led[0].office_id if of_led else None
    here = [row for row in of_led if row.office_id == first]
    return here, len(rows) - len(here), more


def _shares(request: HttpRequest, sight: Sight, rows: list[Row]) -> list[Share]:
    shares: dict[str, Share] = {}
    for row in rows:
        shares.setdefault(row.holder_function, Share(row.holder_function, [])).rows.append(row)
    people: dict[str, dict[UUID, Any]] = {}
    for function, share in shares.items():
        holders = organisation.holders_of(rows[0].office_id, function, sight.at.date())
        only = {row.holder_id for row in share.rows}
        left_out = only if len(only) == 1 else set()
        people[function] = {one.account_id: one for one in reversed(holders) if one.account_id not in left_out}
    held = lateness.loads_of({key for known in people.values() for key in known})
    for function, share in shares.items():
        share.colleagues = sorted(
            (Colleague(one.account_id, one.name, one.title, held.get(one.account_id, 0), one.on_leave)
             for one in people[function].values()),
            key=lambda one: (one.on_leave, one.held, one.name),
        )  # fmt: skip
        known = {one.id for one in share.colleagues}
        ticked = [uuid_or_none(value) for value in request.POST.getlist(share.input_name)]
        share.chosen = [one for one in ticked if one in known]
    return list(shares.values())


def _problems(shares: list[Share], reason: str) -> list[Problem]:
    found = [
        Problem(
            share.input_name,
            _("Chọn ít nhất một đồng nghiệp nhận các hồ sơ bước %(step)s.") % {"step": share.label},
        )
        for share in shares
        if share.colleagues and not share.chosen
    ]
    if all(not share.colleagues for share in shares):
        found.append(Problem("", _("Không còn đồng nghiệp nào giữ vị trí này hôm nay. Ủy quyền vị trí trước.")))
    if not reason.strip():
        found.append(Problem(REASON, _("Hãy ghi lý do; lý do nằm trong lịch sử từng hồ sơ.")))
    elif len(reason) > LONGEST_REASON:
        found.append(Problem(REASON, _("Lý do dài quá: nhiều nhất %(most)d ký tự.") % {"most": LONGEST_REASON}))
    return found


def _preview(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    shares: list[Share] = context["shares"]
    names = {one.id: one.name for share in shares for one in share.colleagues}
    held = {one.id: one.held for share in shares for one in share.colleagues}
    to: dict[UUID, UUID] = {}
    for share in shares:
        for row, person in shared_out(share.rows, share.chosen, held, context["method"]):
            to[row.id] = person
            held[person] += 1 if context["method"] == "fewest" else 0
    moves = [
        {"shown": one, "to": names[to[one.row.id]], "value": f"{one.row.id}:{one.row.lock}:{to[one.row.id]}"}
        for one in context["rows"]
        if one.row.id in to
    ]
    each = Counter(move["to"] for move in moves)
    context |= {"moves": moves, "each": sorted(each.items()), "key": uuid7()}
    return render(request, "manager/reassign_check.html", frame(request, "today", **context))


def _move(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Move each dossier of the confirmed page; what cannot be moved any more is named, the rest moves."""
    key, reason = key_of(request), request.POST.get(REASON, "").replace("\0", "").strip()[:LONGEST_REASON]
    wanted = _read(request.POST.getlist(MOVE)[:AT_ONCE])
    known = {row.id: row for row in dossiers.named(sight.offices, [one for one, _lock, _to in wanted])}
    names = accounts.names_of(to for _one, _lock, to in wanted)
    moved: Counter[str] = Counter()
    for dossier_id, lock, to in wanted:
        row = known.get(dossier_id)
        # One confirmation, one key per dossier that follows from it: a repeat moves nothing twice.
        arguments: dict[str, Any] = {
            "by": sight.by, "at": sight.at, "key": uuid5(key, str(dossier_id)), "expected_lock": lock,
            "to_account_id": to,
        }  # fmt: skip
        try:
            if row is not None and row.holder_id is None:
                actions.assign(dossier_id, note=reason, **arguments)
            else:
                actions.reassign(dossier_id, reason=reason, **arguments)
            moved[names.get(to, "")] += 1
        except Refusal as refusal:
            code = row.code if row is not None else _("Một hồ sơ")
            messages.error(
                request, _("%(code)s chưa chuyển được: %(why)s") % {"code": code, "why": said(refusal.message)}
            )
    if moved:
        many = sum(moved.values())
        words = ngettext("Đã chuyển %(count)d hồ sơ: %(who)s.", "Đã chuyển %(count)d hồ sơ: %(who)s.", many)
        who = ", ".join(f"{name} {count}" for name, count in sorted(moved.items()))
        messages.success(request, words % {"count": many, "who": who})
    elif not wanted:
        messages.error(request, _("Chưa chuyển hồ sơ nào: trang xác nhận đã cũ. Chọn lại từ danh sách."))
    return HttpResponseRedirect(_back(sight, next(iter(known.values()), None)))


def _read(values: Iterable[str]) -> list[tuple[UUID, int, UUID]]:
    """Dossier, change count and colleague of each hidden field; what cannot be read is left out."""
    found = []
    for value in values:
        parts = value.split(":")
        if len(parts) != 3:
            continue
        dossier_id, lock, to = uuid_or_none(parts[0]), whole_number(parts[1]), uuid_or_none(parts[2])
        if dossier_id is not None and lock is not None and to is not None:
            found.append((dossier_id, lock, to))
    return found


def _again(rows: list[Row]) -> str:
    return "?" + urlencode([(PICKED, str(row.id)) for row in rows])


def _back(sight: Sight, row: Row | None) -> str:
    office_id = row.office_id if row is not None else (sight.chosen.id if sight.chosen else None)
    return Filter(office_id=office_id).address()
