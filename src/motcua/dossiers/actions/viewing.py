"""Recording who looked at personal data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.organisation.rules.authority import Authority

from ..models import Dossier, PersonalDataView
from ..queries.scope import is_applicant


def record_view(by: Authority, dossier: Dossier, *, what: str, at: datetime) -> None:
    """Write down that an officer looked; the applicant's own looking is not recorded (RULES.md 13)."""
    if by.account_id is None or is_applicant(by, dossier):
        return
    PersonalDataView.objects.create(
        unit_id=dossier.unit_id, dossier=dossier, account_id=by.account_id, at=at, what=what[:40]
    )


def record_views(by: Authority, dossiers: Iterable[Dossier], *, what: str, at: datetime) -> None:
    """Write down that an officer looked at several at once, in one statement."""
    if by.account_id is None:
        return
    seen = [
        PersonalDataView(unit_id=one.unit_id, dossier=one, account_id=by.account_id, at=at, what=what[:40])
        for one in dossiers
        if one.submitter_id != by.account_id
    ]
    PersonalDataView.objects.bulk_create(seen, batch_size=500)
