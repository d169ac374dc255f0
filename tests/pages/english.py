"""Reading the house in English as a person would: page after page, every form sent empty and filled, as everybody.

Two rules are looked after. What the house says is English. What is not (an official wording, what somebody wrote) is in
an element with lang="vi", so that a screen reader pronounces it; only proper names of people, agencies and places go
unmarked, as in any English text (WCAG 3.1.2).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urljoin

from django.db import transaction
from django.test import Client

from motcua.pages.language import COOKIE
from motcua.procedures.models import AdministrativeDivision
from motcua.vietnamese.citations import NUMBER
from tests.pages.markup import SELF_CLOSED, VOID

VIETNAMESE = re.compile("[À-ỹđĐ]")
SPOKEN = ("title", "aria-label", "aria-description", "placeholder", "alt", "content", "label")
# The name of the system, of a browser and of the other language.
OURS = ("Một Cửa", "Cốc Cốc", "Tiếng Việt")
# An example is given as one would type it, and so is what to search for.
EXAMPLES = re.compile(
    r"\b(?:for example|type as you would say it|name is|write|name the paper you need:) [^.;]*", re.IGNORECASE
)
INITIALS = re.compile(r"(?:[A-ZÀ-ỸĐ]\. )+[A-ZÀ-ỸĐ][a-zà-ỹđ]+")
KEYS = re.compile(r"[0-9a-f-]{36}|[A-Z0-9.]+-\d{6}-\w+|\d+")
# Nor is where English letters are worded: they are shown as they are sent, with a reason in Vietnamese among them.
NOT_READ = re.compile(r"^/(ngon-ngu|static|api|o)/|/dang-xuat/|^/can-bo/quan-tri/mau-tin/en/")
TYPED = {"date": "2026-12-10", "number": "3", "email": "a@example.vn", "tel": "0912345678", "area": "Bởi vì"}
NOT_SAID = frozenset({"script", "style", "textarea"})  # in the last is what the person at the screen typed
HERE = frozenset({"viec", "nhom"})  # what opens another form or list on a page


@dataclass
class Form:
    """A form as a browser would send it."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)  # by name: what kind of thing is to be typed
    offered: dict[str, list[str]] = field(default_factory=dict)  # by name: what may be chosen
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def empty(self) -> dict[str, list[str]]:
        """As it stands when the person wiped out everything they may."""
        return {name: [""] if name in self.typed else values for name, values in self.fields.items()}

    def filled(self) -> dict[str, list[str]]:
        """With the first choice everywhere and something in every field that has nothing yet."""
        sent = {name: list(values) for name, values in self.fields.items()}
        for name, kind in self.typed.items():
            if not any(sent.get(name, [])):
                sent[name] = [TYPED.get(kind, "X1")]
        for name, values in self.offered.items():
            if not any(sent.get(name, [])):
                sent[name] = [next((one for one in values if one), "")]
        return sent

    @property
    def kind(self) -> str:
        return f"{alike(self.action)} {sorted(set(self.fields) | set(self.typed) | set(self.offered))}"


def alike(address: str) -> str:
    """An address without the keys in it: pages of one kind have the same. Of a query only what it opens is kept."""
    path, _, query = address.partition("?")
    asked = sorted(f"{name}={value}" for name, value in parse_qsl(query) if name in HERE)
    return f"{KEYS.sub('#', path)}?{'&'.join(asked)}"


class Said(HTMLParser):
    """The words of a page outside of elements that say they are Vietnamese; its links and forms."""

    def __init__(self, html: str, address: str = "/") -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._address, self._form, self._select = address, None, ""
        self._open: list[tuple[str, bool | None]] = []
        self._by_id: dict[str, Form] = {}
        self.feed(html)

    @property
    def _listening(self) -> bool:
        """The innermost element that names a language decides."""
        if any(tag in NOT_SAID for tag, _ in self._open):
            return False
        return not next((vietnamese for _, vietnamese in reversed(self._open) if vietnamese is not None), False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        lang = named.get("lang")
        own = None if lang is None else lang == "vi"
        if tag == "a" and named.get("href"):
            self.links.append(urljoin(self._address, named["href"].split("#")[0]))
        if tag not in VOID and tag not in SELF_CLOSED:
            self._open.append((tag, own))
        elif tag == "option":
            pass
        if self._listening if own is None else not own:
            self.words += [value for name, value in attrs if name in SPOKEN and value]
            if named.get("type") in {"submit", "button"} and named.get("value"):
                self.words.append(named["value"])
        self._take_form(tag, named)

    def _take_form(self, tag: str, named: dict[str, str]) -> None:
        if tag == "form":
            self._form = Form(urljoin(self._address, named.get("action") or self._address))
            if named.get("method", "").lower() == "post":
                self.forms.append(self._form)
            if named.get("id"):
                self._by_id[named["id"]] = self._form
        form, name = self._by_id.get(named.get("form", ""), self._form), named.get("name", "")
        if form is None:
            return
        if tag == "option" and self._select:
            form.offered[self._select].append(named.get("value", ""))
            if "selected" in named:
                form.fields[self._select] = [named.get("value", "")]
        elif not name:
            return
        elif tag == "button":
            form.buttons.append((name, named.get("value", "")))
        elif tag == "textarea":
            form.typed[name] = "area"
        elif tag == "select":
            self._select = name
            form.offered[name] = []
        elif tag == "input":
            self._take_input(form, name, named.get("type", "text"), named)

    @staticmethod
    def _take_input(form: Form, name: str, kind: str, named: dict[str, str]) -> None:
        if kind in {"radio", "checkbox"}:
            form.offered.setdefault(name, []).append(named.get("value", "on"))
            if "checked" in named:
                form.fields.setdefault(name, []).append(named.get("value", "on"))
        elif kind == "hidden":
            form.fields.setdefault(name, []).append(named.get("value", ""))
        elif kind != "file":
            form.typed[name] = kind
            form.fields[name] = [named.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""
        while self._open and tag not in VOID and tag not in SELF_CLOSED:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._listening:
            self.words.append(data)


def strings(data: Any) -> Iterator[str]:
    """Every string in a value of a row."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from strings(value)


class Names:
    """Proper names, which are the same in every language; and words of ours that are Vietnamese without a mark."""

    def __init__(self, kept: dict[Any, tuple[str, ...]], people: Iterable[str] = (), bare: Iterable[str] = ()) -> None:
        found: set[str] = {*OURS, *people}
        for model, columns in kept.items():
            for column in columns:
                found |= set(strings(model.objects.values_list(column, flat=True)))
        for kind, name in AdministrativeDivision.objects.values_list("kind", "name"):
            found |= {f"{kind} {name}", name}
        known = sorted((one for one in found if one and VIETNAMESE.search(one)), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, known)), re.IGNORECASE)
        self._bare = frozenset(bare)

    def left_in(self, words: str) -> bool:
        """Whether words are Vietnamese, names left out."""
        if words.strip() in self._bare:
            return True
        for known in (NUMBER, EXAMPLES, self._pattern, INITIALS):
            words = known.sub("", words)
        return bool(VIETNAMESE.search(words))


@dataclass
class Reader:
    """Somebody reading in English. `seen` is shared by everybody, so that no kind of page is read along links twice."""

    who: str
    screen: Client
    names: Names
    seen: set[str]
    found: dict[str, str] = field(default_factory=dict)
    read: int = 0

    def __post_init__(self) -> None:
        self.screen.cookies[COOKIE] = "en"

    def go(self, starts: Iterable[str]) -> None:
        """Read each of the pages at `starts`, and from there on along their links those of a kind not seen yet."""
        waiting = deque((address, True) for address in starts)
        while waiting:
            address, anyway = waiting.popleft()
            kind = alike(address)
            if NOT_READ.search(address) or (kind in self.seen and not anyway):
                continue
            self.seen.add(kind)
            page = self.look(address, self.screen.get(address, follow=True))
            if page is None:
                continue
            waiting.extend((link, False) for link in page.links if link.startswith("/"))
            for form in page.forms:
                self.send(form)

    def send(self, form: Form) -> None:
        """Send a form empty, and filled by each of its buttons; each is taken back."""
        if form.kind in self.seen or NOT_READ.search(form.action):
            return
        self.seen.add(form.kind)
        pressed = [{name: [value]} if name else {} for name, value in form.buttons or [("", "")]]
        for sent in (form.empty(), *(form.filled() | button for button in pressed)):
            jar = {key: one.value for key, one in self.screen.cookies.items()}
            with transaction.atomic():
                self.look(f"{form.action}, sent {sent}", self.screen.post(form.action, sent, follow=True))
                transaction.set_rollback(True)
            self.screen.cookies.clear()
            for key, value in jar.items():
                self.screen.cookies[key] = value

    def look(self, address: str, answer: Any) -> Said | None:
        """Keep what is Vietnamese on a page; none where it is no page."""
        if answer.streaming:
            b"".join(answer.streaming_content)  # a file that nobody reads on would stay open
            return None
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return None
        self.read += 1
        assert answer.status_code < 500, (address, answer.status_code)
        page = Said(answer.content.decode(), answer.request["PATH_INFO"])
        for words in page.words:
            if self.names.left_in(words):
                self.found.setdefault(" ".join(words.split())[:200], f"{self.who or 'anybody'} at {address}"[:300])
        return page
