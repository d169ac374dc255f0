from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from .rules.parcels import OrderState


class OfDossier(models.Model):
    """A row that belongs to one dossier and repeats its office."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class DeliveryAddress(OfDossier):
    """Where the result of one dossier is to be brought, where that is not the address in the declaration."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="delivery_address")
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=20)
    address = models.CharField(max_length=300)
    set_at = models.DateTimeField()


class PostalOrder(OfDossier):
    """One parcel the public post is to carry: papers from somebody's home (pickup), or a result there (delivery).

    `cod` is what the post collects on delivery, whole đồng. `next_at` is when a worker tells or asks the post next, and
    none once nothing more is to be heard; it is set before the question, so that no second worker puts it too.
    """

    class Kind(models.TextChoices):
        PICKUP = "pickup"
        DELIVERY = "delivery"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="postal_orders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in OrderState], default="waiting")
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=20)
    address = models.CharField(max_length=300)
    cod = models.PositiveBigIntegerField(default=0)
    postage = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    order_code = models.CharField(max_length=60, blank=True)
    tracking_code = models.CharField(max_length=60, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    slips_printed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dossier", "kind"],
                condition=Q(state__in=["waiting", "taken", "under_way"]),
                name="one_parcel_of_a_kind_is_under_way",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="postal_orders_to_see_to"),
            models.Index(fields=["unit", "-id"], name="postal_orders_of_unit"),
        ]


class PostalStatus(OfDossier):
    """One thing the post said of a parcel, without personal data: whoever has the code may read it. Append-only."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(PostalOrder, on_delete=models.PROTECT, related_name="statuses")
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=80)
    word = models.CharField(max_length=20)
    place = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    heard_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["order", "key"], name="a_word_of_the_post_is_heard_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["dossier", "at"], name="postal_statuses")]
