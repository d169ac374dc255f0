"""Which facts of a dossier change what it costs. Runs inside the action's transaction; only writes."""

from __future__ import annotations

from motcua.dossiers import events
from motcua.dossiers.rules.states import Verb

from .actions import charging, confirming

FIXED: dict[type[events.DossierEvent], str] = {
    events.DossierSubmitted: "Nộp hồ sơ",
    events.DossierAccepted: "Tiếp nhận hồ sơ",
    events.DossierCorrected: "Sửa thông tin tiếp nhận",
}


def begin() -> None:
    """Start listening; called once when the app is ready."""
    for event in FIXED:
        events.hear(event, fix)
    events.hear(events.DossierReturned, collect)
    events.hear(events.DossierRefused, take_back)
    events.hear(events.ObligationRequested, owe)
    events.hear(events.ObligationConfirmed, settle)


def fix(event: events.DossierEvent) -> None:
    """The fees of the dossier as it is now, fixed as a charge."""
    if event.entry.verb in (Verb.SUBMIT, Verb.RECEIVE_AT_DESK):
        charging.begin_charge(event.dossier, at=event.entry.at)
        return
    charging.fix_charge(event.dossier, at=event.entry.at, reason=FIXED[type(event)])
    if event.entry.verb == Verb.ACCEPT:  # at the desk one pays after the dossier is in
        charging.must_be_paid(event.dossier, due="before_receipt")


def collect(event: events.DossierEvent) -> None:
    """Nothing leaves unpaid where the version says so; the post collects at the door."""
    if event.entry.data.get("handed_by") != "post":
        charging.must_be_paid(event.dossier, due="before_result")


def take_back(event: events.DossierEvent) -> None:
    """What was not accepted costs nothing."""
    charging.take_fee_back(event.dossier, at=event.entry.at, reason="Hồ sơ không được tiếp nhận")


def owe(event: events.DossierEvent) -> None:
    """What the handler asked for is owed too."""
    data, entry = event.entry.data, event.entry
    told = {"amount": data["amount"], "reason": entry.note, "at": entry.at}
    charging.add_obligation(event.dossier, data["obligation"], **told)


def settle(event: events.DossierEvent) -> None:
    """An officer's word that it was paid, or need not be, goes into the ledger; our own receipts are there already."""
    data, entry = event.entry.data, event.entry
    confirming.settle(event.dossier, receipt_number=data.get("receipt_number", ""), waived=data["waived"], entry=entry)
