"""Django's own `i18n` tags, with a shorter way for what most pages say: a sentence that stands in the template.

Settings put this in the place of Django's library. A page says forty such sentences; looking each up through Django's
filter expressions was a tenth of an officer's list. A translation never changes while a process runs.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.templatetags import i18n
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Known(Node):
    """A sentence known when the template is read: said once in each language, then given."""

    child_nodelists = ()

    def __init__(self, literal: str, asvar: str | None) -> None:
        self.literal, self.asvar = literal, asvar
        self._said: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> str:
        language = get_language()
        said = self._said.get(language)
        if said is None:
            said = self._said[language] = mark_safe(  # noqa: S308 - what the template itself says
                gettext(self.literal.replace("%", "%%")).replace("%%", "%")
            )
        if self.asvar:
            context[self.asvar] = said
            return ""
        return said


def translate(parser: Parser, token: Token) -> Node:
    """As Django's tag; a plain sentence without filters and context goes the shorter way."""
    node: Any = i18n.do_translate(parser, token)
    expression = node.filter_expression
    literal = getattr(expression.var, "literal", None)
    if node.noop or node.message_context is not None or expression.filters or not isinstance(literal, str):
        return node  # type: ignore[no-any-return]
    return Known(literal, node.asvar)


register.tag("translate", translate)
register.tag("trans", translate)
