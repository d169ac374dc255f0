"""The bank's own word: a file is read once, every credit goes to the dossier it names, the rest waits."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries as found_dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.organisation.rules.authority import SYSTEM, Authority

from ..models import BankEntry, BankStatement, Charge, Method, Payment
from ..queries.charges import account_at
from ..rules.reconciling import Found, Known, judged
from ..rules.rights import may_keep_accounts
from ..rules.statement import Credit, Layout, UnreadableStatement, credits_in
from .ledger import charge_for, locked_charge, take

BIGGEST = 5 * 2**20
NO_SUCH_ENTRY = "Không có dòng sao kê này."
WAITING = ("short", "over", "unmatched")


def read_statement(office_id: UUID, file: bytes, filename: str, *, by: Authority, at: datetime) -> BankStatement:
    """Read a file of the office's bank: whole, or not at all. Raises NotAllowed, Invalid."""
    if not may_keep_accounts(by, office_id):
        raise NotAllowed("Chỉ phụ trách bộ phận một cửa hoặc lãnh đạo đối chiếu với ngân hàng.")
    if len(file) > BIGGEST:
        raise Invalid("Tệp lớn quá.", errors={"file": "Tệp lớn quá 5 MB. Lấy sao kê của ít ngày hơn."})
    account = account_at(office_id, localdate(at))
    if account is None:
        raise Invalid("Chưa có tài khoản thu.", errors={"file": "Nhờ quản trị đặt tài khoản thu của cơ quan trước."})
    try:
        credits = credits_in(file, Layout.read(account.layout))
    except UnreadableStatement as wrong:
        raise Invalid(str(wrong), errors={"file": str(wrong)}) from wrong
    if not credits:
        raise Invalid("Tệp không có khoản ghi có nào.", errors={"file": "Tệp không có khoản ghi có nào."})
    digest = hashlib.sha256(file).hexdigest()
    with transaction.atomic():
        if BankStatement.objects.filter(unit_id=office_id, sha256=digest).exists():
            raise Invalid("Tệp này đã đọc rồi.", errors={"file": "Tệp này đã đọc rồi; mỗi tệp chỉ đọc một lần."})
        statement = BankStatement.objects.create(
            unit_id=office_id,
            filename=filename[:200],
            sha256=digest,
            read_at=at,
            read_by_id=by.signed_in_id,
            read_name=by.name,
            entries_read=len(credits),
        )
        # Every dossier of the office with a charge may be named.
        codes = Charge.objects.filter(unit_id=office_id).order_by("pk").values_list("dossier__code", flat=True)
        known = Known.of(codes)
        for credit in credits:
            _match(statement, credit, known, at)
    return statement


def _match(statement: BankStatement, credit: Credit, codes: Known, at: datetime) -> None:
    named = codes.named_in(credit.words)
    known = bool(credit.reference) and _is_known(statement.unit_id, credit.reference)
    dossier = charge = None
    if len(named) == 1:
        rows = Charge.objects.filter(unit_id=statement.unit_id, dossier__code=named[0])
        dossier_id = rows.order_by("pk").values_list("dossier_id", flat=True)[0]
        dossier = dossiers.locked_for_money(SYSTEM, dossier_id)
        charge = locked_charge(dossier)
    balance = charge.balance if charge is not None else 0
    found: Found = judged(codes=named, amount=credit.amount, balance=balance, known_reference=known)
    payment = None
    if found.state == BankEntry.State.MATCHED and dossier is not None and charge is not None:
        payment = take(
            dossier,
            charge,
            amount=credit.amount,
            method=Method.TRANSFER,
            key=uuid7(),
            by=SYSTEM,
            at=at,
            reference=credit.reference or f"{statement.pk}:{credit.place}",
        ).payment
    BankEntry.objects.create(
        unit_id=statement.unit_id,
        statement=statement,
        place=credit.place,
        booked_on=credit.booked_on,
        amount=credit.amount,
        reference=credit.reference,
        words=credit.words,
        state=found.state,
        dossier=dossier if found.code else None,
        payment=payment,
    )


def _is_known(unit_id: UUID, reference: str) -> bool:
    if Payment.objects.filter(unit_id=unit_id, method=Method.TRANSFER, reference=reference).exists():
        return True
    return BankEntry.objects.filter(unit_id=unit_id, reference=reference).exists()


def settle_entry(entry_id: UUID, *, code: str, note: str, by: Authority, at: datetime) -> BankEntry:
    """Put a waiting credit to a dossier, whatever the amount: short it is paid in part, over the rest waits to go back.

    Raises NotFound, NotAllowed, Invalid.
    """
    with transaction.atomic():
        entry = _waiting(entry_id, note, by)
        try:
            chosen = found_dossiers.by_code(by, code)
        except NotFound:
            raise Invalid("Không có hồ sơ này.", errors={"code": "Không có hồ sơ nào mang mã này ở cơ quan."}) from None
        if chosen.unit_id != entry.unit_id:
            raise Invalid("Hồ sơ của cơ quan khác.", errors={"code": "Hồ sơ này của cơ quan khác."})
        dossier = dossiers.locked_for_money(by, chosen.pk)
        charge = charge_for(dossier, at)
        reference = entry.reference or f"{entry.statement_id}:{entry.place}"
        receipt = take(
            dossier,
            charge,
            amount=entry.amount,
            method=Method.TRANSFER,
            key=uuid7(),
            by=SYSTEM,
            at=at,
            reference=reference,
            note=note.strip(),
        )
        entry.dossier, entry.payment, entry.state = dossier, receipt.payment, BankEntry.State.SETTLED
        _handled(entry, note, by, at)
    return entry


def set_entry_aside(entry_id: UUID, *, note: str, by: Authority, at: datetime) -> BankEntry:
    """Say that a credit is not for any dossier (the bank sends it back, or it is of another account).

    Raises NotFound, NotAllowed, Invalid.
    """
    with transaction.atomic():
        entry = _waiting(entry_id, note, by)
        entry.state = BankEntry.State.SET_ASIDE
        _handled(entry, note, by, at)
    return entry


def _waiting(entry_id: UUID, note: str, by: Authority) -> BankEntry:
    rows = BankEntry.objects.select_for_update(of=("self",)).filter(pk=entry_id, unit_id__in=by.readable_office_ids)
    entry = rows.order_by().first()
    if entry is None:
        raise NotFound(NO_SUCH_ENTRY)
    if not may_keep_accounts(by, entry.unit_id):
        raise NotAllowed("Chỉ phụ trách bộ phận một cửa hoặc lãnh đạo đối chiếu với ngân hàng.")
    if entry.state not in WAITING:
        raise NotAllowed("Dòng này đã xử lý rồi.")
    if not note.strip():
        raise Invalid("Chưa ghi lý do.", errors={"note": "Ghi vì sao; lời này vào sổ."})
    return entry


def _handled(entry: BankEntry, note: str, by: Authority, at: datetime) -> None:
    entry.handled_at, entry.handled_by_id, entry.handled_name = at, by.account_id, by.name
    entry.handled_note = note.strip()[:300]
    entry.save()
