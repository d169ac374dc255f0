"""The money and parcels of the demonstration: an account, cash, a refund asked for, a bank's file, a parcel or two."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from motcua.accounts import queries as known
from motcua.delivery import actions as parcels
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.states import State
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import SYSTEM, Authority
from motcua.payments import actions as payments

HOME = {"phone": "0912 000 482", "address": "12 Nguyễn Du, phường Kinh Bắc, tỉnh Bắc Ninh"}
# An account that is nobody's.
ACCOUNT = {"bank": "970405", "account": "0000000000000", "holder": "TAI KHOAN TRINH DIEN", "reason": "Bản dùng thử"}


def tell(office_id: UUID, citizen: Authority, now: datetime) -> None:
    """Let the ward have taken some money and sent some parcels by `now`."""
    on = localdate(now)
    payments.set_account(office_id, **ACCOUNT, layout=None, valid_from=on, by=_by("kinhbac.quantri", now), at=now)
    cashier, head = _by("kinhbac.tiepnhan1", now), _by("kinhbac.giamdoc", now)
    owing = dossiers.visible_to(SYSTEM).filter(unit_id=office_id, payment="requested")
    for one in owing.filter(channel="desk").order_by("pk")[:5]:
        _take(one, cashier, now - timedelta(hours=1))
    paid = dossiers.visible_to(SYSTEM).filter(unit_id=office_id, payment="paid").order_by("pk").first()
    if paid is not None:
        payments.ask_refund(paid.pk, amount=1000, reason="Người dân nộp nhầm hồ sơ.", by=cashier, at=now, key=uuid7())
    _statement(office_id, list(owing.filter(channel="online").order_by("pk")[:2]), head, now)
    _parcels(office_id, citizen, now)


def _by(login: str, now: datetime) -> Authority:
    return organisation.authority_of(known.account_by_login(login), localdate(now))


def _take(dossier: Any, by: Authority, at: datetime) -> None:
    owed = payments.balance_of(dossier.pk)
    if owed > 0:
        payments.take_cash(dossier.pk, amount=owed, by=by, at=at, key=uuid7())


def _statement(office_id: UUID, owing: list[Any], by: Authority, now: datetime) -> None:
    """One transfer that fits, one that is short, one that nobody knows."""
    day = f"{localdate(now):%d/%m/%Y}"
    rows = ["Ngày giao dịch,Số tham chiếu,Số tiền ghi có,Nội dung"]
    for number, one in enumerate(owing):
        rows.append(f"{day},FT{number:06d},{payments.balance_of(one.pk) - number * 1000},MBVCB {one.code} chuyen tien")
    rows.append(f"{day},FT900001,50000,NGUYEN VAN A nop phi")
    payments.read_statement(office_id, "\n".join(rows).encode(), "sao-ke.csv", by=by, at=now)


def _parcels(office_id: UUID, citizen: Authority, now: datetime) -> None:
    mine = dossiers.applied_for(citizen).filter(unit_id=office_id).order_by("pk")
    asked = mine.filter(state__in=[State.AWAITING_SUPPLEMENT.value, State.FILED.value]).first()
    if asked is not None:
        parcels.order_pickup(asked.pk, name=citizen.name, **HOME, by=citizen, at=now)
    done = mine.filter(state=State.RESOLVED.value).first()
    if done is not None:
        parcels.choose_way(done.pk, "post", name=citizen.name, **HOME, by=citizen, at=now)
