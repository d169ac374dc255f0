from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class WithPaper(models.Model):
    """A row that rests on a paper, kept by its content hash as dossiers' papers are; none where `sha256` is empty."""

    filename = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True


class Enterprise(WithPaper):
    """A company, cooperative, household business or other organisation that files through people.

    As one person registered it, with the paper that says so: whoever takes in a dossier compares it. The same tax code
    may therefore stand here for several persons, and nobody learns from it what others registered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    tax_code = models.CharField(max_length=13)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["registered_by", "tax_code"], name="an_enterprise_is_registered_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Mandate(WithPaper):
    """That one person files for an organisation or for somebody else: who, for what, between which days.

    It is addressed to a telephone number and of no effect until whoever signs in with that number accepts it.
    `principal` is who gave it where that person has an account; a mandate on paper names them only. `procedures` are
    the keys of the procedures it covers, none meaning all.
    """

    class Kind(models.TextChoices):
        REPRESENTATIVE = "representative"
        SUBMITTER = "submitter"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    enterprise = models.ForeignKey(Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    principal_name = models.CharField(max_length=200)
    principal_number = models.CharField(max_length=20, blank=True, help_text="identity number or tax code")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates"
    )
    agent_phone = models.CharField(max_length=20)
    agent_name = models.CharField(max_length=150)
    procedures = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")), name="a_mandate_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(agent__isnull=False), name="an_accepted_mandate_has_an_agent"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agent_phone"], condition=Q(accepted_at__isnull=True), name="mandates_offered"),
        ]
