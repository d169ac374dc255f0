from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from ..rules.numbering import draft_code
from ..rules.states import State


class Channel(models.TextChoices):
    ONLINE = "online", _("Trực tuyến")
    DESK = "desk", _("Tại quầy")
    POST = "post", _("Bưu chính")


class Payment(models.TextChoices):
    NONE = "none", _("Không có")
    REQUESTED = "requested", _("Chờ nộp")
    PAID = "paid", _("Đã nộp")
    WAIVED = "waived", _("Được miễn")


class Delivery(models.TextChoices):
    NONE = "none", _("Chưa có kết quả")
    READY = "ready", _("Chờ trả")
    HANDED_OVER = "handed_over", _("Đã trả tại quầy")
    POSTED = "posted", _("Đã gửi bưu chính")
    ELECTRONIC = "electronic", _("Đã trả điện tử")


class ConsultationState(models.TextChoices):
    NONE = "none", _("Không có")
    OPEN = "open", _("Đang lấy ý kiến")
    ANSWERED = "answered", _("Đã có ý kiến")


class Apology(models.TextChoices):
    NONE = "none", _("Không có")
    GIVEN = "given", _("Đã xin lỗi và hẹn lại")


class Answers(models.Model):
    """What a draft and a dossier share: which version of which procedure, at which office, and what was answered."""

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    case = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    answers = models.JSONField(default=dict)
    delivery_wish = models.CharField(max_length=12, blank=True, help_text="desk, post, electronic")
    mandate = models.ForeignKey(
        "dossiers.Mandate",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="under which the submitter files for somebody else; none for oneself",
    )

    class Meta:
        abstract = True


class Draft(Answers):
    """What somebody is still filling in: kept on the server at every page, resumable, turned into at most one dossier.

    The draft's id is the idempotency key of its submission. `unit` is the office that will receive it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(
        max_length=9, unique=True, default=draft_code, help_text="to be quoted, from the first page"
    )
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    page_key = models.CharField(max_length=40, blank=True, help_text="the last page reached")
    revision = models.PositiveIntegerField(default=1, help_text="counts saves, so that two tabs notice each other")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    dossier = models.OneToOneField(
        "dossiers.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )
    assistance = models.ForeignKey(
        "dossiers.Assistance",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the newest consent to be helped; the next two say to whom and until when it opens the draft",
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    help_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-updated_at"], name="drafts_of_account")
        ]


class Dossier(Answers):
    """One application, from filing to result.

    `unit` is the agency that owns it and decides; `holder_unit` and `holder` who works on it now (holder None: anyone
    of the
    function in that unit). `due_at` is the promise to the citizen, derived from the journal and the calendars (never
    counted
    down) and kept here for lists; `original_due_at` is never overwritten.
    `lock` counts changes, so that two people on one dossier notice each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=60, db_index=True)
    procedure_key = models.CharField(max_length=60)
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers"
    )

    owner_name = models.CharField(max_length=150)
    owner_identity_number = models.CharField(max_length=20, blank=True)
    owner_phone = models.CharField(max_length=20, blank=True)
    owner_email = models.CharField(max_length=254, blank=True)
    owner_address = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=500, blank=True)

    state = models.PositiveSmallIntegerField(choices=[(s.value, s.name) for s in State])
    is_open = models.BooleanField(default=True, help_text="no decision yet; follows the state")
    stage_key = models.CharField(max_length=40)
    holder_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers_held"
    )
    holder_function = models.CharField(max_length=20)
    stage_entered_at = models.DateTimeField()
    stage_due_at = models.DateTimeField(null=True, blank=True)

    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(help_text="provisional until received: counted as if received when filed")
    original_due_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    is_paused = models.BooleanField(default=False)
    supplements_asked = models.PositiveSmallIntegerField(default=0)
    counts_as_late = models.BooleanField(default=False, help_text="a second supplement was requested (Decision 766)")

    payment = models.CharField(max_length=12, choices=Payment.choices, default=Payment.NONE)
    delivery = models.CharField(max_length=12, choices=Delivery.choices, default=Delivery.NONE)
    consultation = models.CharField(max_length=12, choices=ConsultationState.choices, default=ConsultationState.NONE)
    apology = models.CharField(max_length=12, choices=Apology.choices, default=Apology.NONE)

    previous = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="filed again after a refusal",
    )
    original_unit = models.ForeignKey(
        "organisation.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the agency that took it in, where another has followed it since",
    )
    moving_to = models.ForeignKey(
        "organisation.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="handed on by one agency, not yet taken over by the next",
    )
    lock = models.PositiveIntegerField(default=1)

    filed_place = models.CharField(max_length=16, null=True, help_text="rules.circumstances.Place; none: not recorded")
    filed_device = models.CharField(max_length=10, null=True, help_text="rules.circumstances.Device")
    filed_network = models.CharField(max_length=16, null=True, help_text="keyed digest of the network address")
    filed_helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    filed_team = models.ForeignKey(
        "organisation.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "code"], name="a_code_is_given_once"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | Q(resolved_at__gte=models.F("submitted_at")),
                name="decision_after_submission",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "due_at", "id"], condition=Q(is_open=True), name="worklist_open"),
            models.Index(fields=["holder", "due_at", "id"], condition=Q(is_open=True), name="worklist_of_holder"),
            models.Index(
                fields=["holder_unit", "holder_function", "due_at", "id"],
                condition=Q(is_open=True),
                name="worklist_of_unit",
            ),
            models.Index(
                fields=["unit", "due_at", "id"], condition=Q(is_open=True, is_paused=True), name="worklist_waiting"
            ),
            models.Index(fields=["unit", "state", "due_at", "id"], name="worklist_by_state"),
            models.Index(
                fields=["unit", "-resolved_at", "-id"],
                condition=Q(resolved_at__isnull=False),
                name="worklist_done",
            ),
            models.Index(fields=["submitter", "-submitted_at", "id"], name="dossiers_of_submitter"),
            models.Index(
                fields=["unit", "received_at", "id"], condition=Q(received_at__isnull=False), name="register_of_unit"
            ),
            models.Index(
                fields=["stage_due_at"], condition=Q(is_open=True, state=State.FILED), name="filed_and_not_answered"
            ),
            models.Index(
                fields=["unit", "submitted_at", "id"], condition=Q(channel="online"), name="filed_online_at_unit"
            ),
            models.Index(
                fields=["filed_team", "submitted_at"], condition=Q(filed_team__isnull=False), name="filed_with_team"
            ),
            models.Index(fields=["moving_to"], condition=Q(moving_to__isnull=False), name="dossiers_under_way"),
            models.Index(
                fields=["unit", "returned_at"], condition=Q(returned_at__isnull=False), name="returned_by_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def journal_order(self) -> str:
        """The column by which its journal reads oldest first; numbers of two agencies' chains do not compare."""
        return "sequence" if self.original_unit_id is None else "id"
