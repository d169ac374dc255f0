from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from .rules.authority import Function


class Unit(models.Model):
    """An agency, or a part of one: city, district, ward, division, desk, quarter. Any depth; kinds are free words.

    `is_office` marks an agency that owns dossiers; `office` is the nearest such unit upwards (itself for an office).
    `path` is the chain of ids from the root, for subtree look-ups by prefix. `roles` are the words by which stages of
    procedures find their unit inside an office (desk, leaders, justice, …).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=35, help_text=_("Mã định danh, ví dụ 000.00.01.H26; là chuỗi, không suy diễn"))
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    search_key = models.CharField(max_length=300, blank=True, editable=False)
    kind = models.CharField(max_length=40)
    tier = models.CharField(max_length=20, blank=True, help_text=_("province, district, commune, hoặc để trống"))
    organisation = models.CharField(max_length=20, help_text=_("three_tier hoặc two_tier"))
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    office = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_office = models.BooleanField(default=False)
    roles = models.JSONField(default=list, blank=True)
    path = models.CharField(max_length=1000, db_index=True)
    division_code = models.CharField(
        max_length=20, blank=True, help_text=_("Mã địa giới hành chính nơi đơn vị phục vụ")
    )
    division_kind = models.CharField(max_length=20, blank=True, help_text=_("phường, xã, quận, tỉnh…"))
    division_name = models.CharField(max_length=80, blank=True, help_text=_("Tên địa bàn, không kèm loại"))
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    hours_note = models.CharField(max_length=200, blank=True)
    code_format = models.CharField(max_length=8, default="2025", help_text=_("Kiểu mã hồ sơ: 2018 hoặc 2025"))
    calendar_revision = models.PositiveIntegerField(default=1, editable=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text=_("Ngày cuối còn hiệu lực"))

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="a_unit_code_is_given_once_per_period"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="a_unit_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """What a unit is called from a day on. The unit itself carries the name of today; one to come waits here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    valid_from = models.DateField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="a_unit_has_one_name_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"


class Succession(models.Model):
    """Which unit took over from which, and when: a merger has many predecessors, a split many successors."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="precedents")
    on = models.DateField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="a_succession_is_stated_once"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Dated(models.Model):
    """Holds from one day to another, both included; an open end holds until further notice."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Post(Dated):
    """A position at a unit with one function in the life of a dossier."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    function = models.CharField(max_length=20, choices=[(f.value, f.value) for f in Function])
    title = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("vị trí")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "function", "title", "valid_from"], name="a_post_is_made_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.unit_id}"


class Holding(Dated):
    """Who holds a post, as its holder or as its standing deputy."""

    class Kind(models.TextChoices):
        HOLDER = "holder", _("Người giữ vị trí")
        DEPUTY = "deputy", _("Cấp phó")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.HOLDER)

    class Meta:
        verbose_name = _("người giữ vị trí")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["post", "account", "valid_from"], name="a_post_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} · {self.post_id}"


class Delegation(Dated):
    """One holder's work entrusted to a colleague between two days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="delegations")
    to_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations_received"
    )
    reason = models.CharField(max_length=300, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations_granted"
    )

    class Meta:
        verbose_name = _("ủy quyền")

    def __str__(self) -> str:
        return f"{self.holding_id} → {self.to_account_id}"


class Leave(Dated):
    """Days on which a person is away; their standing deputies act for them on these days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leaves")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("ngày nghỉ của cán bộ")

    def __str__(self) -> str:
        return f"{self.account_id} {self.valid_from}"


class WeeklyHours(models.Model):
    """The week's half-day sessions of a unit from a day on; without a unit, of the whole country.

    `sessions` is {weekday "0"–"6": [["07:30", "11:30"], ["13:30", "17:00"]]}, local time, Monday = 0.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="weekly_hours")
    valid_from = models.DateField()
    sessions = models.JSONField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="weekly_hours_start_once_a_day"),
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(unit__isnull=True), name="national_hours_start_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from}"


class CalendarDay(models.Model):
    """One day that differs from its week: a holiday, a make-up working day or a closure; without a unit, nation-wide.

    `sessions` limits a working day, or for a closure names the part that is closed; `follows_weekday` says which
    weekday's sessions a make-up day takes.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Ngày nghỉ lễ")
        WORKING_DAY = "working_day", _("Ngày làm bù")
        CLOSURE = "closure", _("Nghỉ đột xuất")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_days")
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)
    decreed = models.BooleanField(default=True)
    follows_weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    sessions = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("ngày đặc biệt")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "date"], name="a_day_differs_in_one_way"),
            models.UniqueConstraint(
                fields=["date"], condition=Q(unit__isnull=True), name="a_national_day_differs_in_one_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class OrganisationChange(models.Model):
    """Who changed what in the organisation, when and why. Append-only: triggers refuse UPDATE and DELETE.

    `data` holds identifiers and dates, never personal values.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verb = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("thay đổi tổ chức")
        verbose_name_plural = _("thay đổi tổ chức")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "-at"], name="changes_of_unit")]

    def __str__(self) -> str:
        return f"{self.verb} {self.unit_id}"
