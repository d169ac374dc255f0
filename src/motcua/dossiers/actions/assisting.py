"""A member of an advisory team fills in one draft with a citizen who has said yes by a code on their phone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.accounts.queries import account
from motcua.accounts.rules.consent import Consent
from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures

from ..models import Assistance, AssistanceLook, Dossier, Draft
from ..queries.scope import draft_for
from ..rules.circumstances import Circumstances, Place
from ..rules.refusals import NotAllowed, NotFound
from .drafts import start_draft
from .helped import end, give_way
from .submit import submit

if TYPE_CHECKING:
    from motcua.organisation.models import Unit

GOOD_FOR = timedelta(minutes=60)
NOT_THERE = "Không có lượt làm giúp này."


def begin_assistance(
    *,
    by: Authority,
    at: datetime,
    consent: Consent,
    team_id: UUID,
    version_id: UUID,
    office_id: UUID,
) -> Draft:
    """Begin a draft in the citizen's name and open it to the helper for an hour; the citizen's alone afterwards.

    What was begun with help for the same procedure and office and is not filed is gone on with, whoever helped before:
    the newest consent holds. What the citizen began alone is not shown to anybody. Raises NotAllowed where the helper
    is no member of the team today, is the citizen, the consent is too old, or the office does not take the procedure.
    """
    if by.account_id is None or team_id not in by.advised_unit_ids:
        raise NotAllowed("Chỉ thành viên của tổ tư vấn mới làm giúp được.")
    if consent.account_id is None or not consent.is_fresh(at):
        raise NotAllowed("Lời đồng ý này không còn dùng được. Xin người dân một mã mới.")
    if consent.account_id == by.account_id or consent.phone == _phone_of(by):
        raise NotAllowed("Đây là số điện thoại của bạn. Hồ sơ của mình thì nộp như mọi người dân.")
    citizen = citizen_authority(consent, at)
    with scope.within(scope.EVERYTHING), transaction.atomic():
        draft = _begun_with_help(citizen, version_id, office_id)
        if draft is not None:
            if draft.revision == 1 and draft.helper_id == by.account_id and _is_open(draft, at):
                return draft  # the second press of the same button
            give_way(draft, at)
        else:
            draft = start_draft(by=citizen, at=at, version_id=version_id, office_id=office_id)
        team = organisation.units_by_id([team_id])[team_id]
        opened = Assistance.objects.create(
            unit_id=team.office_id or office_id,
            draft=draft,
            citizen_id=consent.account_id,
            helper_id=by.account_id,
            helper_name=by.name,
            team_id=team_id,
            place=_place_of(team),
            procedure_key=procedures.version(version_id).procedure_key,
            opened_at=at,
            until=at + GOOD_FOR,
        )
        draft.assistance, draft.helper_id, draft.help_until = opened, by.account_id, opened.until
        draft.save(update_fields=["assistance", "helper", "help_until"])
    return draft


def citizen_authority(consent: Consent, at: datetime) -> Authority:
    """The citizen who said yes, as every room sees them. Raises NotAllowed where they have no account."""
    found = account(consent.account_id) if consent.account_id is not None else None
    if found is None:
        raise NotAllowed("Lời đồng ý này không còn dùng được. Xin người dân một mã mới.")
    return organisation.authority_of(found, localdate(at))


def file_with_help(
    draft_id: UUID, *, by: Authority, at: datetime, consent: Consent, revision: int | None, how: Circumstances
) -> Dossier:
    """The citizen files at the helper's machine: with a second code of theirs, never by the helper's own right.

    Raises NotFound where the helper does not have the draft in hand, NotAllowed where the code is another person's, and
    as `submit` does.
    """
    draft = draft_for(by, draft_id, helped_at=at)
    if draft.account_id == by.account_id or consent.account_id != draft.account_id or not consent.is_fresh(at):
        raise NotAllowed("Mã này không phải của người có hồ sơ. Người dân tự nhập mã vừa nhắn đến máy họ.")
    citizen = citizen_authority(consent, at)
    with scope.within(scope.scope_of(citizen)):
        return submit(draft_id, by=citizen, at=at, revision=revision, how=how)


def end_assistance(assistance_id: UUID, *, by: Authority, at: datetime) -> Assistance:
    """The helper or the citizen ends it before its hour is over; ended already is no error. Raises NotFound."""
    with transaction.atomic():
        found = Assistance.objects.select_for_update(of=("self",)).filter(pk=assistance_id).order_by().first()
        if found is None or by.account_id not in (found.helper_id, found.citizen_id):
            raise NotFound(NOT_THERE)
        if found.ended_at is None:
            ending = Assistance.Ending.CITIZEN if by.account_id == found.citizen_id else Assistance.Ending.HELPER
            end(found, at, ending)
    return found


def note_look(draft: Draft, *, by: Authority, at: datetime, what: str) -> None:
    """Write down what the helper opened or saved; the citizen's own looking is not recorded."""
    if draft.assistance_id is not None and by.account_id is not None and by.account_id != draft.account_id:
        AssistanceLook.objects.create(assistance_id=draft.assistance_id, at=at, what=what[:60])


def shut_assistances(at: datetime) -> int:
    """Mark consents whose hour is over; they opened nothing since. The worker calls this; gives how many."""
    over = list(Assistance.objects.filter(ended_at=None, until__lte=at).order_by("until", "pk")[:500])
    for one in over:
        end(one, one.until, Assistance.Ending.SHUT)
    return len(over)


def _begun_with_help(citizen: Authority, version_id: UUID, office_id: UUID) -> Draft | None:
    """The newest draft that somebody helped this citizen to begin here and that is not filed, its row locked."""
    key = procedures.version(version_id).procedure_key
    begun = Draft.objects.filter(account_id=citizen.signed_in_id, unit_id=office_id, version__procedure__key=key)
    begun = begun.filter(dossier=None, mandate=None, assistance__isnull=False)
    return begun.select_for_update(of=("self",)).order_by("-pk").first()


def _is_open(draft: Draft, at: datetime) -> bool:
    return draft.help_until is not None and draft.help_until > at


def _phone_of(by: Authority) -> str:
    known = account(by.account_id) if by.account_id is not None else None
    return known.phone if known is not None else ""


def _place_of(team: Unit) -> Place:
    parent = organisation.units_by_id([team.parent_id])[team.parent_id] if team.parent_id else None
    return Place.QUARTER_TEAM if parent is not None and "quarter" in parent.roles else Place.WARD_TEAM
