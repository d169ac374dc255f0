from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class JournalEntry(models.Model):
    """One fact in a dossier's life. Append-only (triggers refuse UPDATE and DELETE), chained per unit by hash.

    `sequence` is dense per unit. `key` is the idempotency key of the request, unique per unit: a repeat finds its first
    answer here. `note` is the only free text and is covered by `note_digest`; `data` holds identifiers, times and
    amounts,
    never personal values.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="journal")
    key = models.UUIDField()
    verb = models.CharField(max_length=40)
    clock = models.CharField(max_length=8)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(max_length=150, blank=True, help_text="as it read that day, officers only")
    actor_function = models.CharField(max_length=20)
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state_from = models.PositiveSmallIntegerField(null=True, blank=True)
    state_to = models.PositiveSmallIntegerField()
    stage_from = models.CharField(max_length=40, blank=True)
    stage_to = models.CharField(max_length=40, blank=True)
    holder_unit_id = models.UUIDField(null=True, blank=True, help_text="who holds it after this entry")
    holder_id = models.UUIDField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    note_digest = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "sequence"], name="the_chain_has_no_forks"),
            models.UniqueConstraint(fields=["unit", "key"], name="a_request_happens_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dossier", "sequence"], name="journal_of_dossier")
        ]

    def facts(self) -> dict[str, Any]:
        """What the hash covers: every column but the free note (covered by its digest) and the hashes themselves."""
        return {name: _plain(getattr(self, name)) for name in CHAINED}


CHAINED = [
    "id",
    "unit_id",
    "sequence",
    "dossier_id",
    "key",
    "verb",
    "clock",
    "at",
    "actor_id",
    "actor_name",
    "actor_function",
    "acting_for_id",
    "state_from",
    "state_to",
    "stage_from",
    "stage_to",
    "holder_unit_id",
    "holder_id",
    "due_at",
    "note_digest",
    "data",
]


def _plain(value: Any) -> Any:
    # One spelling of a moment and of an identifier, whichever database gave it back.
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    return int(value) if isinstance(value, int) else value


class ChainHead(models.Model):
    """The newest link of a unit's chain; its row lock serialises the unit's journal, and no other unit's."""

    unit = models.OneToOneField("organisation.Unit", primary_key=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class CodeCounter(models.Model):
    """The last number given by a unit on a day, per code prefix unit and day; only ever counts up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, default="dossier")
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "kind", "day"], name="one_counter_per_unit_and_day"),
        ]


class PersonalDataView(models.Model):
    """Who looked at whose personal data, when, and in which function. Append-only; shown to the owner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="views")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=40, help_text="dossier, file:<hex>, receipt, unmasked")
    purpose = models.CharField(max_length=200, null=True, blank=True, help_text="an inspector's; others' is their work")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["dossier", "-at"], name="views_of_dossier")]
