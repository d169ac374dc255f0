"""Paying through a gateway: an attempt is begun, its fate heard or asked for, and the money taken once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from uuid_utils.compat import uuid7

from motcua.dossiers import actions as dossiers
from motcua.dossiers.queries import is_applicant
from motcua.dossiers.rules.refusals import Changed, NotAllowed, NotFound
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import SYSTEM, Authority

from ..models import GatewayAttempt, GatewayNotice, Method
from ..ports import FalseNotice, Gateway, GatewayDown, Order, Outcome
from ..rules.noticing import EXPIRES_AFTER, FIRST_QUESTION, Answer, next_question, verdict
from .ledger import locked_charge, take

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

logger = logging.getLogger("motcua.payments")
AT_ONCE = 10
NO_GATEWAY = "Nơi này chưa mở thanh toán qua cổng. Chuyển khoản theo mã VietQR, hoặc nộp tại quầy."


def gateway() -> Gateway | None:
    """The adapter that the settings name, or None where an installation has no gateway."""
    found: Gateway | None = import_string(settings.PAYMENT_GATEWAY)() if settings.PAYMENT_GATEWAY else None
    return found


def begin_payment(dossier_id: UUID, *, by: Authority, at: datetime, key: UUID) -> GatewayAttempt:
    """Begin to pay the whole balance; one that waits for the same amount and has not run out is gone on with.

    Raises NotFound, NotAllowed where there is no gateway, Changed where nothing is owed any more.
    """
    if not settings.PAYMENT_GATEWAY:
        raise NotAllowed(NO_GATEWAY)
    with transaction.atomic():
        dossier = dossiers.locked_for_money(by, dossier_id)
        if not is_applicant(by, dossier):
            raise NotFound("")
        charge = locked_charge(dossier)
        if charge is None or charge.balance <= 0:
            raise Changed("Hồ sơ không còn khoản nào phải nộp.")
        open_ones = GatewayAttempt.objects.filter(dossier_id=dossier.pk, state=GatewayAttempt.State.WAITING)
        known = open_ones.filter(amount=charge.balance, expires_at__gt=at + EXPIRES_AFTER / 3).order_by("-pk").first()
        if known is not None:
            return known
        return GatewayAttempt.objects.create(
            id=key,
            unit_id=dossier.unit_id,
            charge=charge,
            dossier=dossier,
            amount=charge.balance,
            begun_at=at,
            expires_at=at + EXPIRES_AFTER,
            begun_by_id=by.signed_in_id,
            ask_at=at + FIRST_QUESTION,
        )


def order_of(attempt: GatewayAttempt, dossier: Dossier) -> Order:
    """What the gateway is told: the dossier's code without marks, never a name."""
    words = "Nop phi ho so " + dossier.code
    return Order(attempt.pk.hex, attempt.amount, words, attempt.begun_at, attempt.expires_at)


def hear_notice(told: Mapping[str, str], *, at: datetime) -> Answer:
    """Answer the gateway's server. What is not signed by it changes nothing and is only counted in the log."""
    adapter = gateway()
    if adapter is None:
        return Answer.FAULT
    try:
        said = adapter.heard(told)
    except FalseNotice as why:
        logger.warning("a notice of the gateway was refused: %s", why)
        return Answer.FALSE_SIGNATURE
    try:
        with scope.within(scope.EVERYTHING):  # the gateway's own signature stands for it
            return settle(said, way="notice", at=at)
    except Exception:
        logger.exception("a notice of the gateway could not be written")
        return Answer.FAULT


def settle(said: Outcome, *, way: str, at: datetime) -> Answer:
    """Write what the gateway said about an attempt, and take the money if it was paid; a repeat takes nothing."""
    try:
        attempt_id = UUID(said.reference)
    except ValueError:
        return Answer.UNKNOWN_ORDER
    with transaction.atomic():
        known = GatewayAttempt.objects.filter(pk=attempt_id).only("dossier_id").first()
        if known is None:
            return Answer.UNKNOWN_ORDER
        dossier = dossiers.locked_for_money(SYSTEM, known.dossier_id)
        attempt = GatewayAttempt.objects.select_for_update(of=("self",)).get(pk=attempt_id)
        judged = verdict(state=attempt.state, owed=attempt.amount, said=said.amount, paid=said.paid)
        GatewayNotice.objects.create(
            unit_id=attempt.unit_id,
            attempt=attempt,
            dossier=dossier,
            at=at,
            way=way,
            told=dict(said.told),
            answer=judged.answer,
        )
        if judged.becomes:
            _becomes(attempt, dossier, judged.becomes, said, at)
    return judged.answer


def _becomes(attempt: GatewayAttempt, dossier: Dossier, state: str, said: Outcome, at: datetime) -> None:
    attempt.state, attempt.settled_at, attempt.said = state, at, said.code[:10]
    attempt.ask_at, attempt.last_error = None, ""
    if state == GatewayAttempt.State.PAID:
        charge = locked_charge(dossier)
        assert charge is not None
        attempt.payment = take(
            dossier,
            charge,
            amount=attempt.amount,
            method=Method.GATEWAY,
            key=uuid7(),
            by=SYSTEM,
            at=at,
            reference=f"{said.transaction}/{said.reference}",
        ).payment
    attempt.save()


def ask_about_attempts(at: datetime) -> int:
    """Ask the gateway about attempts of which nothing was heard (the worker does); how many were settled.

    The question goes out outside of any transaction; an attempt that nobody ever paid runs out.
    """
    adapter = gateway()
    if adapter is None:
        return 0
    settled = 0
    for attempt in _to_ask_about(at):
        order = order_of(attempt, attempt.dossier)
        try:
            said = adapter.asked(order, at)
        except (GatewayDown, FalseNotice) as why:
            GatewayAttempt.objects.filter(pk=attempt.pk).update(last_error=str(why)[:300])
            continue
        if said is not None and said.paid is not None:
            settle(said, way="asked", at=at)
            settled += 1
        elif attempt.expires_at < at:
            still = GatewayAttempt.objects.filter(pk=attempt.pk, state=GatewayAttempt.State.WAITING)
            # Once more in a while: the money may have been on its way.
            settled += still.update(state=GatewayAttempt.State.EXPIRED, settled_at=at, last_error="")
    return settled


def payer_is_back(attempt_id: UUID, *, at: datetime) -> UUID | None:
    """The payer came back with the gateway's signature: whose dossier it is. Nothing heard yet: ask at once."""
    with scope.within(scope.EVERYTHING):  # the gateway's signature stands for it; the page asks who looks
        known = GatewayAttempt.objects.filter(pk=attempt_id).only("dossier_id").first()
        if known is None:
            return None
        GatewayAttempt.objects.filter(pk=attempt_id, state=GatewayAttempt.State.WAITING, ask_at__gt=at).update(
            ask_at=at
        )
    return known.dossier_id


def _to_ask_about(at: datetime) -> list[GatewayAttempt]:
    """The attempts whose time has come; the next time is set before the question, so that no second worker asks too."""
    with transaction.atomic():
        due = GatewayAttempt.objects.filter(ask_at__lte=at).exclude(state=GatewayAttempt.State.PAID)
        due = due.order_by("ask_at", "pk").select_related("dossier")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        found = list(due[:AT_ONCE])
        for one in found:
            one.ask_at = next_question(begun_at=one.begun_at, asked=one.asked, at=at)
            one.asked += 1
            one.save(update_fields=["ask_at", "asked"])
    return found
