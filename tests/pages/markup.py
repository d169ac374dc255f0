"""What a page's HTML promises to people who cannot see it, checked without a browser."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "option"}
# Drawn shapes close themselves in the text the icon package gives.
SELF_CLOSED = {"path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}


class Markup(HTMLParser):
    """One page or part of one, read into what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.headings: list[tuple[int, str]] = []
        self.unbalanced: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.unbalanced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append((int(tag[1]), ""))
        if tag not in VOID and tag not in SELF_CLOSED:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag in SELF_CLOSED:
            return
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unbalanced.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.headings and self._open and any(tag in {"h1", "h2", "h3", "h4"} for tag in self._open):
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """Every element of a tag whose attributes are these."""
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(key) == value for key, value in attributes.items())
        ]

    def faults(self) -> list[str]:
        """Everything that would make the page unreadable to a screen reader or dead to a click."""
        ids = [found["id"] for _, found in self.elements if "id" in found]
        found = [f"unbalanced <{tag}>" for tag in self.unbalanced]
        found += [f"id twice: {one}" for one in set(ids) if ids.count(one) > 1]
        found += [f"label for nothing: {one['for']}" for one in self.all("label") if one.get("for", ids[:1]) not in ids]
        found += [
            f"described by nothing: {one}"
            for _, attributes in self.elements
            for one in attributes.get("aria-describedby", "").split()
            if one not in ids
        ]
        named = {label["for"] for label in self.all("label") if "for" in label}
        found += [
            f"no label: {one.get('name')}"
            for tag in ("input", "select", "textarea")
            for one in self.all(tag)
            if one.get("type") not in {"hidden", "submit"} and one.get("id") not in named and "aria-label" not in one
        ]
        found += [
            f"link to nothing: {one['href']}"
            for one in self.all("a")
            if one.get("href", "").startswith("#") and one["href"][1:] not in ids
        ]
        found += ["style in the page" for _, attributes in self.elements if "style" in attributes]
        found += ["script in the page" for one in self.all("script") if "src" not in one]
        return found + self._heading_faults()

    def scripts(self) -> set[str]:
        """The addresses of the scripts that the page asks for."""
        return {one.get("src", "") for one in self.all("script")}

    def _heading_faults(self) -> list[str]:
        levels = [level for level, _ in self.headings]
        found = [f"h{after} after h{before}" for before, after in pairwise(levels) if after > before + 1]
        return found + (["not one h1"] if self.all("html") and levels.count(1) != 1 else [])
