"""The register book of an office and year: when it was opened and closed."""

from __future__ import annotations

from uuid import UUID

from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation.rules.authority import Authority

from ..models import RegisterBook


def book_of(by: Authority, office_id: UUID, year: int) -> RegisterBook | None:
    """The book of a year, None where nobody opened one. Raises NotFound for an office that is not theirs to read."""
    if office_id not in by.readable_office_ids:
        raise NotFound("Không có sổ này, hoặc sổ không thuộc phạm vi của bạn.")
    return RegisterBook.objects.filter(unit_id=office_id, year=year).order_by().first()
