from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class PartialUpload(models.Model):
    """A file that is still arriving, chunk by chunk, as one paper of a draft (tus 1.0).

    How much has arrived is the size of the part file in quarantine, never a column: what is on the disk is the truth.
    `fingerprint` is what the sender's device says of the file, so that choosing it again goes on where it stopped.
    `ended` is empty while it arrives; then "kept" once it is a paper, "refused" by the gate, or "given_up".
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey("dossiers.Draft", on_delete=models.CASCADE, related_name="uploads")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    paper_key = models.CharField(max_length=40)
    filename = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(help_text="bytes, as announced")
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended = models.CharField(max_length=20, blank=True)
    attachment = models.ForeignKey(
        "dossiers.Attachment", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["draft", "begun_at"], name="uploads_of_draft"),
            models.Index(fields=["account", "expires_at"], name="uploads_of_account"),
            models.Index(fields=["expires_at"], name="uploads_by_end"),
        ]


class PaperBridge(models.Model):
    """Leave for any phone to photograph one paper into one draft: short-lived, revocable, good for nothing else.

    Only the digest of the token is kept. Whoever has the token adds pages as if the draft's owner did; they read
    nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey("dossiers.Draft", on_delete=models.CASCADE, related_name="bridges")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    paper_key = models.CharField(max_length=40)
    token_digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveSmallIntegerField(default=0, help_text="photographs that came over it")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["draft", "paper_key", "expires_at"], name="bridges_of_draft")
        ]
