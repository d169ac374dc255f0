"""Recording who looked at personal data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from motcua.organisation.rules.authority import Authority

from ..models import Dossier, PersonalDataView
from ..queries.scope import is_applicant


def record_view(
    by: Authority,
    dossier: Dossier,
    *,
    what: str,
    at: datetime,
    unless_within: timedelta | None = None,
    purpose: str = "",
) -> None:
    """Write down that an officer looked; the applicant's own looking is not recorded (RULES.md 13).

    `purpose` is what an inspector looked for, in their own words.
    With `unless_within`, looking again at the same so soon after is the same look.
    """
    if by.account_id is None or is_applicant(by, dossier):
        return
    if unless_within is not None:
        newest = PersonalDataView.objects.filter(
            dossier_id=dossier.pk, at__gt=at - unless_within, account_id=by.account_id, what=what[:40]
        )
        if newest.exists():
            return
    PersonalDataView.objects.create(
        unit_id=dossier.unit_id,
        dossier=dossier,
        account_id=by.account_id,
        at=at,
        what=what[:40],
        purpose=purpose[:200] or None,
    )


def record_views(by: Authority, seen: Iterable[tuple[UUID, UUID]], *, what: str, at: datetime) -> None:
    """Write down that an officer looked at several, each by its own and its office's id; 500 to a statement."""
    if by.account_id is None:
        return
    rows = (
        PersonalDataView(unit_id=unit_id, dossier_id=dossier_id, account_id=by.account_id, at=at, what=what[:40])
        for dossier_id, unit_id in seen
    )
    PersonalDataView.objects.bulk_create(rows, batch_size=500)
