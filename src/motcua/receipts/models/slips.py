from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class Slip(models.Model):
    """A slip that goes with dossiers from one unit of an office to another, numbered per office and year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    giver = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(help_text="everything printed on it")
    waiting = models.PositiveIntegerField(help_text="lines not ticked as received yet")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="a_slip_number_is_given_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "-id"], name="slips_of_office")]


class SlipLine(models.Model):
    """One dossier on a slip; `entry_id` is the journal entry that passed it on, which goes on one slip only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    entry_id = models.UUIDField()
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.CharField(max_length=150, blank=True, help_text="as it read that day")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["slip", "place"], name="a_slip_has_an_order"),
            models.UniqueConstraint(fields=["unit", "entry_id"], name="a_passing_on_is_slipped_once"),
        ]


class SlipTick(models.Model):
    """A tick «received» on a line, or one taken back: who, when. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(SlipLine, on_delete=models.PROTECT, related_name="ticks")
    is_received = models.BooleanField()
    at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150, help_text="as it read that day")
