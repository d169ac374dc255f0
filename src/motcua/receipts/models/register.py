from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7


class RegisterBook(models.Model):
    """The register of one office and year: opened, and closed once the year is over (Circular 01/2018; 03/2025)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_name = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_name = models.CharField(max_length=150, blank=True)
    dossiers = models.PositiveIntegerField(null=True, blank=True, help_text="how many it held when it was closed")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_register_per_office_and_year"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="a_register_closes_after_it_opens",
            ),
        ]


class RegisterExport(models.Model):
    """The register taken out of the system as a file: who, when, which part of it, how many rows. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150, help_text="as it read that day")
    kind = models.CharField(max_length=10, help_text="pdf, excel")
    chosen = models.JSONField(help_text="period and filters; never personal values")
    rows = models.PositiveIntegerField()
