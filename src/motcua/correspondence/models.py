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
        ZALO = "zalo"

    class Rank(models.IntegerChoices):
        """What leaves first: what somebody waits for at a screen, what concerns a dossier, what goes to many."""

        CODE = 0
        DOSSIER = 1
        CAMPAIGN = 2

    class Fate(models.TextChoices):
        """What the provider told of it after it left; empty while it has told nothing."""

        NONE = ""
        DELIVERED = "delivered"
        FAILED = "failed"
        EXPIRED = "expired"

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
    tag = models.CharField(max_length=40, blank=True, help_text="what stands above a letter's heading: tone:words")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices, default=Rank.DOSSIER)
    campaign = models.ForeignKey("Campaign", null=True, on_delete=models.PROTECT, related_name="messages")
    wording = models.ForeignKey("WordingVersion", null=True, on_delete=models.PROTECT, related_name="+")
    parts = models.PositiveSmallIntegerField(default=1, help_text="text messages it costs")
    provider = models.CharField(max_length=40, blank=True, help_text="who took it")
    reference = models.CharField(max_length=100, blank=True, help_text="the provider's name for it")
    report_due_at = models.DateTimeField(null=True, blank=True)
    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.NONE, blank=True)
    fate_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "key"], name="a_message_is_caused_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(unit=None), name="a_message_of_no_office_is_caused_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["channel", "rank", "send_after", "id"], condition=Q(state="waiting"), name="outbox_in_turn"
            ),
            models.Index(
                fields=["channel", "unit", "rank", "send_after"], condition=Q(state="waiting"), name="outbox_of_unit"
            ),
            models.Index(fields=["provider", "reference"], condition=~Q(reference=""), name="messages_by_reference"),
            models.Index(
                fields=["provider", "-report_due_at"],
                condition=Q(report_due_at__isnull=False),
                name="messages_awaiting_report",
            ),
            models.Index(fields=["unit", "-id"], name="messages_of_unit"),
            models.Index(fields=["unit", "-id"], condition=Q(state="dead"), name="dead_messages_of_unit"),
            models.Index(
                fields=["unit", "-id"], condition=Q(fate__in=["failed", "expired"]), name="lost_messages_of_unit"
            ),
            models.Index(
                fields=["campaign", "state"], condition=Q(campaign__isnull=False), name="messages_of_campaign"
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


class DeliveryReport(models.Model):
    """What a provider told of a message after taking it. One that arrives before we noted the message waits for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="reports")
    provider = models.CharField(max_length=40)
    reference = models.CharField(max_length=100)
    fate = models.CharField(max_length=10, choices=Message.Fate.choices)
    error = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider", "reference", "fate"], name="a_report_is_told_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], condition=Q(message=None), name="reports_of_nothing_known"),
        ]


class ProviderHealth(models.Model):
    """How one provider does, as the workers of the house last saw it. Nothing personal, of no office."""

    name = models.CharField(primary_key=True, max_length=40)
    channel = models.CharField(max_length=10, choices=Message.Channel.choices)
    failures = models.PositiveIntegerField(default=0)
    down_until = models.DateTimeField(null=True, blank=True)
    late_until = models.DateTimeField(null=True, blank=True, help_text="reports were late: asked last until then")
    last_error = models.CharField(max_length=300, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    last_report_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField()


class IncomingText(models.Model):
    """A text message that somebody sent us, what it asked for, and what was answered. Forgotten after a while."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.CharField(max_length=40)
    reference = models.CharField(max_length=100)
    sender = models.CharField(max_length=20)
    asked = models.CharField(max_length=20, help_text="status, stop, start, or unknown")
    at = models.DateTimeField(db_index=True)
    answer = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider", "reference"], name="an_incoming_text_is_told_once"),
        ]


class ContactChoice(models.Model):
    """What the person behind a phone number or e-mail address wants of messages. None written: the usual.

    One-time codes always go. `news` is the consent to campaigns: None was never asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.CharField(max_length=254, unique=True)
    wanted = models.BooleanField(default=True, help_text="messages about one's own dossiers, to this address")
    zalo = models.BooleanField(default=False, help_text="over Zalo first, as a text where that fails")
    with_marks = models.BooleanField(default=False, help_text="texts in full Vietnamese, which cost more parts")
    language = models.CharField(max_length=5, default="vi")
    news = models.BooleanField(null=True, default=None)
    changed_at = models.DateTimeField()
    source = models.CharField(max_length=10, help_text="account, sms or desk")


class WordingVersion(models.Model):
    """The words of one kind of message in one language from a moment on. Append-only; number 1 is what was shipped."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    number = models.PositiveIntegerField()
    text = models.JSONField()
    at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "language", "number"], name="a_wording_has_one_version_of_a_number"
            ),
        ]


class Campaign(models.Model):
    """One text to many people of an office: whom, what, when, how fast, and how far it is.

    The figures are kept facts: every message that is written, leaves or fails moves them.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        SCHEDULED = "scheduled"
        RUNNING = "running"
        STOPPED = "stopped"
        FINISHED = "finished"

    class Purpose(models.TextChoices):
        SERVICE = "service"
        NEWS = "news"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=1000)
    with_marks = models.BooleanField(default=False)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    audience = models.JSONField(help_text="whom: kind, and what narrows it")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    starts_at = models.DateTimeField(null=True, blank=True)
    per_minute = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cursor = models.CharField(max_length=60, blank=True, help_text="how far its audience was gone through")
    next_slot = models.DateTimeField(null=True, blank=True, help_text="when the next message may leave")
    is_spread = models.BooleanField(default=False, help_text="its whole audience was gone through")
    expected = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    without_consent = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    undelivered = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0, help_text="given up, never left")
    cancelled = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "-id"], name="campaigns_of_unit"),
            models.Index(
                fields=["starts_at"], condition=Q(state__in=["scheduled", "running"]), name="campaigns_under_way"
            ),
        ]
