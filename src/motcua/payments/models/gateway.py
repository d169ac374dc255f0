from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .charge import Charge, OfOffice, Payment


class GatewayAttempt(OfOffice):
    """Somebody was sent to the payment gateway for one amount; its id is the gateway's order reference.

    It waits until the gateway says what became of it: by its notice, or when asked (`ask_at`). A late notice is still
    heard: money that was taken counts, whatever was thought before.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        PAID = "paid"
        FAILED = "failed"
        EXPIRED = "expired"

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="attempts")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=10, blank=True, help_text="the gateway's own code for what became of it")
    payment = models.OneToOneField(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="attempt")
    ask_at = models.DateTimeField(null=True, blank=True, help_text="when the gateway is asked; none once it is settled")
    asked = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ask_at"], condition=Q(ask_at__isnull=False), name="attempts_to_ask_about"),
            models.Index(fields=["dossier", "-id"], name="attempts_of_dossier"),
        ]


class GatewayNotice(OfOffice):
    """What the gateway said about an attempt, and what it was answered, word for word. Append-only.

    `way` is notice (from its server), asked (its answer to our question). Notices with a false signature are answered
    and counted in the log, never kept: anybody could fill a table with them.
    """

    attempt = models.ForeignKey(GatewayAttempt, on_delete=models.PROTECT, related_name="notices")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    way = models.CharField(max_length=10)
    told = models.JSONField()
    answer = models.CharField(max_length=4)
