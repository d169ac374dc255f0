from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .charge import OfOffice, Payment


class CollectionAccount(OfOffice):
    """The bank account an office collects fees into, from one day to another; a new one ends the one before.

    `layout` says how the bank writes its files (columns by name, separator, form of dates).
    """

    bank = models.CharField(max_length=6, help_text="six digits at NAPAS (BIN)")
    bank_name = models.CharField(max_length=120)
    account = models.CharField(max_length=19)
    holder = models.CharField(max_length=150)
    layout = models.JSONField(default=dict, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_name = models.CharField(max_length=150)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="an_office_collects_into_one_account"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="an_account_ends_after_it_begins",
            ),
        ]


class BankStatement(OfOffice):
    """One file of the bank, read once: the same file again is refused by its digest."""

    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_name = models.CharField(max_length=150)
    entries_read = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "sha256"], name="a_file_of_the_bank_is_read_once"),
        ]


class BankEntry(OfOffice):
    """One credit in a bank's file, and what it was found to be: see `rules.reconciling`.

    `matched` and `settled` have a payment; the others wait for somebody, who gives a reason. The same reference of the
    bank in a later file is `doubled` and changes nothing.
    """

    class State(models.TextChoices):
        MATCHED = "matched"
        SHORT = "short"
        OVER = "over"
        DOUBLED = "doubled"
        UNMATCHED = "unmatched"
        SETTLED = "settled"
        SET_ASIDE = "set_aside"

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="entries")
    place = models.PositiveIntegerField()
    booked_on = models.DateField()
    amount = models.BigIntegerField()
    reference = models.CharField(max_length=120)
    words = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State.choices)
    dossier = models.ForeignKey("dossiers.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    payment = models.OneToOneField(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="bank_entry")
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handled_name = models.CharField(max_length=150, blank=True)
    handled_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["statement", "place"], name="entries_of_a_file_are_counted"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "state", "-id"], name="bank_entries_by_state"),
        ]
