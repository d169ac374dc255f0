from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class Message(models.Model):
    """One message to one person over one channel, in the outbox until a worker has delivered it.

    `key` is stable (event entry + recipient + channel), so that a message caused once is sent once. `address` is the
    phone
    number or e-mail address at the time; in-app messages have none. A message that says `expires_at` (a one-time code)
    is urgent, worth nothing later, and its words are taken out once it is sent or given up. Such a one is of no office.
    """

    class Channel(models.TextChoices):
        IN_APP = "in_app"
        SMS = "sms"
        EMAIL = "email"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        DEAD = "dead"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "key"], name="a_message_is_caused_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(unit=None), name="a_message_of_no_office_is_caused_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["send_after"], condition=Q(state="waiting"), name="outbox_waiting"),
            models.Index(
                fields=["send_after"], condition=Q(state="waiting", expires_at__isnull=False), name="outbox_urgent"
            ),
            models.Index(fields=["account", "-created_at"], name="messages_of_account"),
        ]


class Resending(models.Model):
    """That a dead message was put back: who, why, and what had been wrong. Append-only, the database sees to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="resendings")
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    reason = models.CharField(max_length=300)
    attempts = models.PositiveSmallIntegerField()
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(who="") & ~Q(reason=""), name="a_resending_names_who_and_why"),
        ]
