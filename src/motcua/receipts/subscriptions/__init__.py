"""Which facts about a dossier a paper is given out for. Runs inside the action's transaction; only writes."""

from __future__ import annotations

from django.conf import settings

from motcua.dossiers import events
from motcua.procedures import queries as procedures

from ..actions.heading import head_of
from ..actions.issue import issue
from ..queries import issued_before
from ..rules.seal import sealed
from . import contents, results

PAPERS: dict[type[events.DossierEvent], tuple[str, contents.Printed]] = {
    events.DossierSubmitted: ("acknowledgement", contents.acknowledgement),
    events.DossierAccepted: ("form01", contents.receipt),
    events.DossierCorrected: ("form01", contents.receipt),
    events.SupplementRequested: ("form02", contents.supplement),
    events.DossierRefused: ("form03", contents.refusal),
    events.DossierExtended: ("form04", contents.apology),
    events.DossierStopped: ("form05", contents.stop_notice),
    events.DossierResolved: ("result", contents.result),
    events.DossierReturned: ("delivery_slip", contents.delivery_slip),
}


def begin() -> None:
    """Start listening; called once when the app is ready."""
    for event in PAPERS:
        events.hear(event, give_out)
    for event in (events.DossierMoved, events.DossierResolved):
        events.hear(event, results.follow)


def give_out(event: events.DossierEvent) -> None:
    """Write the paper of one event; after a correction the receipt again, as the next copy."""
    kind, printed = PAPERS[type(event)]
    dossier, entry = event.dossier, event.entry
    if kind == "delivery_slip" and entry.data.get("handed_by") == "electronic":
        return  # nobody stands at the counter to sign
    definition = procedures.version(dossier.version_id).definition
    earlier = issued_before(dossier.pk, kind) if isinstance(event, events.DossierCorrected) else []
    seen = entry.data.get("presented", ())
    for paper in earlier:  # what was seen at the counter stays seen, whatever was mended afterwards
        seen = paper.data.get("presented", seen)
    files = event.files if isinstance(event, events.DossierSubmitted) else ()
    facts = contents.Facts(dossier, entry, definition, frozenset(seen), files)
    data = {**head_of(dossier, kind, at=entry.at, officer=entry.actor_name), **printed(facts)}
    if kind == "acknowledgement":
        data = sealed(data, settings.SEAL_SECRET)
    issue(dossier, kind=kind, data=data, entry_id=entry.pk, at=entry.at, copy_number=len(earlier) + 1)
