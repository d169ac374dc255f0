"""The paper a dossier ends in follows the dossier: written when it goes to its signer, undone when it comes back."""

from __future__ import annotations

from motcua.dossiers import events
from motcua.dossiers.rules.itinerary import APPROVER
from motcua.dossiers.rules.states import State, Verb

from ..actions.drafting import back_to_draft, put_before_signer
from ..actions.issue_result import record_on_paper

TO_THE_SIGNER = frozenset({Verb.SUBMIT_FOR_APPROVAL, Verb.FORWARD})


def follow(event: events.DossierEvent) -> None:
    """Write rows only; nothing is drawn or signed here."""
    dossier, verb = event.dossier, event.entry.verb
    if dossier.holder_function == APPROVER and verb in TO_THE_SIGNER and dossier.state == State.IN_PROGRESS:
        put_before_signer(dossier, at=event.entry.at)
    elif verb == Verb.SEND_FOR_REDO:
        back_to_draft(dossier)
    elif verb == Verb.ISSUE and "seal" not in event.entry.data:
        record_on_paper(dossier, number=event.entry.data.get("number", ""), at=event.entry.at)
