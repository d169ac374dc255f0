"""Recording who looked at personal data."""

from __future__ import annotations

from datetime import datetime

from motcua.organisation.rules.authority import Authority

from ..models import Dossier, PersonalDataView


def record_view(by: Authority, dossier: Dossier, *, what: str, at: datetime) -> None:
    """Write down that an officer looked; the applicant's own looking is not recorded (RULES.md 13)."""
    if by.account_id is None or by.account_id == dossier.submitter_id:
        return
    PersonalDataView.objects.create(
        unit_id=dossier.unit_id, dossier=dossier, account_id=by.account_id, at=at, what=what[:40]
    )
