"""Doing a request once: the first answer to an idempotency key is kept and given again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ..models import RememberedAnswer
from ..queries import Caller
from ..rules.refusals import KeyReused

KEPT = timedelta(days=90)
REUSED = "Khóa Idempotency-Key này đã dùng cho một yêu cầu khác. Dùng khóa mới cho yêu cầu mới."


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What was answered: status, JSON body and headers; `again` for a repeat."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    again: bool = False


def remembered(by: Caller, key: str, request: bytes, *, at: datetime, do: Callable[[UUID], FirstAnswer]) -> FirstAnswer:
    """Do something once per key, in one transaction with what is remembered of it.

    `do` gets the id under which its journal entry is to be written. What it raises leaves nothing behind, the key
    included, so that a mended request may use it again. Of two requests at the same moment the second waits for the
    first and gets its answer. Raises KeyReused where the key came before with another request.
    """
    digest = hashlib.sha256(request).hexdigest()
    known = _known(by, key, digest)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            row = RememberedAnswer(
                unit_id=by.unit_id, client_id=by.client_id, key=key, request_digest=digest, created_at=at
            )
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError as clash:
                raise _Another from clash
            given = do(row.pk)
            row.status, row.body, row.headers = given.status, given.body, given.headers
            row.save(update_fields=["status", "body", "headers"])
            return given
    except _Another:
        known = _known(by, key, digest)
        if known is None:
            raise KeyReused("Yêu cầu cùng khóa vừa bị huỷ. Gửi lại.") from None
        return known


def forget_old_answers(at: datetime) -> int:
    """Remove answers nobody asks for again; the worker calls this daily."""
    RememberedAnswer.objects.filter(created_at__lt=at - KEPT).delete()
    return 0


class _Another(Exception):
    """Another request with the same key was first."""


def _known(by: Caller, key: str, digest: str) -> FirstAnswer | None:
    found = RememberedAnswer.objects.filter(client_id=by.client_id, key=key).order_by().first()
    if found is None:
        return None
    if found.request_digest != digest:
        raise KeyReused(REUSED)
    return FirstAnswer(found.status, found.body, found.headers, again=True)
