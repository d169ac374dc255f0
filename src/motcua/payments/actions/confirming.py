"""An officer confirmed an obligation by a paper from elsewhere, or let somebody off it: the ledger follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.organisation.rules.authority import SYSTEM

from ..models import ChargeLine, Method, MoneyReceipt, Payment
from ..rules.charging import Line
from .ledger import add_lines, locked_charge, tell_dossier

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, JournalEntry


def settle(dossier: Dossier, *, receipt_number: str, waived: bool, entry: JournalEntry) -> None:
    """Write what an officer confirmed; where our own receipt confirmed it, the money is written already."""
    charge = locked_charge(dossier)
    if charge is None or (not waived and _is_ours(dossier, receipt_number)):
        return
    asked = ChargeLine.objects.filter(charge_id=charge.pk, kind="obligation").order_by("-place").first()
    owed = min(charge.balance, asked.amount) if asked is not None else 0
    if asked is None or owed <= 0:
        return
    if waived:
        words = f"Được miễn: {entry.note}"
        add_lines(charge, [Line(asked.key, f"Miễn: {asked.name}", "obligation", -owed, words)], by=SYSTEM, at=entry.at)
    else:
        Payment.objects.create(
            id=entry.pk,
            unit_id=dossier.unit_id,
            charge=charge,
            dossier=dossier,
            method=Method.TRANSFER,
            amount=owed,
            at=entry.at,
            reference=f"{dossier.code}:{receipt_number}"[:120],
            note=f"Xác nhận theo chứng từ số {receipt_number}"[:300],
            cashier_id=entry.actor_id,
            cashier_name=entry.actor_name,
        )
        charge.paid += owed
        charge.save(update_fields=["paid"])
    tell_dossier(dossier, charge)


def _is_ours(dossier: Dossier, code: str) -> bool:
    number, _, year = code.partition("/")
    if not (number.isascii() and number.isdigit() and year.isascii() and year.isdigit() and len(code) < 16):
        return False
    return MoneyReceipt.objects.filter(dossier_id=dossier.pk, number=int(number), year=int(year)).exists()
