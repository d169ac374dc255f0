"""Icons of the `lucide` package as inline SVG, drawn once and kept."""

from __future__ import annotations

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

_SOLID = frozenset({"circle-alert", "circle-check", "triangle-alert"})
# The style sheet says these; repeated on each icon they are a third of its weight. `fill` and `stroke` stay, so that an
# icon is a drawing and no black blot where the style sheet did not arrive.
_LEFT_TO_THE_STYLE_SHEET = ("stroke-width", "stroke-linecap", "stroke-linejoin")


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Return the icon `name`; with a `label` it speaks for itself, without one it is decoration.

    The icons that mean an error, an overdue or a confirmation are solid, as the design says.
    """
    words = {"role": "img", "aria_label": str(label)} if label else {"aria_hidden": "true"}
    svg = str(lucide(name, **{"class": "icon is-solid" if name in _SOLID else "icon", **words}))  # type: ignore[arg-type]
    for attribute in _LEFT_TO_THE_STYLE_SHEET:
        svg = _without(svg, attribute)
    # Drawn by the package from its own files; the label was escaped when it was written as an attribute.
    return mark_safe(" ".join(svg.split()).replace("> <", "><").replace(" />", "/>"))  # noqa: S308


def _without(svg: str, attribute: str) -> str:
    start, opening, rest = svg.partition(">")
    before, found, after = start.partition(f' {attribute}="')
    return before + after.partition('"')[2] + opening + rest if found else svg
