"""What somebody wrote: known words in the language of the page, the rest as given and marked as Vietnamese."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeData

from motcua.pages.saying import cited, format_date, in_english, said
from motcua.vietnamese import parse_date
from motcua.vietnamese.citations import NUMBER

_VIETNAMESE = re.compile("[À-ỹđĐ]")
_DATE = re.compile(r"\d{2}/\d{2}/\d{4}")


def as_typed(value: str) -> str:
    """ "Có" is said in English; a name or a sentence stays, and a screen reader is told that it is Vietnamese."""
    if not in_english() or isinstance(value, SafeData):
        return value
    if _DATE.fullmatch(value):
        return format_date(parse_date(value))
    if not _VIETNAMESE.search(value):
        return value
    if (known := said(value)) != value or not _VIETNAMESE.search(NUMBER.sub("", known := cited(value))):
        return known
    return format_html('<span lang="vi">{}</span>', value)
