"""Whoever holds dossiers is reminded of them: see who and of what, add a word, send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from motcua.dossiers import actions
from motcua.dossiers.actions.remind import LONGEST
from motcua.dossiers.queries import overview as dossiers
from motcua.dossiers.queries.overview import Row
from motcua.dossiers.rules.refusals import Refusal
from motcua.pages.saying import said
from motcua.pages.staff.access import key_of, uuid_or_none
from motcua.pages.staff.frame import frame

from .filters import BY_NAME, Filter
from .rows import shown
from .sight import Sight, for_managers, sight_of

PICKED, WORDS = "dossier", "loi-nhac"
AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def remind(request: HttpRequest) -> HttpResponse:
    """The dossiers chosen in a list, with their holders; sending reminds each holder of each dossier."""
    sight = sight_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    picked = [one for one in map(uuid_or_none, asked.getlist(PICKED)[:AT_ONCE]) if one]
    rows = dossiers.named(sight.offices, picked)
    back = Filter(BY_NAME["late"], office_id=sight.chosen.id if sight.chosen else None).address()
    if not rows:
        messages.info(request, _("Chưa chọn hồ sơ nào: đánh dấu ở đầu dòng rồi bấm lại."))
        return HttpResponseRedirect(back)
    words = asked.get(WORDS, "").replace("\0", "").strip()
    too_long = len(words) > LONGEST
    if request.method == "POST" and not too_long:
        _send(request, sight, rows, words)
        return HttpResponseRedirect(back)
    found = shown(sight, rows, sight.hours())
    context: dict[str, Any] = {
        "rows": [one for one in found if one.may_remind and not one.reminded],
        "left_out": [one for one in found if not one.may_remind or one.reminded],
        "names": {"picked": PICKED, "words": WORDS},
        "words": words,
        "longest": LONGEST,
        "errors": [{"input_name": WORDS, "message": _("Lời nhắc dài quá: nhiều nhất %(most)d ký tự.")
                    % {"most": LONGEST}}] if too_long else [],
        "key": uuid7(),
        "back": back,
        "office": sight.chosen,
    }  # fmt: skip
    return render(request, "manager/remind.html", frame(request, "today", **context))


def _send(request: HttpRequest, sight: Sight, rows: Sequence[Row], words: str) -> None:
    key, reminded = key_of(request), 0
    for row in rows:
        try:
            actions.remind(row.id, by=sight.by, at=sight.at, key=uuid5(key, str(row.id)), words=words)
            reminded += 1
        except Refusal as refusal:
            messages.error(
                request, _("%(code)s chưa nhắc được: %(why)s") % {"code": row.code, "why": said(refusal.message)}
            )
    if reminded:
        told = ngettext("Đã nhắc %(count)d hồ sơ.", "Đã nhắc %(count)d hồ sơ.", reminded)
        messages.success(request, told % {"count": reminded})
