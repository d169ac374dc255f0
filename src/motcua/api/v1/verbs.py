"""The verbs of the law's table, done in the name of the officer of the program's mandate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.params.functions import Body
from pydantic import Field

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.states import Verb
from motcua.exchange.actions.answers import FirstAnswer
from motcua.exchange.rules.refusals import NoMandate

from .doors import caller_of, now
from .dossiers import moved
from .once import once
from .problems import Problem
from .words import Code, Key, Line, Match, Moment, Reason, Text


class Nothing(Schema):
    """The verb needs no words."""


class WithReason(Schema):
    reason: Reason


class ToColleague(Schema):
    to_account_id: UUID


class Forward(Schema):
    to_account_id: UUID | None = None


class Reassign(WithReason, ToColleague):
    pass


class Item(Schema):
    """One thing that is missing: a paper by its key or an answer by its field."""

    paper: Annotated[str, Field(max_length=40)] = ""
    field: Annotated[str, Field(max_length=80)] = ""
    reason: Literal["missing", "illegible", "wrong", "expired", "other"]
    text: Annotated[str, Field(min_length=1, max_length=500)]


class Supplement(WithReason):
    items: Annotated[list[Item], Field(min_length=1, max_length=50)]


class FurtherSupplement(Supplement):
    leader_reason: Reason


class TakenIn(Schema):
    note: Reason
    answers: dict[str, Any] = {}


class Obligation(WithReason):
    amount: Annotated[int, Field(ge=1, le=10**12)]


class Confirmed(Schema):
    receipt_number: Annotated[str, Field(max_length=60)] = ""
    waived: bool = False
    note: Text = ""


class Consult(Schema):
    unit_id: UUID
    question: Reason
    due_at: Moment
    silence_is_consent: bool = False


class Opinion(Schema):
    consultation_id: UUID
    agrees: bool
    answer: Reason


class Proposal(Schema):
    outcome: Literal["granted", "declined"] = "granted"
    summary: Text = ""
    to_account_id: UUID | None = None


class Issue(Schema):
    number: Annotated[str, Field(max_length=60)] = ""


class HandOver(Schema):
    handed_by: Literal["desk", "post", "electronic"] = "desk"
    handed_to: Annotated[str, Field(max_length=150)] = ""


class Extend(WithReason):
    to_due_at: Moment


class Correct(WithReason):
    answers: dict[str, Any] = {}
    case: Line | None = None


INPUTS: dict[Verb, type[Schema]] = {
    Verb.ACCEPT: Nothing,
    Verb.REFUSE: WithReason,
    Verb.REQUEST_SUPPLEMENT: Supplement,
    Verb.REQUEST_FURTHER_SUPPLEMENT: FurtherSupplement,
    Verb.ANSWER_SUPPLEMENT: TakenIn,
    Verb.REQUEST_OBLIGATION: Obligation,
    Verb.CONFIRM_OBLIGATION: Confirmed,
    Verb.ASSIGN: ToColleague,
    Verb.FORWARD: Forward,
    Verb.SEND_BACK: WithReason,
    Verb.CONSULT: Consult,
    Verb.ANSWER_CONSULTATION: Opinion,
    Verb.SUBMIT_FOR_APPROVAL: Proposal,
    Verb.ISSUE: Issue,
    Verb.SEND_FOR_REDO: WithReason,
    Verb.HAND_OVER: HandOver,
    Verb.WITHDRAW: WithReason,
    Verb.GRANT_WITHDRAWAL: Nothing,
    Verb.DECLINE_WITHDRAWAL: WithReason,
    Verb.STOP: WithReason,
    Verb.EXTEND: Extend,
    Verb.CORRECT: Correct,
    Verb.REASSIGN: Reassign,
}
# The law's further request is the same action with a leader's reason.
ACTION_OF = {Verb.REQUEST_FURTHER_SUPPLEMENT: "request_supplement"}


def endpoint_of(verb: Verb) -> Callable[..., HttpResponse]:
    """The function that answers at a verb's own address, with the verb's own input."""
    inputs = INPUTS[verb]

    def perform(request: HttpRequest, code: Code, given: Any, key: Key = None, match: Match = None) -> HttpResponse:
        return act(request, verb, code, given, key, match)

    perform.__name__ = perform.__qualname__ = verb.value
    perform.__doc__ = f"Do `{verb.value}`; needs Idempotency-Key and If-Match. The mandate's officer is who did it."
    perform.__annotations__["given"] = Annotated[inputs, Body()]
    return perform


def act(request: HttpRequest, verb: Verb, code: str, given: Schema, key: str | None, match: str | None) -> HttpResponse:
    """Do one verb as the officer; a repeat gives the first answer."""
    caller, at = caller_of(request), now()
    by = caller.acts_as
    if by is None:
        raise NoMandate("Ứng dụng chưa có cán bộ ủy nhiệm giữ vị trí trong phạm vi của nó.")
    lock = expected_lock(match)
    dossier = dossiers.by_code(by, code)
    action = getattr(actions, ACTION_OF.get(verb, verb.value))

    def do(entry: UUID) -> FirstAnswer:
        done = action(dossier.pk, by=by, at=at, key=entry, expected_lock=lock, **given.model_dump())
        return moved(done, caller, at)

    return once(request, key, at, do)


def expected_lock(match: str | None) -> int | None:
    """What If-Match says: a number, or None for `*`. Raises Problem without it, or where it is no tag of ours."""
    if match is None:
        raise Problem("needs_match")
    tag = match.strip()
    if tag == "*":
        return None
    number = tag.strip('"')
    # A tag we never gave matches nothing: the same as an old one.
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
