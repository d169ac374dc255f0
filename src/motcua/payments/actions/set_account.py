"""The account an office collects into: the administrator sets it with a reason; the one before ends the day before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers.rules.refusals import Invalid
from motcua.organisation import permissions as organisation
from motcua.organisation import queries as units
from motcua.organisation.rules.authority import Authority

from ..loading import banks
from ..models import CollectionAccount
from ..rules.statement import Layout, WrongLayout
from ..rules.vietqr import BadQr, Payee, vietqr


def set_account(
    unit_id: UUID,
    *,
    bank: str,
    account: str,
    holder: str,
    valid_from: date,
    reason: str,
    layout: Mapping[str, Any] | None = None,
    by: Authority,
    at: datetime,
) -> CollectionAccount:
    """Collect into an account from a day on, today or later.

    Raises NoRight, NoSuchUnit, Invalid with {input name: message}.
    """
    unit = units.administered_unit(by, unit_id)
    organisation.must_administer(by, unit)
    errors: dict[str, str] = {}
    name = banks().get(bank, "")
    if not name:
        errors["bank"] = "Chọn một ngân hàng trong danh sách."
    if not holder.strip():
        errors["holder"] = "Ghi tên chủ tài khoản."
    if not reason.strip():
        errors["reason"] = "Ghi căn cứ hoặc lý do."
    if valid_from < localdate(at):
        errors["valid_from"] = "Từ hôm nay trở đi."
    try:
        vietqr(Payee("000000", account, holder), amount=1, purpose="THU")
    except BadQr:
        errors["account"] = "Số tài khoản gồm 1 đến 19 chữ số hoặc chữ cái, viết liền."
    try:
        Layout.read(layout or {})
    except WrongLayout as wrong:
        errors["layout"] = str(wrong)
    if errors:
        raise Invalid("Có chỗ cần sửa.", errors=errors)
    with transaction.atomic():
        _end_before(unit_id, valid_from)
        return CollectionAccount.objects.create(
            unit_id=unit_id,
            bank=bank,
            bank_name=name,
            account=account,
            holder=holder.strip()[:150],
            layout=dict(layout or {}),
            valid_from=valid_from,
            set_at=at,
            set_by_id=by.signed_in_id,
            set_name=by.name,
            reason=reason.strip()[:300],
        )


def _end_before(unit_id: UUID, day: date) -> None:
    """The account in force ends the day before; one that was to begin that day or later never begins."""
    open_ones = CollectionAccount.objects.select_for_update().filter(unit_id=unit_id, valid_to=None).order_by("pk")
    for one in open_ones:
        one.valid_to = max(day - timedelta(days=1), one.valid_from)
        one.save(update_fields=["valid_to"])
