"""Recording the prints of a receipt: the first is the original, every further one says that it is a copy."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation.rules.authority import Authority

from ..models import MoneyReceipt, ReceiptPrint
from ..rules.refusals import NO_SUCH_RECEIPT


def print_receipt(receipt: MoneyReceipt, *, by: Authority, at: datetime) -> int:
    """Record one print by an officer and give its number, from 1. Raises NotFound."""
    if receipt.unit_id not in by.readable_office_ids:
        raise NotFound(NO_SUCH_RECEIPT)
    with transaction.atomic():
        MoneyReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
        last = ReceiptPrint.objects.filter(receipt_id=receipt.pk).aggregate(last=Max("ordinal"))["last"] or 0
        ReceiptPrint.objects.create(
            unit_id=receipt.unit_id,
            receipt=receipt,
            ordinal=last + 1,
            at=at,
            account_id=by.signed_in_id,
            name=by.name,
        )
    return int(last) + 1
