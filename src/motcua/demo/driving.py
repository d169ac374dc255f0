"""Doing what people of an office do: the right officer performs the right verb through the real actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image
from uuid_utils.compat import uuid7

from motcua.accounts import queries as accounts
from motcua.dossiers import actions
from motcua.dossiers.rules import itinerary
from motcua.dossiers.rules.circumstances import Circumstances, Device, Place
from motcua.dossiers.rules.states import State
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority, Function
from motcua.procedures import queries as procedures
from motcua.procedures.rules.papers import papers_for

from .answers import Invention
from .retelling import retold

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, Draft
    from motcua.procedures.rules.definition import Stage

AT_HOME = Circumstances(Place.HOME, Device.PHONE)


class NobodyThere(LookupError):
    """The office has nobody today who may do the work."""


@dataclass
class Office:
    """One office whose people act. Every act takes the moment at which it is said to happen."""

    office_id: UUID
    _people: dict[tuple[str, date], list[Authority]] = field(default_factory=dict)

    def officer(
        self, function: str, at: datetime, unit_id: UUID | None = None, account_id: UUID | None = None
    ) -> Authority:
        """Somebody of the office who holds the function that day: the named person, else one of the unit, else
        anyone.
        """
        day = localdate(at)
        if (function, day) not in self._people:
            holders = organisation.holders_of(self.office_id, Function(function), day)
            at_work = [holder for holder in holders if not holder.on_leave]
            found = [organisation.authority_of(accounts.account(holder.account_id), day) for holder in at_work]
            self._people[function, day] = found
        people = self._people[function, day]
        if not people:
            raise NobodyThere(f"{function} on {day}")
        if account_id is not None:
            return next((one for one in people if one.stands_in_for(account_id)), people[0])
        of_unit = [one for one in people if unit_id in one.unit_ids_for(Function(function), self.office_id)]
        return (of_unit or people)[0]

    def holder(self, dossier: Dossier, at: datetime) -> Authority:
        """Whoever has the dossier's stage in hand."""
        return self.officer(dossier.holder_function, at, dossier.holder_unit_id, dossier.holder_id)

    def filed(self, citizen: Authority, procedure: str, at: datetime, *, seed: int, case: str | None = None) -> Dossier:
        """A citizen files online with plausible answers and photographed papers."""
        draft = self.drafted(citizen, procedure, at, seed=seed, case=case)
        return actions.submit(draft.pk, by=citizen, at=at, how=AT_HOME)

    def received(
        self, procedure: str, at: datetime, *, seed: int, case: str | None = None, channel: str = "desk"
    ) -> Dossier:
        """The desk takes a dossier in over the counter, or out of an envelope, all papers seen."""
        receiver = self.officer("receiver", at)
        draft = self.drafted(receiver, procedure, at, seed=seed, case=case, channel=channel)
        definition = procedures.version(draft.version_id).definition
        seen = [one.paper.key for one in papers_for(definition, draft.case, draft.answers, channel=channel)]
        return actions.receive_at_desk(draft.pk, by=receiver, at=at, presented=seen)

    def drafted(
        self,
        by: Authority,
        procedure: str,
        at: datetime,
        *,
        seed: int,
        case: str | None = None,
        channel: str = "online",
    ) -> Draft:
        """A draft with every answer and paper there, ready to be filed."""
        version = procedures.current_version(procedure, on=localdate(at), office_id=self.office_id)
        if version is None:
            raise NobodyThere(f"{procedure} is not taken here on {localdate(at)}")
        definition = version.definition
        chosen = case or definition.cases[0].key
        draft = actions.start_draft(
            by=by, at=at, version_id=version.id, office_id=self.office_id, case=chosen, channel=channel
        )
        return self.filled(draft, by, at, seed=seed, case=chosen)

    def filled(self, draft: Draft, by: Authority, at: datetime, *, seed: int, case: str) -> Draft:
        """A draft that was begun, with every answer and paper given by somebody who may write it."""
        definition, channel = procedures.version(draft.version_id).definition, draft.channel
        context = procedures.form_context(definition, on=localdate(at))
        office = organisation.unit(self.office_id)
        invention = Invention(seed, context, office.division_code)
        given = retold(
            definition, case=case, context=context, home=invention.home(definition), chance=invention.chance
        ) or invention.answers(definition, case=case, channel=channel)
        wish = definition.result.delivery[0] if definition.result else "desk"
        draft = actions.save_page(draft.pk, by=by, at=at, answers=given, case=case, delivery_wish=wish)
        for one in papers_for(definition, case, given, channel=channel):
            if one.uploadable and one.paper.required:
                actions.attach(draft.pk, by=by, at=at, paper_key=one.paper.key, file=photograph(one.paper.name))
        return draft

    def step(self, dossier: Dossier, at: datetime) -> Dossier:
        """The next thing that happens to a dossier when all goes well: one verb by whoever has it in hand."""
        state = State(dossier.state)
        if state is State.RESOLVED:
            return self.act(actions.hand_over, dossier, at, "receiver", handed_to=dossier.owner_name)
        if state is State.FILED:
            return self.act(actions.accept, dossier, at, "receiver")
        by = self.holder(dossier, at)
        stages = procedures.version(dossier.version_id).definition.stages
        following = itinerary.next_stage(stages, dossier.stage_key)
        if itinerary.is_signed_before(stages, dossier.stage_key):
            return self.act(actions.issue, dossier, at, by)
        if dossier.holder_function == itinerary.APPROVER:
            return self.act(actions.sign, dossier, at, by)
        if dossier.holder_function == itinerary.CASE_HANDLER and following and following.function == itinerary.APPROVER:
            return self.act(actions.submit_for_approval, dossier, at, by, outcome="granted", summary="Đủ điều kiện.")
        return self.act(actions.forward, dossier, at, by, to_account_id=self._chosen(dossier, following, at))

    def _chosen(self, dossier: Dossier, stage: Stage | None, at: datetime) -> UUID | None:
        """Whom the dossier is handed to: colleagues in turn by its number; every fourth is left to the unit."""
        if stage is None:
            return None
        unit_id, holders = organisation.stage_place(self.office_id, stage.unit, stage.function, localdate(at))
        number = int(dossier.code[-4:])
        of_unit = [one for one in holders if not one.on_leave and unit_id in (one.unit_id, self.office_id)]
        return of_unit[number % len(of_unit)].account_id if of_unit and number % 4 else None

    def act(
        self, verb: Callable[..., Dossier], dossier: Dossier, at: datetime, by: Authority | str, **said: Any
    ) -> Dossier:
        """One verb by a person, or by somebody who holds the named function."""
        person = self.officer(by, at) if isinstance(by, str) else by
        return verb(dossier.pk, by=person, at=at, key=uuid7(), **said)


# Set by typst, whose fonts know every Vietnamese letter; the default font of the drawing library does not.
PHOTOGRAPH = """
#set page(width: 15cm, height: 20cm, margin: 1cm, fill: rgb("#f6f1e4"))
#set text(size: 16pt, fill: rgb("#16212c"))
#rect(width: 100%, height: 100%, stroke: 2pt + rgb("#46566a"), inset: 1cm)[#sys.inputs.at("words")]
"""


def photograph(words: str) -> SimpleUploadedFile:
    """A picture with the paper's name on it, as a telephone would send one."""
    return SimpleUploadedFile("anh-chup.jpg", _photographed(words), "image/jpeg")


@cache
def _photographed(words: str) -> bytes:
    import typst  # large: only who makes a demonstration loads it

    drawn = typst.compile(
        PHOTOGRAPH.encode(), format="png", ppi=130, ignore_system_fonts=True, sys_inputs={"words": words}
    )
    assert isinstance(drawn, bytes)
    out = BytesIO()
    Image.open(BytesIO(drawn)).convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()
