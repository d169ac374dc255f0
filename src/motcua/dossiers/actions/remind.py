"""A leader reminds whoever holds a dossier; nothing about the dossier changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from motcua.organisation.rules.authority import Authority
from motcua.vietnamese import Sentence

from ..events import HolderReminded, announce
from ..models import JournalEntry
from ..permissions import Acting, leads_at
from ..queries.lateness import reminded_since
from ..queries.scope import NO_SUCH_DOSSIER, visible_to
from ..rules.refusals import Invalid, NotAllowed, NotFound
from ..rules.states import REMINDED, State
from .recording import earlier, record

LONGEST = 500


def remind(dossier_id: UUID, *, by: Authority, at: datetime, key: UUID, words: str = "") -> JournalEntry:
    """Tell the holder that the dossier waits for them, at most once a day; the journal keeps who did and the words.

    The dossier's own row stays as it is, so that nobody's open form is disturbed. A repeat of the same key gives the
    first answer. Raises NotFound, NotAllowed, Invalid.
    """
    if len(words) > LONGEST:
        raise Invalid(
            "Lời nhắc dài quá.", errors={"words": Sentence("Lời nhắc dài nhất %(most)d ký tự.", {"most": LONGEST})}
        )
    with transaction.atomic():
        dossier = visible_to(by).select_for_update(of=("self",)).filter(pk=dossier_id).order_by().first()
        if dossier is None:
            raise NotFound(NO_SUCH_DOSSIER)
        done = earlier(dossier.unit_id, key)
        if done is not None and (done.dossier_id, done.verb, done.actor_id) == (dossier.pk, REMINDED, by.account_id):
            return done
        actor = leads_at(by, dossier.unit_id)
        if actor is None:
            raise NotAllowed("Chỉ lãnh đạo hoặc phụ trách bộ phận Một cửa của cơ quan nhắc được.")
        if not dossier.is_open:
            raise NotAllowed("Hồ sơ đã giải quyết xong nên không cần nhắc.")
        if dossier.holder_id is None:
            raise NotAllowed("Hồ sơ chưa giao cho ai: phân công trước.")
        if dossier.is_paused:
            raise NotAllowed("Hồ sơ đang chờ người dân nên không nhắc người giữ.")
        today = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        if reminded_since([dossier.pk], today):
            raise NotAllowed("Hôm nay đã nhắc hồ sơ này rồi.")
        entry = record(
            dossier,
            REMINDED,
            by=by,
            acting=Acting(actor),
            at=at,
            key=key,
            was=(State(dossier.state), dossier.stage_key),
            note=words.strip(),
        )
        announce(HolderReminded(dossier, entry))
    return entry
