from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class ProcedureField(models.Model):
    """A field of administration (lĩnh vực) to which procedures belong, such as civil status."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("lĩnh vực")

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """What identifies a procedure whatever its version; what it asks and promises is in its versions.

    `search_key` holds the names and the words people use for it, without diacritics.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    national_code = models.CharField(max_length=20, blank=True)
    field = models.ForeignKey(ProcedureField, on_delete=models.PROTECT, related_name="procedures")
    name = models.CharField(max_length=500)
    short_name = models.CharField(max_length=120)
    search_words = models.JSONField(default=list, blank=True)
    search_key = models.TextField(blank=True, editable=False)
    life_event = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("thủ tục")

    def __str__(self) -> str:
        return self.short_name


class ProcedureVersion(models.Model):
    """One version of a procedure, whole; once published, the database itself refuses to change what it says.

    `definition` is the data that `rules.definition.parse` reads; `checksum` is the SHA-256 of its canonical JSON.
    `valid_to` is the last day it is in force: it may be set later, when a newer version follows or it is withdrawn.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        PUBLISHED = "published", _("Đã công bố")
        WITHDRAWN = "withdrawn", _("Đã rút")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(max_length=20)
    organisation = models.CharField(max_length=20, help_text=_("three_tier hoặc two_tier"))
    definition = models.JSONField()
    checksum = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("phiên bản thủ tục")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procedure", "number"], name="a_version_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False),
                name="what_is_published_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.number}"


class Offering(models.Model):
    """That an office takes a procedure, from one day to another, both included."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offerings")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("nơi nhận thủ tục")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "procedure", "valid_from"], name="an_offering_begins_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="an_offering_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.procedure_id}"


class AdministrativeDivision(models.Model):
    """A province, district or ward as a dated fact; `code` is an opaque string that stays when the division is gone.

    `successors` are the codes of those that took it over; `complete` the levels of which all divisions below are known.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=40, unique=True)
    level = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    parent_code = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successors = models.JSONField(default=list, blank=True)
    complete = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("đơn vị hành chính")

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class ListEntry(models.Model):
    """One entry of an official list that forms choose from, such as the ethnicities, from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    list_name = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("mục danh mục")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["list_name", "key"], name="a_list_has_a_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list_name} {self.name}"
