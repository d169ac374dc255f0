"""Speaking with the public post (the worker does): orders told, cancellations told, parcels asked about."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from uuid_utils.compat import uuid7

from motcua.dossiers import actions as dossiers
from motcua.organisation.rules.authority import SYSTEM
from motcua.payments.actions.collecting import collected_on_delivery
from motcua.procedures import queries as procedures

from .. import events
from ..models import PostalOrder, PostalStatus
from ..ports import ParcelOrder, Party, PostDown, PostRefused, PublicPost, Status
from ..rules.parcels import ASKED_EVERY, ENDS, FIRST_PAUSE, WORDS, OrderState, next_try, state_after

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

logger = logging.getLogger("motcua.delivery")
AT_ONCE = 20


def public_post() -> PublicPost | None:
    """The adapter that the settings name, or None where an installation has none."""
    found: PublicPost | None = import_string(settings.PUBLIC_POST)() if settings.PUBLIC_POST else None
    return found


def see_to_orders(at: datetime, post: PublicPost | None = None) -> int:
    """Tell or ask the post whatever is due; how many questions it answered. No question is put inside a transaction."""
    adapter = post or public_post()
    if adapter is None:
        return 0
    answered = 0
    for order in _due(at):
        try:
            _spoken(adapter, order, at)
            answered += 1
        except PostDown as why:
            _failed(order, str(why), at)
        except PostRefused as why:
            _refused(order, str(why), at)
        except Exception as why:
            # Only the kind: what a driver says may hold an address.
            logger.exception("a postal order failed: %s", type(why).__name__)
            _failed(order, type(why).__name__, at)
    return answered


def _due(at: datetime) -> list[PostalOrder]:
    with transaction.atomic():
        rows = PostalOrder.objects.filter(next_at__lte=at).order_by("next_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        found = list(rows.select_related("dossier", "dossier__unit")[:AT_ONCE])
        # A worker that is killed while it asks is followed by another after this.
        PostalOrder.objects.filter(pk__in=[one.pk for one in found]).update(next_at=at + FIRST_PAUSE * 10)
    return found


def _spoken(post: PublicPost, order: PostalOrder, at: datetime) -> None:
    if order.state == OrderState.CANCELLED:
        post.cancel(order.order_code, at)
        PostalOrder.objects.filter(pk=order.pk).update(next_at=None, last_error="")
    elif order.state == OrderState.WAITING:
        _tell(post, order, at)
    else:
        _hear(order, post.statuses(order.order_code, at), at)


def _tell(post: PublicPost, order: PostalOrder, at: datetime) -> None:
    taken = post.order(_asked(order), at)
    with transaction.atomic():
        current = PostalOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
        current.order_code, current.tracking_code = taken.order_code[:60], taken.tracking_code[:60]
        current.postage, current.attempts, current.last_error = taken.postage, 0, ""
        if current.state == OrderState.WAITING:
            current.state, current.next_at = OrderState.TAKEN, at + ASKED_EVERY
        else:  # cancelled meanwhile: the post does not know yet
            current.next_at = at
        current.save()


def _asked(order: PostalOrder) -> ParcelOrder:
    unit = order.dossier.unit
    office, person = Party(unit.name, unit.phone, unit.address), Party(order.name, order.phone, order.address)
    is_pickup = order.kind == PostalOrder.Kind.PICKUP
    contents = procedures.version(order.dossier.version_id).definition.short_name
    return ParcelOrder(
        key=order.pk.hex,
        kind=order.kind,
        code=order.dossier.code,
        sender=person if is_pickup else office,
        receiver=office if is_pickup else person,
        contents=f"Giấy tờ: {contents}" if is_pickup else f"Kết quả: {contents}",
        cod=order.cod,
    )


def _hear(order: PostalOrder, said: Iterable[Status], at: datetime) -> None:
    """Write what is new, in the order in which it happened, and follow it to where the parcel is."""
    with transaction.atomic():
        dossier = dossiers.locked_for_money(SYSTEM, order.dossier_id)
        current = PostalOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
        known = set(PostalStatus.objects.filter(order_id=order.pk).values_list("key", flat=True))
        fresh = {one.key[:80]: one for one in said if one.word in WORDS and one.key[:80] not in known}
        before = OrderState(current.state)
        for key, one in sorted(fresh.items(), key=lambda item: (item[1].at, item[0])):
            PostalStatus.objects.create(
                unit_id=order.unit_id,
                dossier=dossier,
                order=current,
                kind=order.kind,
                key=key,
                word=one.word,
                place=one.place[:120],
                at=one.at,
                heard_at=at,
            )
            current.state = state_after(OrderState(current.state), one.word)
        current.attempts, current.last_error = 0, ""
        over = OrderState(current.state) in ENDS
        current.next_at = None if over else at + ASKED_EVERY
        current.ended_at = current.ended_at or (at if over else None)
        current.save()
        if over and before not in ENDS:
            _ended(current, dossier, at)


def _ended(order: PostalOrder, dossier: Dossier, at: datetime) -> None:
    delivered = order.state == OrderState.DONE
    if order.kind == PostalOrder.Kind.PICKUP:
        if delivered:
            events.announce(events.PapersFetched(dossier, order, at))
        return
    if delivered and order.cod:
        collected_on_delivery(dossier, amount=order.cod, reference=order.tracking_code, key=uuid7(), at=at)
    kind = events.ParcelDelivered if delivered else events.ParcelReturned
    events.announce(kind(dossier, order, at))


def _failed(order: PostalOrder, why: str, at: datetime) -> None:
    again = next_try(order.attempts + 1, at)
    rows = PostalOrder.objects.filter(pk=order.pk)
    rows.update(attempts=order.attempts + 1, next_at=again, last_error=why[:300])


def _refused(order: PostalOrder, why: str, at: datetime) -> None:
    """The post will not: an order that was to be told has failed; a cancellation that came too late stays on record."""
    rows = PostalOrder.objects.filter(pk=order.pk)
    if order.state == OrderState.WAITING:
        rows.update(state=OrderState.FAILED, ended_at=at, next_at=None, last_error=why[:300])
    else:
        rows.update(next_at=None, last_error=why[:300])
