"""Today at my office: how much is open, due soon, late, and with whom. Every number opens its dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts import queries as accounts
from motcua.dossiers.queries import overview as dossiers
from motcua.dossiers.queries.overview import Hours, Overview, Pile, Wanted
from motcua.organisation import queries as organisation
from motcua.pages import catalogue_words
from motcua.pages.saying import format_moment, format_number
from motcua.pages.staff.frame import frame

from .filters import BY_NAME, Filter, Group
from .rows import shown
from .sight import Sight, for_managers, sight_of

LATEST, LINES = 10, 12
COLUMNS = ("open", "soon", "late", "waiting")


@dataclass(frozen=True, slots=True)
class Number:
    """One number and the address of the dossiers it counts; nothing to open where there is none."""

    words: str
    url: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One office, place, person or procedure with its numbers, in the order of COLUMNS."""

    name: str
    numbers: tuple[Number, ...]


@require_safe
@for_managers
def today(request: HttpRequest) -> HttpResponse:
    """The figures, the same by place, person and procedure, and the latest of the late."""
    sight = sight_of(request)
    hours = sight.hours()
    found = dossiers.overview(sight.shown, hours)
    base = Filter(office_id=sight.chosen.id if sight.chosen else None)
    context: dict[str, Any] = {
        "sight": sight,
        "moment": format_moment(sight.at),
        "is_too_much": found.is_too_much,
        "office": sight.chosen,
    }
    if not found.is_too_much:
        latest = dossiers.overseen(sight.shown, Wanted("late"), hours, size=LATEST)
        context |= {
            "figures": _figures(sight, found, base, hours),
            "tables": _tables(sight, found, base),
            "latest": shown(sight, latest.rows, hours),
            "late": _number(base.with_group("late"), base.with_group("late").counted(found, sight.shown)),
        }
    return render(request, "manager/today.html", frame(request, "today", **context))


def _number(what: Filter, many: int) -> Number:
    return Number(format_number(many), what.address() if many else "", is_late=what.group.name == "late")


def _figures(sight: Sight, found: Overview, base: Filter, hours: Hours) -> list[dict[str, Any]]:
    def number(name: str) -> Number:
        what = base.with_group(name)
        return _number(what, what.counted(found, sight.shown))

    def figure(name: str, words: str, beside: str = "") -> dict[str, Any]:
        group: Group = BY_NAME[name]
        return {
            "group": group,
            "label": group.label,
            "number": number(name),
            "words": words,
            "beside": number(beside) if beside else None,
        }

    return [
        figure("late", _("quá ngày hẹn trả")),
        figure("soon", _("trước %s") % format_moment(hours.soon)),
        figure("open", _("chưa có kết quả")),
        figure("waiting", _("đồng hồ tạm dừng")),
        figure("unanswered", _("hồ sơ mới nộp"), "filed"),
        figure("received", _("đã trả"), "returned"),
    ]


def _tables(sight: Sight, found: Overview, base: Filter) -> list[dict[str, Any]]:
    several = len(sight.shown) > 1
    offices = {one.id: one.name for one in sight.offices}
    people = accounts.names_of(pile.holder_id for pile in found.piles)
    tables = []
    if several:
        lines = _lines(
            found, lambda pile: pile.office_id, lambda key: replace(base, office_id=key), offices.__getitem__
        )
        tables.append({"title": _("Theo cơ quan"), "head": _("Cơ quan"), **lines})
    else:
        places = organisation.names_of(pile.holder_unit_id for pile in found.piles)
        lines = _lines(found, lambda pile: pile.holder_unit_id, lambda key: replace(base, place_id=key),
                       lambda key: places.get(key, ""))  # fmt: skip
        tables.append({"title": _("Theo phòng"), "head": _("Phòng, bộ phận"), **lines})
    lines = _lines(
        found,
        lambda pile: pile.holder_id,
        lambda key: replace(base, person_id=key, nobodys=key is None),
        lambda key: people.get(key, "") if key else _("Chưa giao cho ai"),
    )
    tables.append({"title": _("Theo người giữ"), "head": _("Người giữ"), **lines})
    lines = _lines(found, lambda pile: pile.procedure_key, lambda key: replace(base, procedure=key), _procedure)
    tables.append({"title": _("Theo thủ tục"), "head": _("Thủ tục"), **lines})
    return tables


def _procedure(key: str) -> str:
    card = catalogue_words.card(key)
    return card.short_name if card is not None else key


def _lines(
    found: Overview, key_of: Callable[[Pile], Any], what: Callable[[Any], Filter], name: Callable[[Any], str]
) -> dict[str, Any]:
    """The lines of one table, the most late first, then the most open; `more` are left out, each with less."""
    sums: dict[Hashable, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for pile in found.piles:
        line = sums[key_of(pile)]
        for index, column in enumerate(COLUMNS):
            line[index] += getattr(pile, column)
    late, opened = COLUMNS.index("late"), COLUMNS.index("open")
    ordered = sorted(sums.items(), key=lambda one: (-one[1][late], -one[1][opened], name(one[0])))
    lines = [
        Line(
            name(key),
            tuple(_number(what(key).with_group(column), many[index]) for index, column in enumerate(COLUMNS)),
        )
        for key, many in ordered[:LINES]
    ]
    return {"lines": lines, "more": max(len(ordered) - LINES, 0)}
