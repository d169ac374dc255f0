"""Dossiers filed from every kind of place, some with a team's help, and a burst for the inspector to ask about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from motcua.accounts import actions as accounts
from motcua.accounts import queries as known
from motcua.accounts.rules.consent import Consent
from motcua.dossiers import actions
from motcua.dossiers.rules.circumstances import Circumstances, Device, Place
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures

from .driving import NobodyThere, Office

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, Draft

QUARTER, WARD = "kinhbac.khupho1", "kinhbac.tocongnghe"
SHARED = Circumstances(Place.DESK_COMPUTER, Device.COMPUTER)
PROGRAM = Circumstances(Place.PARTNER_API, Device.PROGRAM)
# One network, one kind of machine: as if five neighbours had filed at one table.
TABLE = Circumstances(Place.HOME, Device.COMPUTER, "5f0c1d7e9a2b4c68")


def tell_places(
    office: Office, citizens: list[Authority], neighbours: list[Authority], now: datetime, seeds: Iterator[int]
) -> int:
    """Everything this module is about, for one office, as of `now`; gives how many dossiers were filed."""
    calendar = organisation.calendar_of(office.office_id)
    earlier = calendar.subtract_minutes(now, 5 * 60)
    filed: list[Dossier] = [
        _on(office, citizens[1], "marital-status", earlier, SHARED, next(seeds)),
        office.received("birth", earlier, seed=next(seeds), channel="post"),
        _on(office, _program(earlier), "birth", earlier, PROGRAM, next(seeds)),
        helped(office, WARD, citizens[0], calendar.subtract_minutes(now, 4 * 60), next(seeds)),
        helped(office, QUARTER, citizens[2], now - timedelta(minutes=75), next(seeds)),
        helped(office, QUARTER, citizens[3], now - timedelta(minutes=45), next(seeds)),
    ]
    begun(office, QUARTER, citizens[1], now - timedelta(minutes=15))
    filed += _burst(office, neighbours, calendar.subtract_minutes(now, 7 * 60), seeds)
    return len(filed)


def begun(office: Office, login: str, citizen: Authority, at: datetime) -> tuple[Authority, Draft]:
    """A member of a team and what they begin for a citizen, whose yes the demonstration takes for given."""
    helper = organisation.authority_of(known.account_by_login(login), localdate(at))
    version = procedures.current_version("birth", on=localdate(at), office_id=office.office_id)
    account = known.account(citizen.account_id)
    if version is None or account is None or not helper.advised_unit_ids:
        raise NobodyThere(login)
    draft = actions.begin_assistance(
        by=helper,
        at=at,
        consent=Consent(account.phone, account.pk, at),
        team_id=next(iter(helper.advised_unit_ids)),
        version_id=version.id,
        office_id=office.office_id,
    )
    return helper, draft


def helped(office: Office, login: str, citizen: Authority, at: datetime, seed: int) -> Dossier:
    """The whole way: the helper fills in, the citizen files twenty minutes later at the helper's machine."""
    helper, draft = begun(office, login, citizen, at)
    later = at + timedelta(minutes=20)
    actions.note_look(draft, by=helper, at=at + timedelta(minutes=1), what="page:requester")
    actions.note_look(draft, by=helper, at=at + timedelta(minutes=9), what="saved:papers")
    case = "standard"
    filled = office.filled(draft, helper, at + timedelta(minutes=10), seed=seed, case=case)
    actions.note_look(draft, by=helper, at=at + timedelta(minutes=18), what="page:check")
    account = known.account(citizen.account_id)
    assert account is not None
    return actions.file_with_help(
        draft.pk,
        by=helper,
        at=later,
        consent=Consent(account.phone, account.pk, later),
        revision=filled.revision,
        how=Circumstances(Place.HOME, Device.COMPUTER),
    )


def _on(office: Office, by: Authority, procedure: str, at: datetime, how: Circumstances, seed: int) -> Dossier:
    draft = office.drafted(by, procedure, at, seed=seed)
    return actions.submit(draft.pk, by=by, at=at, how=how)


def _burst(office: Office, neighbours: list[Authority], began: datetime, seeds: Iterator[int]) -> list[Dossier]:
    """Five people's filings within half an hour; the first two taken in before anybody can have read them."""
    filed = []
    for number, citizen in enumerate(neighbours):
        at = began + timedelta(minutes=6 * number)
        dossier = _on(office, citizen, "marital-status", at, TABLE, next(seeds))
        if number < 2:
            dossier = office.act(actions.accept, dossier, at + timedelta(seconds=70), "receiver")
        filed.append(dossier)
    return filed


def _program(at: datetime) -> Authority:
    """A hospital's software, which files in its own name."""
    account = accounts.create_partner(uuid7(), "Bệnh viện Sản Nhi Bắc Ninh (phần mềm)", at=at)
    return organisation.authority_of(account, localdate(at))
