"""What of a person's particulars an officer sees before asking for all of it.

Identity numbers, phone numbers, e-mail and the street of an address are masked wherever they stand in a text; names and
dates of birth stay, because they are compared with the papers.
"""

from __future__ import annotations

import re

from django.utils.safestring import SafeData, mark_safe

from motcua.vietnamese import mask_identity_number, mask_phone

HIDDEN = "•••"
# Nine digits or more, as people group them; shorter numbers (amounts, areas, years) are nobody's identity.
_DIGITS = re.compile(r"(?<![\d.,])\+?\d(?:[ \u00a0]?\d){8,11}(?![\d.,]?\d)")
_EMAIL = re.compile(r"[\w.+-]+@([\w-]+\.[\w.-]+)")


def masked(text: str) -> str:
    """A text in which every identity number, phone number and e-mail address is hidden in part."""
    hidden = _EMAIL.sub(rf"{HIDDEN}@\1", _DIGITS.sub(_masked_number, text))
    # What was markup before is still markup: digits and addresses are hidden, nothing is put in but dots.
    return mark_safe(hidden) if isinstance(text, SafeData) else hidden  # noqa: S308


def masked_address(text: str, street: str) -> str:
    """An address without house and street: the ward stays, because it decides who is competent."""
    return text.replace(street, HIDDEN) if street else text


def _masked_number(match: re.Match[str]) -> str:
    digits = "".join(sign for sign in match[0] if sign.isdigit())
    if len(digits) == 12 or (len(digits) == 9 and not digits.startswith("0")):
        return mask_identity_number(digits)
    return mask_phone(match[0].replace(" ", "").replace("\u00a0", ""))
