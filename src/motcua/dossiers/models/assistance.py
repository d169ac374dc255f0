from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7


class Assistance(models.Model):
    """A citizen's consent that one member of an advisory team fills in one draft with them, for an hour at most.

    It begins with a code sent to the citizen's phone and ends when the draft is filed, when either of the two ends it,
    or at `until`. It never lets the helper file. `draft` is empty once the citizen has thrown the draft away.
    """

    class Ending(models.TextChoices):
        FILED = "filed"
        HELPER = "helper"
        CITIZEN = "citizen"
        SHUT = "shut"
        RENEWED = "renewed"  # the citizen gave a fresh code, to the same helper or another

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", help_text="the office that runs the team"
    )
    draft = models.ForeignKey("dossiers.Draft", null=True, on_delete=models.SET_NULL, related_name="assistances")
    citizen = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    helper_name = models.CharField(max_length=150, help_text="as it read that day")
    team = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=16, help_text="rules.circumstances.Place of the team")
    procedure_key = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="assistances")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="an_assistance_has_a_length"),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(ended_at__isnull=True), name="a_draft_has_one_helper_at_a_time"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["helper", "-opened_at"], name="assistances_of_helper"),
            models.Index(fields=["citizen", "-opened_at"], name="assistances_of_citizen"),
            models.Index(fields=["team", "-opened_at"], name="assistances_of_team"),
        ]


class AssistanceLook(models.Model):
    """What the helper opened or saved while helping, and when. Append-only; shown to the citizen."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assistance = models.ForeignKey(Assistance, on_delete=models.PROTECT, related_name="looks")
    at = models.DateTimeField()
    what = models.CharField(max_length=60, help_text="page:<key>, papers, file:<hex>, saved:<key>, …")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["assistance", "at"], name="looks_of_assistance")]
