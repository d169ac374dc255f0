"""In English no page says anything in Vietnamese but names, what people wrote, and official words marked as such."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from motcua.accounts.models import Account
from motcua.correspondence.models import Message
from motcua.dossiers.models import Dossier, Draft, JournalEntry, SupplementRequest
from motcua.organisation.models import CalendarDay, Post, Unit, WeeklyHours
from motcua.pages.language import COOKIE
from motcua.procedures.models import AdministrativeDivision
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.pages.markup import SELF_CLOSED, VOID
from tests.pages.officer.conftest import Clock, Officer, clock, loaded, office

__all__ = ["Clock", "clock", "loaded", "office"]

VIETNAMESE = re.compile("[À-ỹđĐ]")
SPOKEN = ("title", "aria-label", "placeholder", "alt", "content", "label")
# The name of the system, of a browser, of the country's money and of the other language.
OURS = ("Một Cửa", "Cốc Cốc", "Tiếng Việt")
KEPT: dict[Any, tuple[str, ...]] = {
    Unit: ("name", "short_name", "address", "kind", "division_kind", "hours_note"),
    Post: ("title",),
    CalendarDay: ("name", "source"),
    WeeklyHours: ("source",),
    Account: ("full_name",),
    AdministrativeDivision: ("name",),
    Dossier: ("title", "owner_name", "owner_address", "answers"),
    Draft: ("answers",),
    JournalEntry: ("note",),
    SupplementRequest: ("items", "reason"),
}
# Laws are cited by their own names, and what to type is quoted as one would type it.
CITED = re.compile(
    r"(?:(Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)\b[^\n]*?)?\d+/\d{4}/[\w-]+"
    r"|Điều \d+[\d, ]*(đến Điều \d+)?|“[^”]*”"
)
NOT_READ = re.compile(r"^/(ngon-ngu|static|api|quan-tri)/|/dang-xuat/")


class Said(HTMLParser):
    """The Vietnamese words of a page, without those in elements that say they are Vietnamese."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    @property
    def _listening(self) -> bool:
        return not any(vietnamese for _, vietnamese in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.links.append(str(named["href"]))
        if tag not in VOID and tag not in SELF_CLOSED:
            self._open.append((tag, named.get("lang") == "vi" or tag in {"script", "style"}))
        if self._listening and named.get("lang") != "vi":
            self.words += [value for name, value in attrs if name in SPOKEN and value]
            if named.get("type") in {"submit", "button"} and named.get("value"):
                self.words.append(str(named["value"]))

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in VOID and tag not in SELF_CLOSED:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._listening:
            self.words.append(data)


class Names:
    """What stays as it is in every language: names of people, units, places and what somebody wrote."""

    def __init__(self) -> None:
        found: set[str] = set(OURS)
        for model, columns in KEPT.items():
            for column in columns:
                found |= set(_strings(model.objects.values_list(column, flat=True)))
        kept = sorted((one for one in found if one and VIETNAMESE.search(one)), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, kept)), re.IGNORECASE)

    def without(self, words: str) -> str:
        return self._pattern.sub("", CITED.sub("", words))


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from _strings(value)


def left_in_vietnamese(screen: Client, starts: Iterable[str], names: Names, at_most: int = 60) -> str:
    """Read pages from `starts` on along their links, one of each kind; what is still Vietnamese, and where."""
    screen.cookies[COOKIE] = "en"
    waiting, seen, found, read = deque(starts), set(), [], 0
    while waiting and read < at_most:
        address = waiting.popleft()
        kind = re.sub(r"[0-9a-f-]{36}|\d+", "#", address)
        if kind in seen or NOT_READ.search(address.split("?")[0]):
            continue
        seen.add(kind)
        answer = screen.get(address, follow=True)
        if answer.streaming:
            b"".join(answer.streaming_content)  # a file that nobody reads on would stay open
            continue
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        read += 1
        assert answer.status_code in {200, 403, 404}, (address, answer.status_code)
        page = Said(answer.content.decode())
        for words in page.words:
            if VIETNAMESE.search(words) and VIETNAMESE.search(names.without(words)):
                found.append(f"{address}: {' '.join(words.split())[:200]}")
        waiting.extend(link for link in page.links if link.startswith("/"))
    return "\n".join(sorted(set(found)))


@pytest.fixture(scope="module")
def busy(loaded: KinhBac, django_db_blocker: Any) -> tuple[Names, datetime]:
    """Dossiers in several states; and when the last of them moved."""
    with django_db_blocker.unblock():
        desk = Desk(loaded)
        for made in (desk.appraised, desk.asked_for_more, desk.filed, desk.at_approval, desk.issued):
            made()
        return Names(), desk.at


@pytest.fixture
def names(busy: tuple[Names, datetime], office: KinhBac, clock: Clock) -> Names:
    found, clock.at = busy
    return found


def test_nobody_signed_in(names: Names) -> None:
    starts = ("/", "/thu-tuc/", "/tra-cuu/", "/dang-nhap/", "/can-bo/", "/khong-co-trang-nay/")
    assert left_in_vietnamese(Client(), starts, names) == ""


@pytest.mark.parametrize("login", ["chutich", "giamdoc"])
def test_leaders_and_managers(office: KinhBac, names: Names, login: str) -> None:
    starts = ("/can-bo/dieu-hanh/", "/can-bo/quan-tri/", "/can-bo/ho-so/", "/can-bo/")
    assert left_in_vietnamese(Officer(office, login), starts, names) == ""


def test_what_is_kept_is_vietnamese_whatever_the_page_speaks(office: KinhBac, clock: Clock) -> None:
    assert _kept_in("en", office) == _kept_in("vi", office)


def _kept_in(language: str, office: KinhBac) -> list[str]:
    """What filing, accepting and asking for more leaves behind in journal and messages, codes and keys left out."""
    with translation.override(language), transaction.atomic():
        known = set(Message.objects.values_list("pk", flat=True))
        dossier = Desk(office).asked_for_more()
        told = Message.objects.exclude(pk__in=known).order_by("created_at", "kind", "channel")
        texts = [f"{one.subject}\n{one.body}" for one in told]
        entries = JournalEntry.objects.filter(dossier=dossier).order_by("sequence")
        texts += [f"{entry.note} {sorted(_strings(list(entry.data.values())))}" for entry in entries]
        transaction.set_rollback(True)
    assert len(texts) > 5
    return sorted(re.sub(r"[0-9a-f-]{32,36}|AA\d+|'\w{4}-\w{4}'", "#", text) for text in texts)
