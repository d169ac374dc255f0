from __future__ import annotations

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class Order(models.Model):
    """Work on many dossiers that an administrator ordered; the worker does it in pieces, from `after` on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ordered_at = models.DateTimeField()
    after = models.UUIDField(null=True, blank=True, help_text="the last dossier looked at")
    seen = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Transfer(Order):
    """That the unfinished dossiers of a closed unit go to the one that took its place, from a day on."""

    to_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()


class Reckoning(Order):
    """That the due dates of everything under a unit are reckoned anew, because its calendar changed."""
