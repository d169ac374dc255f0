"""Who may do what to a dossier: the person's standing at the dossier's office, put to `rules.rights`.

`standing_of` is the only translation from posts to rights; pages show `allowed_verbs`, actions call `require`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.organisation.rules.authority import Authority, Function

from .queries.scope import consulted_as, consulted_units, is_applicant
from .rules import rights
from .rules.refusals import NotAllowed
from .rules.states import Actor, State, Verb, transition

if TYPE_CHECKING:
    from motcua.procedures.rules.definition import Definition

    from .models import Dossier

__all__ = ["Acting", "allowed_verbs", "leads_at", "may", "may_receive_at", "require", "standing_of", "why_not"]


@dataclass(frozen=True, slots=True)
class Acting:
    """In which capacity a permitted verb is done: the actor word for the journal, and for whom a deputy acts."""

    actor: Actor
    acting_for: UUID | None = None


def allowed_verbs(by: Authority, dossier: Dossier, definition: Definition) -> tuple[Verb, ...]:
    """Every verb this person may do to the dossier now, in the order of the law's table."""
    if dossier.moving_to_id is not None:
        return ()
    return rights.allowed(situation_of(dossier, definition), standing_of(by, dossier))


def may(by: Authority, verb: Verb, dossier: Dossier, definition: Definition) -> bool:
    """Whether the person may do this verb to the dossier now."""
    return rights.refusal_of(verb, situation_of(dossier, definition), standing_of(by, dossier)) is None


def why_not(by: Authority, verb: Verb, dossier: Dossier, definition: Definition) -> str | None:
    """Why the person may not do the verb to the dossier now, in plain words; None where they may."""
    return rights.refusal_of(verb, situation_of(dossier, definition), standing_of(by, dossier))


def require(by: Authority, verb: Verb, dossier: Dossier, definition: Definition) -> Acting:
    """The capacity in which the person does the verb. Raises NotAllowed with the reason."""
    standing = standing_of(by, dossier)
    why = rights.refusal_of(verb, situation_of(dossier, definition), standing)
    if why is not None:
        raise NotAllowed(why, verb=verb)
    return acting_as(by, verb, dossier, standing)


def may_receive_at(by: Authority, office_id: UUID) -> bool:
    """Whether the person may take in a dossier at the office's desk."""
    return bool(by.functions_at(office_id) & {Function.RECEIVER, Function.DESK_HEAD})


def leads_at(by: Authority, office_id: UUID) -> Actor | None:
    """As whom the person leads the office's work, or None where they do not: a leader before a desk head."""
    held = by.functions_at(office_id)
    return next((actor for actor in (Actor.APPROVER, Actor.DESK_HEAD) if Function(actor.value) in held), None)


def situation_of(dossier: Dossier, definition: Definition) -> rights.Situation:
    """What about the dossier decides which verbs are possible now."""
    return rights.Situation(
        state=State(dossier.state),
        stages=definition.stages,
        stage_key=dossier.stage_key,
        supplements_asked=dossier.supplements_asked,
        has_holder=dossier.holder_id is not None,
        has_apology=dossier.apology != "none",
        is_paused=dossier.is_paused,
    )


def standing_of(by: Authority, dossier: Dossier) -> rights.Standing:
    """As whom the person may act on the dossier today, and whether its stage is in their hands."""
    actors = {Actor(f.value) for f in by.functions_at(dossier.unit_id) if f.value in _OFFICE_ACTORS}
    if is_applicant(by, dossier):
        actors.add(Actor.APPLICANT)
    if by.is_officer and dossier.consultation == "open" and consulted_units(dossier) & consulted_as(by):
        actors.add(Actor.CONSULTED)
    return rights.Standing(actors=frozenset(actors), holds_stage=_holds_stage(by, dossier))


_OFFICE_ACTORS = frozenset(actor.value for actor in Actor) - {Actor.APPLICANT, Actor.CONSULTED}


def _holds_stage(by: Authority, dossier: Dossier) -> bool:
    functions = {Function(dossier.holder_function)}
    if Function.RECEIVER in functions:
        functions.add(Function.DESK_HEAD)
    if dossier.holder_id is not None:
        # Whoever stands in for a colleague does so in the post entrusted to them, not in all that the colleague holds.
        entrusted = {
            a.acting_for for a in by.appointments if a.office_id == dossier.unit_id and a.function in functions
        }
        return dossier.holder_id == by.account_id or dossier.holder_id in entrusted
    if dossier.holder_unit_id == dossier.unit_id:  # the office has no such division: anyone of the function
        return bool(functions & by.functions_at(dossier.unit_id))
    return any(dossier.holder_unit_id in by.unit_ids_for(function, dossier.unit_id) for function in functions)


def acting_as(by: Authority, verb: Verb, dossier: Dossier, standing: rights.Standing) -> Acting:
    """In which capacity a person with this standing does the verb, the one nearest to the stage first."""
    possible = transition(verb).actors & standing.actors
    preferred = Actor(dossier.holder_function)
    actor = preferred if preferred in possible else min(possible, key=list(Actor).index)
    if actor in (Actor.APPLICANT, Actor.CONSULTED):
        return Acting(actor)
    held = [a for a in by.appointments if a.office_id == dossier.unit_id and a.function.value == actor.value]
    entrusted = [a.acting_for for a in held if a.acting_for is not None]
    if dossier.holder_id in entrusted and dossier.holder_id != by.account_id:
        return Acting(actor, dossier.holder_id)
    return Acting(actor, entrusted[0] if entrusted and len(entrusted) == len(held) else None)
