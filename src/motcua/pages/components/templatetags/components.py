"""Template tags of the components: {% load components %}."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.pages import saying
from motcua.pages.components import chips, icons
from motcua.pages.components.fields import FieldShown
from motcua.pages.components.typed_words import as_typed

register = template.Library()


@register.filter
def said(words: str) -> str:
    """A sentence of the rules, mostly what is wrong and how to mend it, in the language of the page."""
    return saying.said(words)


@register.filter
def typed(words: str) -> str:
    """What somebody wrote: known words in the language of the page, the rest marked as Vietnamese."""
    return as_typed(words)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The icon `name`; give a `label` where it stands alone and must speak."""
    return icons.icon(name, label)


@register.simple_tag
def status(chip: chips.Chip, large: bool = False) -> SafeString:
    """Where the work stands: once in a page's head, never per row beside a deadline."""
    return chip.html("status", large=large)


@register.simple_tag
def deadline(chip: chips.Chip, large: bool = False) -> SafeString:
    """How much working time is left."""
    return chip.html("deadline", large=large)


@register.simple_tag
def meter(percent: float, label: str = "") -> SafeString:
    """A bar filled to `percent` (0–100); `label` says the same in words."""
    return format_html(
        '<svg class="meter" width="300" height="10" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><rect x="0" width="{}" height="10"/></svg>',
        label or _("%d phần trăm") % percent,
        f"{min(max(percent, 0), 100):.3g}",
    )


@register.simple_tag
def field(shown: FieldShown) -> SafeString:
    """One question of a form, by the template of its kind."""
    return render_to_string(shown.template, {"field": shown})


@register.inclusion_tag("components/step_bar.html")
def step_bar(step: int, steps: int) -> dict[str, Any]:
    """Which step of how many is open."""
    return {"step": step, "steps": steps, "bar": chips.step_bar(step, steps)}


@register.inclusion_tag("components/timeline.html")
def timeline(steps: list[chips.Step]) -> dict[str, Any]:
    """A dossier's way for citizens: vertical, plain words."""
    return {"steps": steps}


@register.inclusion_tag("components/stages.html")
def stages(steps: list[chips.Step]) -> dict[str, Any]:
    """A dossier's way for officers: horizontal, time used of time allowed."""
    return {"steps": steps}
