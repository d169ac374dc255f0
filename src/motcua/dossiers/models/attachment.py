from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class Attachment(models.Model):
    """One file given as a paper of a draft or dossier, stored by content hash under a generated name.

    `paper_key` names the required paper of the procedure version, or is "result" / "other". The bytes never come
    from the app's origin inline: they are served as downloads only.
    """

    class Stream(models.TextChoices):
        SUBMITTED = "submitted"
        SUPPLEMENT = "supplement"
        OFFICE = "office"
        RESULT = "result"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(
        "dossiers.Draft", null=True, blank=True, on_delete=models.SET_NULL, related_name="attachments"
    )
    dossier = models.ForeignKey(
        "dossiers.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    paper_key = models.CharField(max_length=40)
    stream = models.CharField(max_length=12, choices=Stream.choices, default=Stream.SUBMITTED)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    reused_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the file of an earlier dossier whose bytes these are",
    )
    reused_words = models.CharField(max_length=200, blank=True, help_text="that source, for whoever may not read it")
    position = models.PositiveSmallIntegerField(
        default=0, help_text="place among the pages of its paper; 0: as it came"
    )
    legibility = models.CharField(max_length=40, blank=True, help_text="what may be hard to read, see rules.legibility")
    joined_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pages",
        help_text="the file that this photograph became a page of",
    )
    left_store_at = models.DateTimeField(null=True, blank=True, help_text="no longer among the applicant's documents")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["draft", "uploaded_at"], name="attachments_of_draft"),
            models.Index(fields=["dossier", "uploaded_at"], name="attachments_of_dossier"),
        ]
