"""Which facts about a dossier a paper is given out for. Runs inside the action's transaction; only writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import localtime

from motcua.dossiers import events
from motcua.procedures import queries as procedures
from motcua.vietnamese import format_phone

from ..actions.issue import issue
from ..loading import form_table
from ..queries import issued_before
from ..rules.forms import moment_in_words, number_on
from . import contents

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, JournalEntry

PAPERS: dict[type[events.DossierEvent], tuple[str, contents.Printed]] = {
    events.DossierSubmitted: ("acknowledgement", contents.acknowledgement),
    events.DossierAccepted: ("form01", contents.receipt),
    events.DossierCorrected: ("form01", contents.receipt),
    events.SupplementRequested: ("form02", contents.supplement),
    events.DossierRefused: ("form03", contents.refusal),
    events.DossierExtended: ("form04", contents.apology),
    events.DossierStopped: ("form05", contents.stop_notice),
    events.DossierResolved: ("result", contents.result),
}


def begin() -> None:
    """Start listening; called once when the app is ready."""
    for event in PAPERS:
        events.hear(event, give_out)


def give_out(event: events.DossierEvent) -> None:
    """Write the paper of one event; after a correction the receipt again, as the next copy."""
    kind, printed = PAPERS[type(event)]
    dossier, entry = event.dossier, event.entry
    definition = procedures.version(dossier.version_id).definition
    earlier = issued_before(dossier.pk, kind) if isinstance(event, events.DossierCorrected) else []
    seen = entry.data.get("presented", ())
    for paper in earlier:  # what was seen at the counter stays seen, whatever was mended afterwards
        seen = paper.data.get("presented", seen)
    facts = contents.Facts(dossier, entry, definition, frozenset(seen))
    data = {**_head(dossier, entry, kind), **printed(facts)}
    issue(dossier, kind=kind, data=data, entry_id=entry.pk, at=entry.at, copy_number=len(earlier) + 1)


def _head(dossier: Dossier, entry: JournalEntry, kind: str) -> dict[str, Any]:
    """What stands on every paper, whatever it says."""
    local, unit = localtime(entry.at), dossier.unit
    form = form_table().form(kind, local.date())
    return {
        "form": form.number,
        "title": form.title,
        "paper": form.paper,
        "code": dossier.code,
        "number": number_on(dossier.code, kind),
        "office": unit.name,
        "office_address": unit.address,
        "office_phone": unit.phone or settings.HELP_PHONE,
        "desk": _desk_name(unit.organisation),
        "place": unit.division_name or unit.short_name,
        "procedure": procedures.version(dossier.version_id).definition.name,
        "owner": dossier.owner_name,
        "address": dossier.owner_address,
        "phone": format_phone(dossier.owner_phone) if dossier.owner_phone else "",
        "email": dossier.owner_email,
        "online": dossier.channel == "online",
        "date": {"day": f"{local.day:02d}", "month": f"{local.month:02d}", "year": str(local.year)},
        "received": moment_in_words(localtime(dossier.received_at or dossier.submitted_at)),
        "due": moment_in_words(localtime(dossier.due_at)),
        "officer": entry.actor_name,
    }


def _desk_name(organisation: str) -> str:
    if organisation == "two_tier":
        return "Trung tâm Phục vụ hành chính công"
    return "Bộ phận Tiếp nhận và Trả kết quả"
