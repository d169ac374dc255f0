"""Which facts people are told, and with which words. Runs inside the action's transaction; only writes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localtime

from motcua.accounts import events as accounts
from motcua.accounts.queries import account
from motcua.dossiers import events
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.states import REMINDED, REVOKED_RESULT, State
from motcua.organisation import queries as organisation
from motcua.organisation.rules import scope
from motcua.procedures import queries as procedures
from motcua.procedures.rules.limits import fees_for, total_of
from motcua.vietnamese import format_moment, format_money

from .actions.enqueue import enqueue, enqueue_code
from .actions.tell_officer import tell_officer
from .rules import to_officers
from .rules.texts import CODE
from .rules.wording import Facts

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.procedures.rules.definition import Definition

# The kind of message of each event; "" where it depends on what was decided (`kind_of`).
TOLD: dict[type[events.DossierEvent], str] = {
    events.DossierSubmitted: "submitted",
    events.DossierAccepted: "accepted",
    events.DossierRefused: "refused",
    events.SupplementRequested: "supplement",
    events.ObligationRequested: "obligation",
    events.DossierResolved: "",
    events.DossierReturned: "",
    events.DossierExtended: "extended",
    events.DossierStopped: "stopped",
    events.WithdrawalDeclined: "withdrawal_declined",
    events.DossierTakenOver: "taken_over",
    events.ResultRevoked: "",
}
# What officers are told: verbs by which a leader puts a dossier into somebody's hands, and the reminder.
TO_THE_HOLDER = {"assign": to_officers.given, "reassign": to_officers.given, REMINDED: to_officers.reminder}
DELIVERY = frozenset({"desk", "post", "electronic"})
# Codes by what they prove; every other purpose has the plain one.
CODES = {"assist": "code_to_help", "file": "code_to_file"}
HANDED_OVER = {"post": "posted", "electronic": "given_electronically"}
TO_DOWNLOAD = frozenset({"resolved_electronic", "given_electronically"})

# Where the day of the result stands fast: not before it is promised, while the applicant is asked, or once it is there.
PROMISED = frozenset({State.RECEIVED, State.IN_PROGRESS, State.WITHDRAWAL_ASKED})


def begin() -> None:
    """Start listening; called once when the app is ready."""
    for event in TOLD:
        events.hear(event, tell)
    events.hear(events.HolderReminded, tell_holder)
    events.hear(events.DossierMoved, tell_holder)
    accounts.hear(send_code)


def send_code(event: accounts.CodeIssued) -> None:
    """Write the text message that carries a one-time code. Whoever asked for it may be nobody we know."""
    with scope.within(scope.EVERYTHING):
        enqueue_code(
            event.phone,
            key=f"code:{event.id}",
            code=event.code,
            about=event.about,
            kind=CODES.get(event.purpose, CODE),
            at=event.at,
            until=event.until,
        )


def tell(event: events.DossierEvent) -> None:
    """Write the messages of one event, if it is one that people are told."""
    dossier, entry = event.dossier, event.entry
    kind, particulars = kind_of(event)
    if not kind:
        return
    definition = procedures.version(dossier.version_id).definition
    own, public = f"/ho-so-cua-toi/{dossier.pk}/", f"/tra-cuu/{dossier.code}/"
    download = kind in TO_DOWNLOAD and dossier.submitter_id is not None
    facts: dict[str, Any] = {
        "code": dossier.code,
        "procedure": definition.name,
        "office": dossier.unit.name,
        # Whoever has an account follows, answers and downloads on their own page; others look up by the code.
        "address": settings.BASE_URL + (own if dossier.submitter_id is not None else public),
        "look_up": settings.BASE_URL.partition("://")[2] + (own if download else public),
        "at": localtime(entry.at),
        "due": localtime(dossier.due_at),
        "reason": entry.note,
        "officer": entry.actor_name,
        "phone": dossier.unit.phone or settings.HELP_PHONE,
        "hours": dossier.unit.hours_note,
        "fee": _fee(dossier, definition),
        "delivery": dossier.delivery_wish if dossier.delivery_wish in DELIVERY else "desk",
        "result": definition.result.name if definition.result else "",
        **particulars,
    }
    if kind == "submitted" and dossier.stage_due_at is not None:
        facts["answer_by"] = localtime(dossier.stage_due_at)
    enqueue(dossier, kind=kind, facts=Facts(**facts), cause=str(entry.pk), at=entry.at)


def tell_holder(event: events.DossierEvent) -> None:
    """Tell the officer who holds the dossier that a leader reminds them, or has given it to them."""
    dossier, entry = event.dossier, event.entry
    words = TO_THE_HOLDER.get(entry.verb)
    if words is None or dossier.holder_id is None or dossier.holder_id == entry.actor_id:
        return
    holder = account(dossier.holder_id)
    said = words(
        code=dossier.code,
        procedure=procedures.version(dossier.version_id).definition.short_name,
        who=entry.actor_name,
        said=entry.note,
        due=format_moment(localtime(dossier.due_at)),
        address=f"{settings.BASE_URL}/can-bo/ho-so/{dossier.pk}/",
        office=dossier.unit.name,
    )
    # What one is given stands in the worklist; only a reminder goes by e-mail too.
    email = holder.email if holder is not None and entry.verb == REMINDED else ""
    tell_officer(dossier, dossier.holder_id, kind=entry.verb, words=said, cause=str(entry.pk), at=entry.at, email=email)


def kind_of(event: events.DossierEvent) -> tuple[str, dict[str, Any]]:
    """The kind of message an event calls for ("" for none), and what only this kind has to say."""
    dossier, data, note = event.dossier, event.entry.data, event.entry.note
    if isinstance(event, events.SupplementRequested):
        asked = dossiers.newest_supplement(dossier)
        definition = procedures.version(dossier.version_id).definition
        items, said = _items(asked.items if asked is not None else [], definition)
        until = _moment(data.get("answer_by"))
        kind = "supplement" if until else "supplement_without_date"
        return kind, {"items": items, "until": until, "reason": "" if note == said else note}
    if isinstance(event, events.ObligationRequested):
        return "obligation", {"amount": format_money(data["amount"])}
    if isinstance(event, events.DossierExtended):
        return "extended", {"promised": _moment(data.get("from_due_at"))}
    if isinstance(event, events.DossierResolved):
        decided = dossiers.result_of(dossier)
        if decided is not None and decided.outcome == "declined":
            return "declined", {"reason": decided.summary}
        wish = dossier.delivery_wish if dossier.delivery_wish in DELIVERY else "desk"
        return f"resolved_{wish}", {}
    if isinstance(event, events.DossierReturned):
        return HANDED_OVER.get(data.get("handed_by", ""), ""), {}
    if isinstance(event, events.DossierStopped) and event.entry.verb == "grant_withdrawal":
        return "withdrawn", {}
    if isinstance(event, events.ResultRevoked):
        kind = "revoked" if event.entry.verb == REVOKED_RESULT else "replaced"
        return kind, {"number": data["number"], "replaced_by": data["replaced_by"]}
    if isinstance(event, events.DossierTakenOver):
        return _taken_over(dossier, UUID(data["from_unit"]), event.entry.at)
    return TOLD[type(event)], {}


def _taken_over(dossier: Dossier, before: UUID, at: datetime) -> tuple[str, dict[str, Any]]:
    """Nothing to tell where only a part of an agency gave way; the day is named only where it still stands."""
    if before == dossier.unit_id:
        return "", {}
    particulars: dict[str, Any] = {"before": organisation.unit(before).name}
    if State(dossier.state) not in PROMISED or dossier.due_at < at:
        particulars["due"] = None
    return "taken_over", particulars


def _items(asked: list[dict[str, str]], definition: Definition) -> tuple[tuple[str, ...], str]:
    """Everything asked for, each with the paper's name before the officer's words; and the words alone."""
    names = {paper.key: paper.name for paper in definition.papers}
    named = [f"{names[one['paper']]}: {one['text']}" if one["paper"] in names else one["text"] for one in asked]
    return tuple(named), "; ".join(one["text"] for one in asked)


def _fee(dossier: Dossier, definition: Definition) -> str:
    lines = fees_for(definition, channel=dossier.channel, case=dossier.case, answers=dossier.answers)
    unknown = any(line.total is None for line in lines)
    return "set_by_council" if unknown else format_money(total_of(lines))


def _moment(written: str | None) -> datetime | None:
    return localtime(datetime.fromisoformat(written)) if written else None
