from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class Equipment(models.Model):
    """How many machines of one kind a team has from a day on: a count, not an inventory of serial numbers.

    Counts differ over time, so each change is a row of its own; the newest of a kind holds.
    """

    class Kind(models.TextChoices):
        COMPUTER = "computer", _("Máy tính")
        TABLET = "tablet", _("Máy tính bảng")
        PHONE = "phone", _("Điện thoại")
        PRINTER = "printer", _("Máy in")
        SCANNER = "scanner", _("Máy quét")
        SCREEN = "screen", _("Màn hình")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    count = models.PositiveSmallIntegerField()
    since = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["team", "kind", "since"], name="equipment_is_counted_once_a_day"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "team"], name="equipment_of_office")]


class Training(models.Model):
    """A course that an office held for members of its teams."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=200)
    held_on = models.DateField()
    hours = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "-held_on"], name="trainings_of_office")]


class Attendance(models.Model):
    """That one member was at a course."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="attendances")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["training", "account"], name="a_member_attends_once"),
        ]
