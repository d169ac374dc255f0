"""What a procedure says, in the language of the page.

Versions are immutable and Vietnamese: journal, papers and messages use them as they are. Pages that show a definition
ask for `read(definition)`; in Vietnamese that is the very same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import DossierPage
from motcua.organisation.rules.authority import Authority
from motcua.pages.saying import in_english, said
from motcua.procedures import queries as procedures
from motcua.procedures.queries import ProcedureCard
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.sentences import READ_BY_PEOPLE

# A stage's unit is a key, not a sentence; and what the form asks for is named by keys too.
_KEYS = frozenset({("Stage", "unit"), ("Span", "unit")})
# Definitions live as long as the process: each is kept beside its English, so that no other can take its place.
_known: dict[int, tuple[Definition, Definition]] = {}


def read(definition: Definition) -> Definition:
    """The definition with its sentences in the language of the page; keys, limits and amounts are the same."""
    if not in_english():
        return definition
    if id(definition) not in _known:
        _known[id(definition)] = (definition, _translated(definition))
    return _known[id(definition)][1]


def card(key: str) -> ProcedureCard | None:
    """`procedures.queries.card` with its names in the language of the page."""
    found = procedures.card(key)
    return found if found is None else read_card(found)


def read_card(found: ProcedureCard) -> ProcedureCard:
    """A procedure of a list with its names in the language of the page."""
    if not in_english():
        return found
    return replace(found, name=said(found.name), short_name=said(found.short_name), field_name=said(found.field_name))


def dossier_page(by: Authority, dossier_id: UUID, at: datetime) -> DossierPage:
    """`dossiers.queries.dossier_page` with its definition and stages in the language of the page. Raises NotFound."""
    page = dossiers.dossier_page(by, dossier_id, at)
    if not in_english():
        return page
    stages = tuple(
        replace(stage, name=gettext(stage.name), citizen_words=said(stage.citizen_words)) for stage in page.stages
    )
    return replace(page, definition=read(page.definition), stages=stages)


def _translated(part: Any, name: str = "") -> Any:
    if isinstance(part, str):
        return gettext(part) if part and name in READ_BY_PEOPLE else part
    if isinstance(part, tuple | list):
        return type(part)(_translated(one, name) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        kind = type(part).__name__
        changed = {
            one.name: after
            for one in fields(part)
            if one.init and (kind, one.name) not in _KEYS
            for before, after in [(getattr(part, one.name), _translated(getattr(part, one.name), one.name))]
            if after is not before
        }
        return replace(part, **changed) if changed else part
    if isinstance(part, Mapping):
        return {key: _translated(value, str(key)) for key, value in part.items()}
    return part
