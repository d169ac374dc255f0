from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .charge import Charge, OfOffice, Payment


class Refund(OfOffice):
    """Money to be given back: asked by one officer, decided by a second, paid out once."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="refunds")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_name = models.CharField(max_length=150)
    approved = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_name = models.CharField(max_length=150, blank=True)
    decided_note = models.CharField(max_length=300, blank=True)
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="refund", help_text="once paid out"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_refund_is_of_something"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="a_refund_is_decided_by_a_second_person",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "-id"], name="refunds_of_unit")]


class CashClosing(OfOffice):
    """One cashier's day, closed: what should be in the drawer, what was counted, and why they differ. Append-only.

    Nothing is taken or given back in cash by that cashier on a closed day any more.
    """

    day = models.DateField()
    cashier = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cashier_name = models.CharField(max_length=150)
    expected = models.BigIntegerField()
    counted = models.BigIntegerField()
    receipts = models.PositiveIntegerField(help_text="how many stand in the book, cancelled ones too")
    note = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "cashier", "day"], name="a_day_is_closed_once"),
        ]
