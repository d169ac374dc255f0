"""What somebody wrote: known words in the language of the page, the rest as given and marked as Vietnamese."""

from __future__ import annotations

import re

from django.utils.html import format_html

from motcua.pages.saying import cited, in_english, said
from motcua.vietnamese.citations import NUMBER

_VIETNAMESE = re.compile("[À-ỹđĐ]")


def as_typed(value: str) -> str:
    """ "Có" is said in English; a name or a sentence stays, and a screen reader is told that it is Vietnamese."""
    if not in_english() or not _VIETNAMESE.search(value):
        return value
    if (known := said(value)) != value or not _VIETNAMESE.search(NUMBER.sub("", known := cited(value))):
        return known
    return format_html('<span lang="vi">{}</span>', value)
