from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class PaperMark(models.Model):
    """What an officer found when looking at one paper of a dossier. Append-only: the newest of a paper is the one that
    counts, and taking a mark back is a mark too. The applicant never sees it.

    `verdict` is good, bad or withdrawn; `reason` (one of those of a supplement request) and `words` go with bad. `key`
    is the idempotency key of the request, unique per unit.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="marks")
    key = models.UUIDField()
    paper_key = models.CharField(max_length=60)
    verdict = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150, help_text="as it read that day")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "key"], name="a_mark_is_made_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["dossier", "-at"], name="marks_of_dossier")]
