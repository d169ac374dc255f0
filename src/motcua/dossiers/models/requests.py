from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class OfDossier(models.Model):
    """A request or decision that belongs to one dossier and repeats its unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class SupplementRequest(OfDossier):
    """What is still missing, asked once and completely (Decree 61/2018 art. 17; Decree 118/2025 art. 17).

    `items` is [{"paper": key or "", "field": id or "", "reason": missing|illegible|wrong|expired|other, "text":
    words for the citizen}]. A second request (`ordinal` 2) carries a leader's reason and makes the dossier count as
    late.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplements")
    ordinal = models.PositiveSmallIntegerField()
    items = models.JSONField()
    reason = models.TextField(blank=True)
    leader_reason = models.TextField(blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_note = models.TextField(blank=True)
    earlier_answers = models.JSONField(null=True, blank=True, help_text="the form's answers before the supplement")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "ordinal"], name="supplements_are_counted"),
        ]


class FinancialObligation(OfDossier):
    """A tax, fee or charge the citizen must pay before work goes on; amounts in đồng."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="obligations")
    amount = models.PositiveBigIntegerField()
    reason = models.TextField()
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    receipt_number = models.CharField(max_length=60, blank=True)
    waived = models.BooleanField(default=False)


class Consultation(OfDossier):
    """Another unit's opinion, asked with its own due date; where the law says so, silence means consent."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="consultations")
    consulted_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    silence_is_consent = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agrees = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["consulted_unit", "due_at"], condition=Q(answered_at__isnull=True), name="open_consultations"
            ),
        ]


class Extension(OfDossier):
    """The one apology and new appointment the law allows, given before the due date (Decree 61/2018 art. 19)."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="extension")
    from_due_at = models.DateTimeField()
    to_due_at = models.DateTimeField()
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(to_due_at__gt=models.F("from_due_at")), name="an_extension_moves_forward"
            ),
        ]


class Result(OfDossier):
    """The decision: proposed by the handler, signed by the approver, numbered and issued by the records clerk."""

    class Outcome(models.TextChoices):
        GRANTED = "granted"
        DECLINED = "declined"

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="result")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    summary = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handed_to = models.CharField(max_length=150, blank=True)
    handed_by = models.CharField(max_length=12, blank=True, help_text="desk, post, electronic")
