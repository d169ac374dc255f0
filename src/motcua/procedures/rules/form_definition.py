"""The form of a procedure version: pages, then typed fields; ids never change and never come from a label."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any

from motcua.procedures.rules.conditions import Condition, parse_condition
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.reading import DefinitionError, Reader

_ID = re.compile(r"[a-z][a-z0-9_]{0,62}\Z")
OWNER_PARTS = ("name", "identity_number", "phone", "email", "address", "birth")


@dataclass(frozen=True)
class Field:
    """One question: its stable id, its kind, the words around it, when it is asked, and the kind's own options."""

    id: str
    kind: str
    label: str
    hint: str = ""
    required: bool = True
    when: Condition | None = None
    autocomplete: str = ""
    options: Mapping[str, Any] = attribute(default_factory=dict)
    fields: tuple["Field", ...] = ()

    def option(self, name: str) -> Any:
        """Give an option of the kind, or the kind's default."""
        return self.options[name] if name in self.options else KINDS[self.kind].options[name].default


@dataclass(frozen=True)
class Page:
    """One page of the form: one question in plain words as its title, and the fields that answer it."""

    key: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    why: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Form:
    """All pages in order; ``owner`` maps the owner's particulars to answers, ``title`` names the dossier in a list."""

    pages: tuple[Page, ...] = ()
    owner: Mapping[str, tuple[str, ...]] = attribute(default_factory=dict)
    title: str = ""

    def fields(self) -> Iterator[tuple[Page, Field]]:
        """Go through all top-level fields in the order they are asked."""
        for page in self.pages:
            for field in page.fields:
                yield page, field

    def page(self, key: str) -> Page | None:
        """Find a page by its key."""
        return next((page for page in self.pages if page.key == key), None)

    def field(self, field_id: str) -> Field | None:
        """Find a top-level field by its id."""
        return next((field for _, field in self.fields() if field.id == field_id), None)


def parse_form(reader: Reader) -> Form:
    """Read a form; refuses unknown keys and kinds, ids used twice and options that do not fit the kind."""
    seen: set[str] = set()
    pages = tuple(_parse_page(one, seen) for one in reader.children("pages"))
    keys = [page.key for page in pages]
    for key in keys:
        if keys.count(key) > 1:
            raise DefinitionError(reader.at("pages"), f"trang «{key}» có hai lần")
    form = Form(pages=pages, owner=_parse_owner(reader), title=reader.text("title", ""))
    reader.finish()
    return form


def _parse_owner(reader: Reader) -> dict[str, tuple[str, ...]]:
    owner = reader.child("owner", None)
    if owner is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for part in OWNER_PARTS:
        value = owner.value(part, None)
        if value is not None:
            # Several ids mean: the first one that was answered.
            found[part] = (value,) if isinstance(value, str) else owner.texts(part)
    owner.finish()
    return found


def _parse_page(reader: Reader, seen: set[str]) -> Page:
    page = Page(
        key=reader.key("key"),
        title=reader.text("title"),
        intro=reader.text("intro", ""),
        why=reader.text("why", ""),
        when=_parse_when(reader),
        fields=tuple(_parse_field(one, seen) for one in reader.children("fields")),
    )
    reader.finish()
    return page


def _parse_field(reader: Reader, seen: set[str], *, inside: str | None = None) -> Field:
    field_id = reader.text("id")
    if not _ID.match(field_id):
        raise DefinitionError(reader.at("id"), f"«{field_id}» chỉ được gồm chữ thường không dấu, số và «_»")
    full_id = f"{inside}.{field_id}" if inside else field_id
    if full_id in seen:
        raise DefinitionError(reader.at("id"), f"«{full_id}» đã dùng cho một trường khác")
    seen.add(full_id)
    kind = reader.one_of("kind", KINDS)
    if inside and kind in ("group", "file"):
        raise DefinitionError(reader.at("kind"), f"«{kind}» không đặt được trong nhóm lặp lại")
    rules = KINDS[kind]
    sub_fields: tuple[Field, ...] = ()
    if kind == "group":
        sub_fields = tuple(_parse_field(one, seen, inside=field_id) for one in reader.children("fields"))
        if not sub_fields:
            raise DefinitionError(reader.at("fields"), "nhóm lặp lại phải có ít nhất một trường")
    field = Field(
        id=field_id,
        kind=kind,
        label=reader.text("label"),
        hint=reader.text("hint", ""),
        required=reader.truth("required", kind != "info"),
        when=_parse_when(reader),
        autocomplete=reader.text("autocomplete", ""),
        options={name: option.read(reader, name) for name, option in rules.options.items() if name in reader.data},
        fields=sub_fields,
    )
    reader.finish()
    rules.check_options(field, reader.path)
    return field


def _parse_when(reader: Reader) -> Condition | None:
    data = reader.value("when", None)
    return None if data is None else parse_condition(data, reader.at("when"))
