from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid_utils.compat import uuid7


class Tally(models.Model):
    """How many dossiers stand where: one line per change, summed to be read, so that two writers never meet.

    Written by the database itself (triggers of the migration `tallies_and_search`) whenever a dossier comes to stand
    elsewhere: one line takes it away from there, one adds it here. The worker joins old lines into one per place.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.PositiveSmallIntegerField()
    is_open = models.BooleanField()
    is_paused = models.BooleanField()
    holder_unit_id = models.UUIDField()
    holder_function = models.CharField(max_length=20)
    holder_id = models.UUIDField(null=True, blank=True)
    count = models.IntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit"], name="tallies_of_unit")]
