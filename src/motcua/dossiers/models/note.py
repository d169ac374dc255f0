from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class InternalNote(models.Model):
    """What officers tell each other about a dossier. Append-only; the applicant never sees it.

    `key` is the idempotency key of the request, unique per unit.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="notes")
    key = models.UUIDField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150, help_text="as it read that day")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "key"], name="a_note_is_written_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["dossier", "-at"], name="notes_of_dossier")]
