"""What a dossier costs: fixed when it is filed or received, put right by lines that are added, never overwritten."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers import actions as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.organisation.rules.authority import SYSTEM, Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules.limits import FeeLine
from motcua.vietnamese import format_money

from ..loading import exemptions
from ..models import Charge, ChargeLine
from ..rules import charging
from ..rules.charging import Exemption, Line
from ..rules.rights import may_keep_accounts, may_take_money
from .ledger import add_lines, begin, charge_for, locked_charge, tell_dossier, written_lines

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

MOST = 10**12  # đồng; above this it is a slip of the keyboard


def begin_charge(dossier: Dossier, *, at: datetime) -> None:
    """Fix the fees of a dossier just filed or received, in two statements: nobody else knows of it yet.

    Called inside the transaction of the filing. A free procedure leaves no row.
    """
    now, elsewhere = _fees_of(dossier)
    if elsewhere or any(one.amount for one in now):
        begin(dossier, now, waiting_for=[one.name for one in elsewhere], at=at)


def fix_charge(dossier: Dossier, *, at: datetime, reason: str) -> None:
    """Bring the charge to the fees of the dossier as it is now: the difference is added, what stood there stays.

    Called inside the transaction of the receipt or the correction.
    """
    charge = locked_charge(dossier)
    if charge is None:
        begin_charge(dossier, at=at)
        charge = locked_charge(dossier)
        if charge is not None:
            tell_dossier(dossier, charge)
        return
    now, elsewhere = _fees_of(dossier)
    # What was let off, taken back or asked for by somebody stays out of the comparison.
    rows = ChargeLine.objects.filter(charge_id=charge.pk, exemption="", by=None).exclude(kind="obligation")
    fees = [Line(one.key, one.name, one.kind, one.amount, one.explanation) for one in rows.order_by("place")]
    added = charging.difference(fees, now, reason)
    names = [one.name for one in elsewhere]
    if not added and names == charge.waiting_for:
        return
    charge.waiting_for = names
    add_lines(charge, added, by=SYSTEM, at=at)
    tell_dossier(dossier, charge)


def _fees_of(dossier: Dossier) -> tuple[tuple[Line, ...], tuple[FeeLine, ...]]:
    definition = procedures.version(dossier.version_id).definition
    channel, case, answers = dossier.channel, dossier.case, dossier.answers
    return (
        charging.lines_of(definition, channel=channel, case=case, answers=answers),
        charging.set_elsewhere(definition, channel=channel, case=case, answers=answers),
    )


def must_be_paid(dossier: Dossier, *, due: str) -> None:
    """Raises NotAllowed where the procedure's version asks for its fees by now (`due`) and something is still owed."""
    if procedures.version(dossier.version_id).definition.fees_due not in (due, "before_receipt"):
        return
    charge = locked_charge(dossier)
    if charge is not None and charge.balance > 0:
        raise NotAllowed(
            "Thủ tục này phải nộp đủ phí, lệ phí trước. Người nộp trả trên mạng hoặc tại quầy, rồi làm tiếp."
        )


def take_fee_back(dossier: Dossier, *, at: datetime, reason: str) -> None:
    """Nothing is owed any more (the dossier was not accepted): one line for each fee that stood."""
    charge = locked_charge(dossier)
    if charge is None:
        return
    add_lines(charge, charging.difference(written_lines(charge), (), reason), by=SYSTEM, at=at)
    charge.waiting_for = []
    charge.save(update_fields=["waiting_for"])
    tell_dossier(dossier, charge)


def add_obligation(dossier: Dossier, key: str, *, amount: int, reason: str, at: datetime) -> None:
    """Owe what the handler or the tax office asked for while the dossier was worked on."""
    charge = charge_for(dossier, at)
    words = f"Yêu cầu nghĩa vụ tài chính: {format_money(amount)}"
    add_lines(charge, [Line(key, reason, "obligation", amount, words)], by=SYSTEM, at=at)
    tell_dossier(dossier, charge)


def exemptions_for(dossier: Dossier) -> tuple[Exemption, ...]:
    """Whom the law lets off something of what this dossier owes, on the day it was filed."""
    on = localdate(dossier.submitted_at)
    charge = Charge.objects.filter(dossier_id=dossier.pk).first()
    lines = written_lines(charge) if charge is not None else ()
    known = (one for one in exemptions() if one.holds_for(dossier.procedure_key, on))
    return tuple(one for one in known if charging.let_off(one, lines))


def exempt(dossier_id: UUID, key: str, *, proof: str, by: Authority, at: datetime) -> Charge:
    """Let somebody off what the law says, on a proof that was shown; a second time the same changes nothing.

    Raises NotFound, NotAllowed, Invalid.
    """
    if not proof.strip():
        raise Invalid("Chưa ghi giấy tờ chứng minh.", errors={"proof": "Ghi tên, số, ngày của giấy tờ chứng minh."})
    with transaction.atomic():
        dossier = dossiers.locked_for_money(by, dossier_id)
        if not (may_take_money(by, dossier.unit_id) or may_keep_accounts(by, dossier.unit_id)):
            raise NotAllowed("Chỉ bộ phận một cửa và lãnh đạo cơ quan ghi nhận được miễn, giảm.")
        charge = locked_charge(dossier)
        if charge is None:
            raise Invalid("Hồ sơ này không phải nộp khoản nào.")
        if ChargeLine.objects.filter(charge_id=charge.pk, exemption=key).exists():
            return charge
        found = next((one for one in exemptions_for(dossier) if one.key == key), None)
        if found is None:
            raise Invalid("Diện miễn, giảm chưa đúng.", errors={"exemption": "Chọn một diện trong danh sách."})
        added = charging.let_off(found, written_lines(charge))
        proven = [Line(o.key, o.name, o.kind, o.amount, f"{o.explanation}; {proof.strip()}", o.source) for o in added]
        add_lines(charge, proven, by=by, at=at, exemption=key)
        tell_dossier(dossier, charge)
    return charge


def correct_charge(dossier_id: UUID, *, amount: int, reason: str, by: Authority, at: datetime, key: UUID) -> Charge:
    """Add or take away an amount by hand (`amount` below zero takes away); a head answers for it.

    Raises NotFound, NotAllowed, Invalid.
    """
    if not reason.strip():
        raise Invalid("Chưa ghi lý do.", errors={"reason": "Ghi lý do điều chỉnh."})
    if amount == 0 or abs(amount) > MOST:
        raise Invalid("Số tiền chưa đúng.", errors={"amount": "Ghi số tiền bằng đồng, khác 0."})
    with transaction.atomic():
        dossier = dossiers.locked_for_money(by, dossier_id)
        if not may_keep_accounts(by, dossier.unit_id):
            raise NotAllowed("Chỉ phụ trách bộ phận một cửa hoặc lãnh đạo điều chỉnh được khoản phải nộp.")
        charge = charge_for(dossier, at)
        if ChargeLine.objects.filter(charge_id=charge.pk, key=str(key)).exists():
            return charge
        if charge.due + amount < 0:
            raise Invalid("Số tiền chưa đúng.", errors={"amount": "Không giảm quá số phải nộp."})
        add_lines(charge, [Line(str(key), "Điều chỉnh", "charge", amount, reason.strip())], by=by, at=at)
        tell_dossier(dossier, charge)
    return charge
