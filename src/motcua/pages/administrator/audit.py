"""The record searched: accounts, organisation, dossiers, who looked. Searching leaves its own row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from motcua.accounts import queries as accounts
from motcua.dossiers import queries as dossiers
from motcua.organisation import actions
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages.saying import format_date
from motcua.pages.staff.wording import happened

from .access import authority_of, day_in, for_administrators, moment_of, now, own_office, said_moment, typed
from .frame import AFTER, Cell, Filter, Listing, Text, nobody, show_list
from .wording import HAPPENINGS, VIEWED, changed

KIND, PERSON, CODE, SINCE, UNTIL = "loai", "nguoi", "ma", "tu", "den"
SIZE, EXPORTED_AT_MOST = 50, 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: within whose subtree, about whom, which dossier, between which moments."""

    by: Authority
    today: Any
    actor_id: UUID | None
    code: str
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the record: when, who, what, about what; identifiers only, as the record itself."""

    at: datetime
    who: str
    what: str
    about: str
    mark: str


Look = Callable[[Asked, str, int], list[Line]]


def _of_organisation(asked: Asked, after: str, size: int) -> list[Line]:
    found = organisation.changes_administered(
        asked.by, actor_id=asked.actor_id, since=asked.since, until=asked.until, after=after, size=size
    )
    return [
        Line(one.at, one.actor.full_name if one.actor else nobody(), changed(one.verb), _unit_of(one), str(one.pk))
        for one in found.rows
    ]


def _unit_of(change: Any) -> str:
    return change.unit.name if change.unit else ""


def _of_accounts(asked: Asked, after: str, size: int) -> list[Line]:
    before = _moment_and_key(after)
    rows = accounts.account_events(
        account_ids=organisation.people_ids(asked.by, asked.today),
        account_id=asked.actor_id,
        since=asked.since,
        until=asked.until,
        before=before,
        size=size,
    )
    names = accounts.names_of([key for one in rows for key in (one.account_id, one.actor_id)])
    return [
        Line(
            one.at,
            names.get(one.actor_id, nobody()) if one.actor_id else nobody(),
            str(HAPPENINGS.get(one.what, one.what)),
            names.get(one.account_id, "") if one.account_id and one.account_id != one.actor_id else "",
            f"{one.at.isoformat()}~{one.id}",
        )
        for one in rows
    ]


def _of_dossiers(asked: Asked, after: str, size: int) -> list[Line]:
    rows = dossiers.journal_administered(
        asked.by, actor_id=asked.actor_id, code=asked.code, since=asked.since, until=asked.until, after=after, size=size
    )
    return [
        Line(
            one.at,
            one.actor_name or (nobody() if one.actor_id is None else _("Người nộp")),
            happened(one.verb),
            one.code,
            str(one.id),
        )
        for one in rows
    ]


def _of_views(asked: Asked, after: str, size: int) -> list[Line]:
    rows = dossiers.views_administered(
        asked.by, actor_id=asked.actor_id, code=asked.code, since=asked.since, until=asked.until, after=after, size=size
    )
    return [
        Line(one.at, one.actor_name, str(VIEWED.get(one.verb.partition(":")[0], _("mở tệp"))), one.code, str(one.id))
        for one in rows
    ]


KINDS: dict[str, tuple[Text, Look]] = {
    "to-chuc": (_lazy("Thay đổi tổ chức, quản trị"), _of_organisation),
    "tai-khoan": (_lazy("Tài khoản, đăng nhập"), _of_accounts),
    "ho-so": (_lazy("Việc làm với hồ sơ"), _of_dossiers),
    "luot-xem": (_lazy("Lượt xem thông tin cá nhân"), _of_views),
}


def _moment_and_key(after: str) -> tuple[datetime, UUID] | None:
    try:
        at, key = after.split("~", 1)
        return datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None


def _asked(request: HttpRequest) -> tuple[Asked, list[str]]:
    """What the address asks for, and in plain words what of it could not be understood."""
    wrong: list[str] = []
    login, actor_id = typed(request, PERSON), None
    if login:
        account = accounts.account_by_login(login)
        actor_id = account.pk if account is not None else UUID(int=0)
        if account is None:
            wrong.append(_("Không có ai mang tên đăng nhập %(login)s.") % {"login": login})
    for name, label in ((SINCE, _("Từ ngày")), (UNTIL, _("Đến ngày"))):
        if typed(request, name) and day_in(request, name) is None:
            wrong.append(_("%(label)s chưa đúng: ghi ngày/tháng/năm, ví dụ 17/12/2025.") % {"label": label})
    asked = Asked(
        by=authority_of(request),
        today=now().date(),
        actor_id=actor_id,
        code=typed(request, CODE, 60),
        since=moment_of(day_in(request, SINCE)),
        until=moment_of(day_in(request, UNTIL), next_day=True),
    )
    return asked, wrong


@require_safe
@for_administrators
def audit(request: HttpRequest) -> HttpResponse:
    """A page of one kind of record; nothing is read, and nothing recorded, before something is asked for."""
    asked, wrong = _asked(request)
    kind, after = typed(request, KIND), typed(request, AFTER)
    lines: list[Line] = []
    if kind in KINDS and not wrong:
        if not after:
            _recorded("search_record", request, kind)
        lines = KINDS[kind][1](asked, after, SIZE + 1)
    kept = request.GET.copy()
    kept.pop(AFTER, None)
    more = lines[SIZE - 1].mark if len(lines) > SIZE else ""
    chosen = kind in KINDS
    listing = Listing(
        title=_("Nhật ký"),
        columns=[_("Lúc"), _("Ai"), _("Việc"), _("Về")],
        rows=[[Cell(said_moment(one.at)), Cell(one.who), Cell(one.what), Cell(one.about)] for one in lines[:SIZE]],
        filters=_filters(request, kind),
        next_url=f"{request.path}?{kept.urlencode()}&{AFTER}={more.replace('+', '%2B')}" if more else "",
        actions=[(f"{reverse('administrator:audit_export')}?{kept.urlencode()}", _("Tải tệp CSV"))] if lines else [],
        notices=wrong,
        intro=_("Mỗi lần tra được ghi lại. Nhật ký không chứa thông tin của người dân."),
        empty_title=_("Không có dòng nào khớp") if chosen and not wrong else _("Chọn loại nhật ký rồi bấm Tìm"),
        empty_text=_("Thử bỏ bớt điều kiện hoặc chọn thời gian dài hơn.")
        if chosen
        else _("Có thể lọc theo người, mã hồ sơ và thời gian."),
    )
    return show_list(request, "audit", listing)


def _filters(request: HttpRequest, kind: str) -> list[Filter]:
    return [
        Filter(
            KIND, _("Loại"), kind, "choice", [("", _("Chọn…")), *((slug, label) for slug, (label, _l) in KINDS.items())]
        ),
        Filter(PERSON, _("Tên đăng nhập"), typed(request, PERSON)),
        Filter(CODE, _("Mã hồ sơ"), typed(request, CODE, 60)),
        Filter(SINCE, _("Từ ngày"), typed(request, SINCE, 40), "date"),
        Filter(UNTIL, _("Đến ngày"), typed(request, UNTIL, 40), "date"),
    ]


def _recorded(verb: str, request: HttpRequest, kind: str) -> None:
    by = authority_of(request)
    named = sorted(name for name in (PERSON, CODE, SINCE, UNTIL) if typed(request, name))
    actions.record_search(own_office(by), verb, by=by, at=now(), kind=kind, filters=named)


@require_safe
@for_administrators
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse | HttpResponseRedirect:
    """The same rows as a file that a spreadsheet opens without running anything; ten thousand at most."""
    asked, wrong = _asked(request)
    kind = typed(request, KIND)
    if kind not in KINDS or wrong:
        return HttpResponseRedirect(f"{reverse('administrator:audit')}?{request.GET.urlencode()}")
    _recorded("export_record", request, kind)
    lines = _all_lines(KINDS[kind][1], asked)
    answer = StreamingHttpResponse(_csv(lines), content_type="text/csv; charset=utf-8")
    name = f"nhat-ky-{kind}-{format_date(asked.today).replace('/', '-')}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _all_lines(look: Look, asked: Asked) -> list[Line]:
    found: list[Line] = []
    after = ""
    while len(found) < EXPORTED_AT_MOST:
        batch = look(asked, after, 500)
        found += batch
        if len(batch) < 500:
            break
        after = batch[-1].mark
    return found[:EXPORTED_AT_MOST]


class _Echo:
    def write(self, value: str) -> str:
        return value


def _csv(lines: list[Line]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # so that spreadsheets read the marks
    yield writer.writerow([_("Lúc"), _("Ai"), _("Việc"), _("Về")])
    for one in lines:
        yield writer.writerow([harmless(text) for text in (said_moment(one.at), one.who, one.what, one.about)])


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
