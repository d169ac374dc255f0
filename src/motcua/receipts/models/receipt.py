from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid_utils.compat import uuid7


class Receipt(models.Model):
    """One paper given out, with everything printed on it, so that it can be printed again the same and verified by
    token.

    `kind` names the official form (form01 receipt and appointment slip, form02 supplement, form03 rejection, form04
    apology, form05 stop notice since 2025, control_sheet) or a paper of the house's own (acknowledgement, result,
    declaration, delivery_slip). `copy_number` counts papers that took the place of one before, after a correction.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=20)
    copy_number = models.PositiveSmallIntegerField(default=1)
    token = models.CharField(max_length=32, unique=True)
    data = models.JSONField()
    issued_at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "entry_id", "kind"], name="a_paper_is_issued_once_per_fact"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["dossier", "kind"], name="papers_of_dossier")]

    @property
    def title(self) -> str:
        """The title as printed, of the form set of its day."""
        return str(self.data["title"])
