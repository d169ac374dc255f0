"""Writing the journal: one entry per fact, chained per unit inside the action's own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection
from uuid_utils.compat import uuid7

from motcua.organisation.rules.authority import Authority

from ..models import ChainHead, Dossier, JournalEntry
from ..permissions import Acting
from ..rules.journal import GENESIS, chained, digest_of
from ..rules.refusals import NotAllowed
from ..rules.states import Actor, Clock, State, Verb, transition

USED_ELSEWHERE = "Biểu mẫu này đã dùng cho một việc khác, nên việc này chưa làm. Mở lại hồ sơ rồi làm lại."
ONE_REQUEST = "a_request_happens_once"


def record(
    dossier: Dossier,
    verb: Verb | str,
    *,
    by: Authority,
    acting: Acting | None,
    at: datetime,
    key: UUID,
    was: tuple[State | None, str],
    note: str = "",
    data: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Append the fact that `verb` happened; `was` is the state and stage before. Locks the unit's chain till commit.

    Without `acting` the system did it. A `verb` that is not of the law's table is a word of the journal alone.
    Raises NotAllowed where another request has used the same key in the unit at this very moment.
    """
    last, last_hash = _locked_head(dossier.unit_id)
    entry = JournalEntry(
        id=uuid7(),
        unit_id=dossier.unit_id,
        sequence=last + 1,
        dossier=dossier,
        key=key,
        at=at,
        **_who_did_what(verb, by, acting),
        state_from=was[0],
        state_to=dossier.state,
        stage_from=was[1],
        stage_to=dossier.stage_key,
        holder_unit_id=dossier.holder_unit_id,
        holder_id=dossier.holder_id,
        due_at=dossier.due_at,
        note=note,
        note_digest=digest_of(note),
        data=dict(data or {}),
        previous_hash=last_hash,
    )
    entry.hash = chained(entry.previous_hash, entry.facts())
    try:
        entry.save(force_insert=True)
    except IntegrityError as clash:
        if ONE_REQUEST in str(clash) or "journalentry.key" in str(clash):  # as PostgreSQL and as SQLite name it
            raise NotAllowed(USED_ELSEWHERE) from clash
        raise
    ChainHead.objects.filter(unit_id=dossier.unit_id).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def _who_did_what(verb: Verb | str, by: Authority, acting: Acting | None) -> dict[str, Any]:
    if acting is None:
        return {"verb": verb, "clock": Clock.NONE.value, "actor_name": by.name, "actor_function": "system"}
    word, clock = (verb.value, transition(verb).clock) if isinstance(verb, Verb) else (verb, Clock.NONE)
    return {
        "verb": word,
        "clock": clock.value,
        "actor_id": by.account_id,
        "actor_name": by.name if acting.actor is not Actor.APPLICANT else "",
        "actor_function": acting.actor.value,
        "acting_for_id": acting.acting_for,
    }


def earlier(unit_id: UUID, key: UUID) -> JournalEntry | None:
    """The entry a request with this key has already made in the unit, if it was made."""
    return JournalEntry.objects.filter(unit_id=unit_id, key=key).order_by().first()


def _locked_head(unit_id: UUID) -> tuple[int, str]:
    key = ChainHead._meta.pk.get_db_prep_value(unit_id, connection)
    lock = connection.ops.for_update_sql() if connection.features.has_select_for_update else ""
    sql = f'SELECT sequence, hash FROM "dossiers_chainhead" WHERE unit_id = %s {lock}'  # noqa: S608 - no words of others
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        head = cursor.fetchone()
        if head is None:
            ChainHead.objects.bulk_create([ChainHead(unit_id=unit_id, hash=GENESIS)], ignore_conflicts=True)
            cursor.execute(sql, [key])
            head = cursor.fetchone()
    return head[0], head[1]
