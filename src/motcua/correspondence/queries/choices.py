"""What people want of messages, by the address at which they are reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.organisation.rules import scope

from ..models import ContactChoice


def choices(addresses: Iterable[str]) -> dict[str, ContactChoice]:
    """The choices written down for some addresses. Whoever writes a message may know them, whoever is at the screen."""
    wanted = {one for one in addresses if one}
    if not wanted:
        return {}
    with scope.within(scope.EVERYTHING):
        return {one.address: one for one in ContactChoice.objects.filter(address__in=wanted).order_by("address")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one person wants, over both their addresses; what they never said is the usual."""

    texts: bool = True
    emails: bool = True
    zalo: bool = False
    with_marks: bool = False
    language: str = "vi"
    news: bool = False


def chosen(phone: str, email: str) -> Chosen:
    """The choices of whoever has this telephone and this e-mail address."""
    found = choices((phone, email))
    text, letter = found.get(phone), found.get(email)
    one = text or letter
    return Chosen(
        texts=text.wanted if text else True,
        emails=letter.wanted if letter else True,
        zalo=bool(text and text.zalo),
        with_marks=bool(text and text.with_marks),
        language=one.language if one else "vi",
        news=bool(text and text.news),
    )
