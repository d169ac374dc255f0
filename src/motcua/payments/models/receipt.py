from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from .charge import OfOffice, Payment


class MoneyReceipt(OfOffice):
    """The numbered receipt for one payment (biên lai thu phí, lệ phí), with everything printed on it.

    Numbered without a gap by office and year; a cancelled one keeps its number and says why (Decree 123/2020/NĐ-CP,
    chapter on receipts).
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="receipt")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    issued_at = models.DateTimeField()
    data = models.JSONField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_name = models.CharField(max_length=150, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="a_receipt_number_is_given_once"),
        ]

    @property
    def code(self) -> str:
        """The number as it is printed."""
        return f"{self.number:06d}/{self.year}"


class ReceiptPrint(OfOffice):
    """One print of a receipt by an officer: the first is the original, every further one a copy. Append-only."""

    receipt = models.ForeignKey(MoneyReceipt, on_delete=models.PROTECT, related_name="prints")
    ordinal = models.PositiveIntegerField()
    at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["receipt", "ordinal"], name="prints_of_a_receipt_are_counted"),
        ]
