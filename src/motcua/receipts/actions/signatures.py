"""One signature on one paper: prepared, asked of whoever keeps the key, put in. Never inside a transaction.

What is asked of a remote keeper is kept first, so that a lost answer, a time-out or a crash in between leads to the
same signature again and never to a second one.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localtime

from motcua.dossiers import actions as dossier_actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid

from ..models import ResultDocument
from ..ports import Chain, Holder, NoStamp, Signer, SigningFailure, SigningRefused, Stamp, StillWaiting
from ..rendering.results import Place
from ..signing import pades, time_stamps

logger = logging.getLogger(__name__)
ASK_ANEW_AFTER = timedelta(hours=1)
FIELDS = {"signature": ("ChuKyNguoiCoThamQuyen", "Ký ban hành"), "seal": ("DauCoQuan", "Cấp số và đóng dấu cơ quan")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a signature is wanted for: role, whose key, where and as what it shows, on which file."""

    role: str
    holder: Holder
    place: Place
    stamp: Callable[[datetime], bytes]
    words: str
    pdf: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """A signed file and what is recorded of the signature."""

    pdf: bytes
    facts: dict[str, str]


def made(
    document: ResultDocument, wanted: Wanted, keeper: Signer, *, account_id: UUID, at: datetime, key: UUID
) -> Made:
    """The signed file. Raises Invalid with the reason; then nothing but a pending request may have been written."""
    pending = _pending(document, wanted.role, account_id, at)
    try:
        if pending is None:
            pending = _prepared(wanted, keeper, account_id=account_id, revision=document.revision, at=at, key=key)
            if keeper.is_remote:
                _keep(document, pending)
        prepared, chain = _read(pending)
        asked, reference = UUID(pending["key"]), pending.get("reference", "")
        signature = keeper.sign(wanted.holder, prepared.attributes, key=asked, reference=reference)
        pades.must_bear(chain, prepared.attributes, signature)
        stamp = _stamp_over(signature)
        pdf = pades.complete(prepared, chain, signature, token=stamp.token if stamp else b"")
    except StillWaiting as waiting:
        _keep(document, {**(pending or {}), "reference": waiting.reference})
        raise Invalid(str(waiting), errors={}, waiting=True) from waiting
    except SigningFailure as why:
        if isinstance(why, SigningRefused):
            _keep(document, None)
        raise Invalid(str(why), errors={}) from why
    stamped = {"stamped_at": stamp.at.isoformat(), "stamped_by": stamp.by} if stamp else {}
    return Made(pdf, {**pending["facts"], "backend": keeper.name, **stamped})


def journal_facts(facts: dict[str, str]) -> dict[str, str]:
    """What the journal keeps of a signature: whose certificate, when, which bytes, and the time stamp if it has one."""
    kept = ("serial", "issuer", "digest", "at", "backend", "stamped_at", "stamped_by")
    return {name: facts[name] for name in kept if name in facts}


def _stamp_over(signature: bytes) -> Stamp | None:
    """A time stamp over the signature. Raises NoStamp where the settings want one and there is none to be had."""
    authority = time_stamps()
    if authority is None:
        return None
    try:
        return authority.stamp(hashlib.sha256(signature).digest())
    except NoStamp:
        if settings.TIMESTAMP_REQUIRED:
            raise
        logger.exception("signed without a time stamp, as the settings allow")
        return None


def moment_on_paper(at: datetime) -> str:
    """The moment of a signature as the stamp says it, with the zone (Decree 30/2020/NĐ-CP, Appendix I)."""
    local = localtime(at)
    zone = f"{local:%z}"
    return f"{local:%d/%m/%Y %H:%M:%S} {zone[:3]}:{zone[3:]}"


def _prepared(
    wanted: Wanted, keeper: Signer, *, account_id: UUID, revision: int, at: datetime, key: UUID
) -> dict[str, Any]:
    chain = keeper.chain(wanted.holder)
    facts = pades.may_sign(chain, at)
    field, reason = FIELDS[wanted.role]
    shown = pades.Shown(field, wanted.place.page, wanted.place.box, wanted.stamp(at), wanted.words)
    prepared = pades.prepare(
        wanted.pdf(), shown, chain, at=at, name=wanted.holder.name, reason=reason, stamped=time_stamps() is not None
    )
    return {
        "role": wanted.role,
        "account": str(account_id),
        "key": str(key),
        "revision": revision,
        "at": at.isoformat(),
        "document": prepared.document if not keeper.is_remote else _stored(prepared.document),
        "digest": _text(prepared.digest),
        "region": [prepared.start, prepared.end],
        "attributes": _text(prepared.attributes),
        "chain": [_text(one) for one in (chain.certificate, *chain.others)],
        "facts": {**facts, "role": wanted.role, "name": wanted.holder.name, "at": at.isoformat()},
    }


def _pending(document: ResultDocument, role: str, account_id: UUID, at: datetime) -> dict[str, Any] | None:
    """The request that waits for an answer, if it is this one and not too old."""
    kept = document.pending
    if not kept or (kept["role"], kept["account"], kept["revision"]) != (role, str(account_id), document.revision):
        return None
    return dict(kept) if at - datetime.fromisoformat(kept["at"]) < ASK_ANEW_AFTER else None


def _read(pending: dict[str, Any]) -> tuple[pades.Prepared, Chain]:
    document = pending["document"]
    content = document if isinstance(document, bytes) else dossiers.kept_paper(document)
    start, end = pending["region"]
    prepared = pades.Prepared(content, _bytes(pending["digest"]), start, end, _bytes(pending["attributes"]))
    certificate, *others = (_bytes(one) for one in pending["chain"])
    return prepared, Chain(certificate, tuple(others))


def _keep(document: ResultDocument, pending: dict[str, Any] | None) -> None:
    ResultDocument.objects.filter(pk=document.pk).update(pending=pending)
    document.pending = pending


def _stored(content: bytes) -> str:
    return dossier_actions.keep_paper(content, "").sha256


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
