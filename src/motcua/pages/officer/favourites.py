"""What a receiver's intake begins with: the procedures they take in most, and the person on a scanned card."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from motcua.dossiers import queries as dossiers
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.queries import Offer
from motcua.procedures.rules.form_definition import Form
from motcua.procedures.rules.identity_card import Card
from motcua.vietnamese import search_key

SHOWN = 5
# What a desk takes in most while it is not known what this receiver does: 86 % of a ward's intake (DOMAIN.md §7).
MOST_USUAL = "certified-copy"


def numbered(office_id: UUID | None, on: date) -> dict[int, Offer]:
    """What the office takes at its desk, by the number under which receivers know it: fields in order, then names."""
    offers = procedures.offered_by(office_id, on) if office_id else []
    return dict(enumerate((one for one in offers if "desk" in one.version.definition.channels), 1))


def favourites(by: Authority, offers: dict[int, Offer]) -> list[int]:
    """The numbers of the procedures this receiver takes in most, of the newest fifty, the most usual first."""
    used = Counter(procedures.version(one).procedure_key for one in dossiers.versions_taken_in(by))
    known = {offer.procedure.key: number for number, offer in offers.items()}
    order = [key for key, _times in used.most_common() if key in known]
    order += [key for key in (MOST_USUAL, *known) if key in known and key not in order]
    return [known[key] for key in order[:SHOWN]]


def meant(text: str, offers: dict[int, Offer]) -> int | None:
    """The number of the procedure somebody means by its number, its code or words that only it has."""
    typed = search_key(text)
    if typed.isascii() and typed.isdigit() and int(typed[:6]) in offers:
        return int(typed[:6])
    exact = [n for n, one in offers.items() if typed in (one.procedure.key, one.procedure.national_code)]
    words = typed.split()
    found = exact or [n for n, one in offers.items() if words and all(w in one.procedure.search_key for w in words)]
    return found[0] if len(found) == 1 else None


def answers_of_card(form: Form, card: Card) -> dict[str, Any]:
    """Answers by question: whoever the form takes for the owner becomes the person on the card."""
    birth = card.birth
    known: dict[str, Any] = {
        "name": card.name,
        "identity_number": card.number,
        "birth": {"day": birth.day, "month": birth.month, "year": birth.year} if birth else None,
        "sex": card.sex,
    }
    found: dict[str, Any] = {}
    for part, names in form.owner.items():
        question, _dot, inner = names[0].partition(".") if names else ("", "", "")
        field = form.field(question)
        if field is None or part not in known:
            continue
        if field.kind == "person":
            asked = field.option("parts")
            found[question] = {one: value for one, value in known.items() if one in asked and value}
        elif not inner and known[part] and field.kind == "text":
            found[question] = known[part]
    return found
