from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class Method(models.TextChoices):
    CASH = "cash", _("Tiền mặt")
    TRANSFER = "transfer", _("Chuyển khoản")
    GATEWAY = "gateway", _("Cổng thanh toán")
    ON_DELIVERY = "on_delivery", _("Thu hộ khi phát")


class OfOffice(models.Model):
    """A row of an office; amounts everywhere in this room are whole đồng."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Charge(OfOffice):
    """What one dossier costs in all: begun when it is filed or received, changed only by adding lines.

    `due` and `paid` are the sums of its lines and of its payments, kept here for lists; their row is locked for every
    change of either. What is set elsewhere (`waiting_for`) is named and not yet owed.
    """

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="charge")
    made_at = models.DateTimeField()
    due = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    waiting_for = models.JSONField(default=list, blank=True, help_text="names of fees that another body sets")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "-id"], name="charges_of_unit"),
        ]

    @property
    def balance(self) -> int:
        """What is still to be paid; below zero what was paid too much."""
        return self.due - self.paid


class ChargeLine(OfOffice):
    """One line of a charge, below zero where something is let off or taken back. Append-only."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="lines")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60, help_text="of the fee, or of the obligation")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, help_text="fee, charge, obligation")
    amount = models.BigIntegerField()
    explanation = models.CharField(max_length=600)
    source = models.CharField(max_length=300, blank=True)
    exemption = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150, blank=True, help_text="as it read that day; empty for the system")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["charge", "place"], name="lines_of_a_charge_are_counted"),
        ]


class Payment(OfOffice):
    """Money that came in for a dossier, or below zero went out again. Append-only; its id is the key of the request.

    `reference` is what the bank or the gateway calls it; no reference of one method counts twice in an office.
    """

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="payments")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=12, choices=Method.choices)
    amount = models.BigIntegerField()
    at = models.DateTimeField()
    reference = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    cashier = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cashier_name = models.CharField(max_length=150, blank=True, help_text="as it read that day; empty for the system")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit", "method", "reference"],
                condition=~models.Q(reference=""),
                name="a_reference_counts_once",
            ),
            models.CheckConstraint(condition=~models.Q(amount=0), name="a_payment_is_of_something"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "at"], name="payments_of_unit"),
        ]
