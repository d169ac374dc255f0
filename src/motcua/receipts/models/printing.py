from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class Printing(models.Model):
    """One print of a paper or of a slip by an officer: the first is the original, every further one says it is a copy.

    Append-only (triggers refuse UPDATE and DELETE). `ordinal` counts the prints of one paper from 1.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(
        "receipts.Receipt", null=True, blank=True, on_delete=models.PROTECT, related_name="printings"
    )
    slip = models.ForeignKey("receipts.Slip", null=True, blank=True, on_delete=models.PROTECT, related_name="printings")
    ordinal = models.PositiveIntegerField()
    at = models.DateTimeField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150, help_text="as it read that day")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["paper", "ordinal"], name="prints_of_a_paper_are_counted"),
            models.UniqueConstraint(fields=["slip", "ordinal"], name="prints_of_a_slip_are_counted"),
            models.CheckConstraint(
                condition=Q(paper__isnull=True) ^ Q(slip__isnull=True), name="a_print_is_of_one_thing"
            ),
        ]
