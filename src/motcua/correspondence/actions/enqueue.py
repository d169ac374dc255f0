"""One fact, told to one dossier's people over every channel they can be reached by and want."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import localtime
from uuid_utils.compat import uuid7

from .. import loading
from ..models import ContactChoice, Message
from ..queries import choices, wording
from ..rules.lengths import measured
from ..rules.retrying import polite
from ..rules.texts import CODE, Text
from ..rules.wording import Facts, Words, code_sms, worded

if TYPE_CHECKING:
    from uuid import UUID

    from motcua.dossiers.models import Dossier

USUAL = ContactChoice()  # of whoever never chose


def enqueue(dossier: Dossier, *, kind: str, facts: Facts, cause: str, at: datetime) -> list[Message]:
    """Write the messages of one fact in one statement, inside the caller's transaction.

    `cause` is the journal entry's id: with the channel it makes the stable key. In-app messages are delivered by being
    written; SMS and e-mail wait for the worker, outside the quiet hours. Nothing goes to an address whose owner does
    not want it; over Zalo where they chose it and there is a provider.
    """
    chosen = choices((dossier.owner_phone, dossier.owner_email))
    messages = [
        Message(
            id=uuid7(),
            unit_id=dossier.unit_id,
            dossier_id=dossier.pk,
            account_id=dossier.submitter_id,
            key=f"{cause}:{one['channel'].value}",
            kind=kind,
            state=Message.State.SENT if one["channel"] is Message.Channel.IN_APP else Message.State.WAITING,
            created_at=at,
            sent_at=at if one["channel"] is Message.Channel.IN_APP else None,
            **one,
        )
        for one in _wanted(dossier, kind, facts, chosen, at)
    ]
    return Message.objects.bulk_create(messages) if messages else []


def _wanted(
    dossier: Dossier, kind: str, facts: Facts, chosen: dict[str, ContactChoice], at: datetime
) -> Iterator[dict[str, Any]]:
    """What each channel is to carry."""
    rules = loading.sending(at.date())
    phone, email = (chosen.get(one, USUAL) for one in (dossier.owner_phone, dossier.owner_email))
    if dossier.submitter_id is not None:
        _, version, words = _words(kind, facts, phone)
        yield {"channel": Message.Channel.IN_APP, "body": words.body, "subject": words.subject, "send_after": at,
               "wording_id": version}  # fmt: skip
    if dossier.owner_phone and phone.wanted:
        _, version, words = _words(kind, facts, phone, rules.parts_with_marks if phone.with_marks else 0)
        by_zalo = phone.zalo and bool(settings.PROVIDERS["zalo"])
        yield {
            "channel": Message.Channel.ZALO if by_zalo else Message.Channel.SMS,
            "address": dossier.owner_phone,
            "subject": words.subject,
            "body": words.sms,
            "parts": measured(words.sms).parts,
            "send_after": polite(localtime(at), rules),
            "wording_id": version,
        }
    if dossier.owner_email and email.wanted:
        text, version, words = _words(kind, facts, email)
        yield {
            "channel": Message.Channel.EMAIL,
            "address": dossier.owner_email,
            "subject": words.subject,
            "body": words.letter,
            "tag": f"{text.tone}:{text.tag}" if text.tag and text.tone else "",
            "send_after": at,
            "wording_id": version,
        }


def _words(kind: str, facts: Facts, of: ContactChoice, marked_parts: int = 0) -> tuple[Text, UUID | None, Words]:
    found = wording(kind, of.language)
    words = worded(found.text, facts, loading.labels(of.language), marked_parts=marked_parts)
    return found.text, found.row_id, words


def enqueue_code(
    phone: str,
    *,
    key: str,
    code: str,
    at: datetime,
    until: datetime,
    kind: str = CODE,
    about: Mapping[str, str] | None = None,
) -> Message:
    """Write the text message with a one-time code: it leaves at once, at any hour, and never after `until`.

    `kind` says which words carry it, `about` what they name besides.
    """
    of = choices((phone,)).get(phone, USUAL)
    found = wording(kind, of.language)
    said = code_sms(found.text, code, localtime(until), with_marks=of.with_marks, about=about)
    return Message.objects.create(
        key=key,
        kind=CODE,
        channel=Message.Channel.SMS,
        rank=Message.Rank.CODE,
        address=phone,
        body=said,
        parts=measured(said).parts,
        wording_id=found.row_id,
        created_at=at,
        send_after=at,
        expires_at=until,
    )
