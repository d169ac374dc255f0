from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class PartnerClient(models.Model):
    """Another office's program: what it may do (scopes) and of which unit it sees the offices.

    `account` is the program's own, in whose name it files. `mandate` is an officer's account holding posts: the verbs
    that the program does are that officer's, by the same rights as on the page. Secrets are kept as digests; the one
    before is taken until `previous_until`, so that a secret can be changed without a break.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=150)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scopes = models.JSONField(default=list)
    secret_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    previous_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ClientChange(models.Model):
    """Who made, rotated or revoked a partner's access, when and why. Append-only: triggers refuse UPDATE and DELETE."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(PartnerClient, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    who = models.CharField(max_length=150)
    reason = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)


class AccessToken(models.Model):
    """A short-lived pass of a partner's program; only its digest is kept."""

    digest = models.CharField(primary_key=True, max_length=64)
    client = models.ForeignKey(PartnerClient, on_delete=models.CASCADE, related_name="tokens")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)


class RememberedAnswer(models.Model):
    """The first answer to a request with an idempotency key: a repeat gets the same, another request is refused.

    The row's id is the key of the journal entry that the request made, so that an entry leads to the program behind it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(PartnerClient, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["client", "key"], name="a_key_is_answered_once"),
        ]


class PartnerFile(models.Model):
    """A file that passed the gate and waits to be named in a filing or an answer; the bytes lie under their hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(PartnerClient, on_delete=models.PROTECT, related_name="files")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "id"], name="files_of_partner")]


class Webhook(models.Model):
    """Where a partner wants to be told of events, and of which verbs (none named: all). The secret lies sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(PartnerClient, on_delete=models.PROTECT, related_name="webhooks")
    url = models.CharField(max_length=500)
    verbs = models.JSONField(default=list, blank=True)
    sealed_secret = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class ReadPosition(models.Model):
    """How far a reader has come in an office's journal: the journal itself is the outbox, and has no gaps."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reader = models.CharField(max_length=60, help_text="webhook:<id>, or national-portal")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reader", "unit"], name="a_reader_has_one_place_in_a_journal"),
        ]


class Parcel(models.Model):
    """What is to leave the house: tried until it arrives or is given up; a worker takes it on a lease."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField(help_text="of the entry in the unit's journal")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Delivery(Parcel):
    """One event on its way to one webhook; `event` is the body as it is sent, without personal values."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    event = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["webhook", "unit", "sequence"], name="an_event_is_delivered_once_a_webhook"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["send_after"], condition=Q(state="waiting"), name="deliveries_waiting"),
        ]


class PortalMessage(Parcel):
    """One entry of a dossier's journal on its way to the national portal; put into words when it is sent."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    entry_id = models.UUIDField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "sequence"], name="the_portal_is_told_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["send_after"], condition=Q(state="waiting"), name="portal_messages_waiting"),
            models.Index(fields=["dossier", "sequence"], name="portal_messages_of_dossier"),
        ]
