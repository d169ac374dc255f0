"""A dossier as programs read it; what is shown to whom is decided before, by the scope of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.dossiers.permissions import allowed_verbs
from motcua.dossiers.queries import DossierPage, is_late
from motcua.dossiers.rules.states import State, Verb
from motcua.exchange.queries import Caller
from motcua.exchange.rules.scopes import AccessScope
from motcua.organisation import queries as organisation
from motcua.procedures.rules.definition import Definition

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.dossiers.models import Dossier

# A signature is a person's, given at the screen: no program gives it (decision 0019).
BY_A_PERSON = frozenset({Verb.SIGN})
OF_APPLICANTS = frozenset({Verb.ANSWER_SUPPLEMENT, Verb.WITHDRAW})


def status_shown(dossier: Dossier, definition: Definition, by: Caller, at: datetime) -> dict[str, Any]:
    """Where a dossier is, without personal values, and what the program may do to it now."""
    stage = definition.stage(dossier.stage_key)
    own = dossier.unit_id in by.reads_as.readable_office_ids
    return {
        "code": dossier.code,
        **({"filed": circumstances_shown(dossier)} if own else {}),
        "procedure": definition.key,
        "state": {"code": int(dossier.state), "key": State(dossier.state).name.lower()},
        "stage": {"key": dossier.stage_key, "name": stage.name if stage else ""},
        "is_paused": dossier.is_paused,
        "is_late": is_late(dossier, at),
        "submitted_at": dossier.submitted_at,
        "received_at": dossier.received_at,
        "due_at": dossier.due_at,
        "original_due_at": dossier.original_due_at,
        "resolved_at": dossier.resolved_at,
        "returned_at": dossier.returned_at,
        "payment": dossier.payment,
        "delivery": dossier.delivery,
        "available_actions": available_actions(dossier, definition, by),
    }


def circumstances_shown(dossier: Dossier) -> dict[str, Any]:
    """Where, on what and with which team's help it was filed; for the office's own programs, without anybody's name."""
    team = organisation.unit_as_shown(dossier.filed_team_id) if dossier.filed_team_id is not None else None
    return {
        "place": dossier.filed_place,
        "device": dossier.filed_device,
        "helped": dossier.filed_helper_id is not None,
        "team": {"code": team.code, "name": team.name} if team is not None else None,
    }


def available_actions(dossier: Dossier, definition: Definition, by: Caller) -> list[dict[str, str]]:
    """The verbs of the law's table that this program may do now, each with its address."""
    found: list[dict[str, str]] = []
    here = f"/api/v1/dossiers/{dossier.code}"
    if AccessScope.DOSSIERS_FILE in by.scopes and dossier.submitter_id == by.files_as.account_id:
        own = [one for one in allowed_verbs(by.files_as, dossier, definition) if one in OF_APPLICANTS]
        places = {Verb.ANSWER_SUPPLEMENT: "supplements/answer", Verb.WITHDRAW: "withdrawal"}
        found += [{"verb": one.value, "as": "applicant", "href": f"{here}/{places[one]}"} for one in own]
    if by.acts_as is not None and AccessScope.DOSSIERS_ACT in by.scopes:
        office = [one for one in allowed_verbs(by.acts_as, dossier, definition) if one not in BY_A_PERSON]
        found += [{"verb": one.value, "as": "officer", "href": f"{here}/actions/{one.value}"} for one in office]
    return found


def etag_of(dossier: Dossier) -> dict[str, str]:
    """The header that says which state of the dossier was read."""
    return {"ETag": f'"{dossier.lock}"'}


def dossier_shown(page: DossierPage, by: Caller, at: datetime) -> dict[str, Any]:
    """A whole dossier, with the owner's particulars and the answers."""
    dossier = page.dossier
    return {
        **status_shown(dossier, page.definition, by, at),
        "office": {"code": dossier.unit.code, "name": dossier.unit.name},
        "case": dossier.case,
        "channel": dossier.channel,
        "delivery_wish": dossier.delivery_wish,
        "owner": {
            "name": dossier.owner_name,
            "identity_number": dossier.owner_identity_number,
            "phone": dossier.owner_phone,
            "email": dossier.owner_email,
            "address": dossier.owner_address,
        },
        "answers": dossier.answers,
        "files": [
            {"id": str(one.pk), "paper": one.paper_key, "stream": one.stream, "name": one.filename, "size": one.size}
            for one in files_shown(page, by)
        ],
        "stages": [
            {
                "key": one.key,
                "name": one.name,
                "unit": one.unit_name,
                "status": one.status,
                "entered_at": one.entered_at,
                "left_at": one.left_at,
                "spent_minutes": one.spent_minutes,
                "allowance_minutes": one.allowance_minutes,
            }
            for one in page.stages
        ],
        "supplements": [supplement_shown(one) for one in page.supplements],
        "history": [
            {"sequence": one.sequence, "verb": one.verb, "at": one.at, "by": one.actor_function, "state": one.state_to}
            for one in page.journal
        ],
    }


def files_shown(page: DossierPage, by: Caller) -> list[Any]:
    """The files the program may fetch: of what it filed, not the office's own papers, nor a result not yet issued."""
    if page.dossier.unit_id in by.reads_as.readable_office_ids:
        return list(page.attachments)
    done = page.dossier.state in (State.RESOLVED, State.RETURNED)
    return [one for one in page.attachments if one.stream != "office" and (done or one.stream != "result")]


def supplement_shown(one: Any) -> dict[str, Any]:
    """What was asked to be supplied, and whether it was."""
    return {
        "ordinal": one.ordinal,
        "reason": one.reason,
        "items": one.items,
        "requested_at": one.requested_at,
        "answer_by": one.answer_by,
        "answered_at": one.answered_at,
    }
