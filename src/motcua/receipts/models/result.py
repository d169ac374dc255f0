from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class ResultDocument(models.Model):
    """The paper a dossier ends in: drafted from the dossier, signed by the leader, numbered and sealed by the clerk.

    `layout` is what the template said when it was drafted and `lines` its filled lines, so that a later template
    changes nothing. `signed_sha256` names the file with the leader's signature, `issued_sha256` the one given out.
    `signatures` is [{role, name, title, serial, subject, issuer, at, digest, backend}]. `pending` holds a signature
    asked of a remote keeper and not come yet. On paper only: number, date, signer and `place_kept` are recorded.
    An issued result that was a mistake is `revoked_at` a moment: its state and its file stay, it is no longer valid.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted"
        SIGNED = "signed"
        ISSUED = "issued"
        VOID = "void"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    on_paper = models.BooleanField(default=False, help_text="issued on paper only")
    token = models.CharField(max_length=32, unique=True)
    layout = models.JSONField()
    lines = models.JSONField()
    about = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1, help_text="counts what the handler changed")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    places = models.JSONField(default=dict, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    issued_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    signatures = models.JSONField(default=list, blank=True)
    pending = models.JSONField(null=True, blank=True)
    number = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True, help_text="the date on the paper")
    valid_until = models.DateField(null=True, blank=True)
    signer_name = models.CharField(max_length=150, blank=True)
    signer_title = models.CharField(max_length=150, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(
        max_length=300, blank=True, default="", help_text="read by everybody who checks the paper"
    )
    replaced_by_number = models.CharField(
        max_length=80, blank=True, default="", help_text="of the result that stands in its place"
    )
    place_kept = models.CharField(max_length=200, blank=True, help_text="where the paper's copy is kept")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dossier"], condition=~Q(state="void"), name="a_dossier_has_one_result_document"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(state="issued"), name="only_an_issued_result_is_revoked"
            ),
        ]
