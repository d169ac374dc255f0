"""One verb for several dossiers: first what will happen and what is left out and why, then each for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from motcua.dossiers import actions, permissions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Refusal
from motcua.dossiers.rules.states import Verb
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages.saying import said
from motcua.pages.staff.access import authority_of, for_officers, key_of, now, uuid_or_none, whole_number
from motcua.pages.staff.frame import frame, home
from motcua.pages.staff.wording import FUNCTIONS
from motcua.procedures import queries as procedures

from .worklist import PICKED

STEP, TO, NOTE, NEXT = "step", "to_account_id", "note", "next"
NOTE_AT_MOST = 2000


@dataclass(frozen=True, slots=True)
class Bulk:
    """A verb that may be done to several: what the page asks, what the button and the sentence afterwards say."""

    verb: Verb
    title: str | Promise
    button: str | Promise
    done: str | Promise
    icon: str
    needs_person: bool = False


BULK = {
    "chuyen-buoc": Bulk(
        Verb.FORWARD,
        gettext_lazy("Chuyển bước %(count)d hồ sơ?"),
        gettext_lazy("Chuyển bước"),
        gettext_lazy("Đã chuyển bước %(count)d hồ sơ: %(codes)s"),
        "circle-arrow-right",
    ),
    "phan-cong": Bulk(
        Verb.ASSIGN,
        gettext_lazy("Phân công %(count)d hồ sơ?"),
        gettext_lazy("Phân công"),
        gettext_lazy("Đã phân công %(count)d hồ sơ: %(codes)s"),
        "user-round-plus",
        needs_person=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier of the confirmation: where it would go, or why it is left out."""

    dossier: Any
    procedure: str
    onward: str = ""
    why: str = ""

    @property
    def value(self) -> str:
        return f"{self.dossier.pk}:{self.dossier.lock}"


@require_POST
@for_officers
def bulk(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for confirmation of the ticked dossiers; confirmed, do them one by one and say how each went."""
    asked = BULK.get(slug)
    if asked is None:
        raise Http404
    by, at = authority_of(request), now()
    if request.POST.get(STEP) == "do":
        return _do(request, asked, by, at)
    return _confirm(request, asked, by, at)


def _confirm(request: HttpRequest, asked: Bulk, by: Authority, at: datetime, error: str = "") -> HttpResponse:
    picked = [key for value in request.POST.getlist(PICKED) if (key := uuid_or_none(value.partition(":")[0]))]
    lines = [_line(by, asked, dossier) for dossier in dossiers.several(by, picked)]
    if not lines:
        messages.error(request, _("Chưa chọn hồ sơ nào. Đánh dấu ô đầu dòng rồi bấm lại."))
        return HttpResponseRedirect(_back(request))
    people, lines = _people(lines, at) if asked.needs_person else ([], lines)
    chosen = [line for line in lines if not line.why]
    context = {
        "asked": asked,
        "title": asked.title % {"count": len(chosen)} if chosen else _("Không hồ sơ nào làm được việc này"),
        "chosen": chosen,
        "left_out": [line for line in lines if line.why],
        "people": people,
        "person": request.POST.get(TO, ""),
        "note": request.POST.get(NOTE, ""),
        "error": error,
        "key": request.POST.get("key") or uuid7(),
        "back": _back(request),
        "names": {"picked": PICKED, "step": STEP, "to": TO, "note": NOTE, "next": NEXT},
        "office": lines[0].dossier.unit,
    }
    page = frame(request, "worklist", **context)
    return render(request, "officer/bulk.html", page, status=422 if error else 200)


def _line(by: Authority, asked: Bulk, dossier: Any) -> Line:
    definition = procedures.version(dossier.version_id).definition
    why = permissions.why_not(by, asked.verb, dossier, definition)
    following = definition.stage_after(dossier.stage_key) if asked.verb is Verb.FORWARD else None
    if asked.verb is Verb.FORWARD and why is None and following is None:
        why = _("Đây là bước cuối.")
    return Line(dossier, definition.short_name, following.name if following else "", said(why) if why else "")


def _people(lines: list[Line], at: datetime) -> tuple[list[tuple[str, str]], list[Line]]:
    """Who may take them: the holders of the function most of them lie at; those at another wait for their own turn."""
    places = Counter((line.dossier.unit_id, line.dossier.holder_function) for line in lines if not line.why)
    if not places:
        return [], lines
    (office_id, function), _many = places.most_common(1)[0]
    other = _("Đang ở bước của vị trí khác (%s); phân công riêng.")
    kept = [
        line
        if line.why or (line.dossier.unit_id, line.dossier.holder_function) == (office_id, function)
        else Line(line.dossier, line.procedure, why=other % FUNCTIONS.get(line.dossier.holder_function, ""))
        for line in lines
    ]
    people = {one.account_id: one for one in organisation.holders_of(office_id, function, at.date())}
    away = _("%(who)s (đang nghỉ)")
    options = []
    for key, one in people.items():
        words = f"{one.name}, {said(one.title)}"
        options.append((str(key), away % {"who": words} if one.on_leave else words))
    return options, kept


def _do(request: HttpRequest, asked: Bulk, by: Authority, at: datetime) -> HttpResponse:
    """Each dossier in its own transaction: what cannot be done any more is named, the rest is done."""
    words: dict[str, Any] = {}
    note = request.POST.get(NOTE, "").replace("\0", "").strip()
    if len(note) > NOTE_AT_MOST:
        return _confirm(request, asked, by, at, _("Ý kiến dài quá: nhiều nhất %d ký tự.") % NOTE_AT_MOST)
    if asked.needs_person:
        person = uuid_or_none(request.POST.get(TO))
        if person is None:
            return _confirm(request, asked, by, at, _("Hãy chọn người nhận việc."))
        words["to_account_id"] = person
    key, action = key_of(request), getattr(actions, asked.verb.value)
    done: list[str] = []
    failed: list[tuple[UUID, str]] = []
    for dossier_id, lock in _read(request.POST.getlist(PICKED)):
        try:
            # One confirmation, one key per dossier that follows from it: a repeat does nothing twice.
            own = uuid5(key, str(dossier_id))
            moved = action(dossier_id, by=by, at=at, key=own, expected_lock=lock, note=note, **words)
            done.append(moved.code)
        except Refusal as refusal:
            failed.append((dossier_id, said(refusal.message)))
    if done:
        messages.success(request, asked.done % {"count": len(done), "codes": ", ".join(done)})
    codes = {one.pk: one.code for one in dossiers.several(by, [key for key, _why in failed])} if failed else {}
    for dossier_id, why in failed:
        code = codes.get(dossier_id, _("Một hồ sơ"))
        messages.error(request, _("%(code)s chưa làm được: %(why)s") % {"code": code, "why": why})
    return HttpResponseRedirect(_back(request))


def _read(values: Iterable[str]) -> list[tuple[UUID, int]]:
    """Dossier and change count of each hidden field; what cannot be read is left out."""
    found: dict[UUID, int] = {}
    for value in values:
        name, _colon, lock = value.partition(":")
        dossier_id, count = uuid_or_none(name), whole_number(lock)
        if dossier_id is not None and count is not None:
            found[dossier_id] = count
    return list(found.items())[: dossiers.AT_ONCE]


def _back(request: HttpRequest) -> str:
    onward = request.POST.get(NEXT, "")
    is_ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if is_ours and onward.startswith("/") else home()
