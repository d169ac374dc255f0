"""Telling the stories: each at the right moments of working time, ending a little before now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from motcua.dossiers import actions
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.procedures import queries as procedures
from motcua.procedures.rules.limits import limit_for
from motcua.working_time import Calendar, due

from .driving import NobodyThere, Office
from .stories import Story

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@dataclass
class Teller:
    """Tells stories of one office up to `now`, with the citizens given in turn."""

    office: Office
    citizens: list[Authority]
    now: datetime
    seeds: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.calendar: Calendar = organisation.calendar_of(self.office.office_id)

    def tell(self, stories: Iterable[Story]) -> list[Dossier]:
        """Every story as often as it says; one that nobody here can act out today is left out."""
        told = []
        for story in stories:
            for number in range(story.count):
                try:
                    told.append(self.tell_one(story, number))
                except NobodyThere:
                    break
        return told

    def tell_one(self, story: Story, number: int = 0) -> Dossier:
        seed = next(self.seeds)
        began = self._beginning(story, number)
        moments = self._moments(began, len(story.steps) + 1)
        citizen = self.citizens[seed % len(self.citizens)]
        if story.channel == "online":
            dossier = self.office.filed(citizen, story.procedure, next(moments), seed=seed, case=story.case)
        else:
            dossier = self.office.received(story.procedure, next(moments), seed=seed, case=story.case)
        for step in story.steps:
            dossier = _STEPS[step](self, dossier, next(moments))
        return dossier

    def _beginning(self, story: Story, number: int) -> datetime:
        """So long before now in working time; several of one kind begin some minutes apart."""
        minutes = int(story.hours * 60)
        if story.due_in is not None:
            version = procedures.by_key(story.procedure, localdate(self.now), self.office.office_id)
            if version is None:
                raise NobodyThere(story.procedure)
            definition = version.definition
            case = story.case or definition.cases[0].key
            rule = limit_for(definition, channel=story.channel, case=case)
            month_ago = self.calendar.next_working_moment(self.now - timedelta(days=45))
            whole = self.calendar.minutes_between(month_ago, due(month_ago, rule, self.calendar).due_at)
            minutes = max(whole - int(story.due_in * 60), 60)
        return self.calendar.subtract_minutes(self.now, minutes + 13 * number)

    def _moments(self, began: datetime, wanted: int) -> Iterator[datetime]:
        """The steps' moments: close together at first, the last of them well before now."""
        open_minutes = max(self.calendar.minutes_between(began, self.now) - 5, wanted)
        gap = max(min(open_minutes // (wanted + 1), 40), 1)
        for number in range(wanted):
            yield self.calendar.add_minutes(began, gap * number)

    def _person(self, account_id: UUID | None) -> Authority:
        return next((one for one in self.citizens if one.account_id == account_id), self.citizens[0])

    def supplement(self, dossier: Dossier, at: datetime, leader_reason: str = "") -> Dossier:
        definition = procedures.version(dossier.version_id).definition
        paper = next((one for one in definition.papers if one.handling == "submit"), None)
        text = "Ảnh chụp bị mờ, không đọc được số. Chụp lại nơi đủ sáng, thấy cả bốn góc."
        item = {"paper": paper.key if paper else "", "field": "", "reason": "illegible", "text": text}
        by = "desk_head" if leader_reason else self.office.holder(dossier, at)
        return self.office.act(actions.request_supplement, dossier, at, by, items=[item], leader_reason=leader_reason)

    def answer(self, dossier: Dossier, at: datetime) -> Dossier:
        by = self._person(dossier.submitter_id)
        return actions.answer_supplement(dossier.pk, by=by, at=at, key=uuid7(), note="Tôi đã chụp lại.")

    def consult(self, dossier: Dossier, at: datetime) -> Dossier:
        units = organisation.units_of(dossier.unit_id, localdate(at))
        other = next(unit for unit in units if unit.pk not in (dossier.holder_unit_id, dossier.unit_id))
        question = "Đề nghị cho ý kiến về quy hoạch tại thửa đất."
        return self.office.act(
            actions.consult,
            dossier,
            at,
            self.office.holder(dossier, at),
            unit_id=other.pk,
            question=question,
            due_at=self.calendar.add_working_days(self.now, 3),
        )

    def extend(self, dossier: Dossier, at: datetime) -> Dossier:
        reason = "Cần kiểm tra lại hiện trạng do mưa kéo dài."
        later = self.calendar.add_working_days(dossier.due_at, 3)
        return self.office.act(actions.extend, dossier, at, "approver", to_due_at=later, reason=reason)

    def decline(self, dossier: Dossier, at: datetime) -> Dossier:
        said = {"outcome": "declined", "summary": "Địa điểm kinh doanh không đúng quy hoạch chợ."}
        return self.office.act(actions.submit_for_approval, dossier, at, self.office.holder(dossier, at), **said)


def _by(verb: Callable[..., Dossier], function: str, **said: str) -> Callable[[Teller, Dossier, datetime], Dossier]:
    return lambda teller, dossier, at: teller.office.act(verb, dossier, at, function, **said)


def _obligation(teller: Teller, dossier: Dossier, at: datetime) -> Dossier:
    said = {"amount": 2_450_000, "reason": "Lệ phí trước bạ theo thông báo của cơ quan thuế."}
    return teller.office.act(actions.request_obligation, dossier, at, teller.office.holder(dossier, at), **said)


def _withdraw(teller: Teller, dossier: Dossier, at: datetime) -> Dossier:
    by = teller._person(dossier.submitter_id)
    return actions.withdraw(dossier.pk, by=by, at=at, key=uuid7(), reason="Tôi chưa cần giấy này nữa.")


_STEPS: dict[str, Callable[[Teller, Dossier, datetime], Dossier]] = {
    "step": lambda teller, dossier, at: teller.office.step(dossier, at),
    "supplement": lambda teller, dossier, at: teller.supplement(dossier, at),
    "further": lambda teller, dossier, at: teller.supplement(dossier, at, "Tệp nộp lần đầu thiếu trang có chữ ký."),
    "answer": lambda teller, dossier, at: teller.answer(dossier, at),
    "obligation": _obligation,
    "consult": lambda teller, dossier, at: teller.consult(dossier, at),
    "extend": lambda teller, dossier, at: teller.extend(dossier, at),
    "decline": lambda teller, dossier, at: teller.decline(dossier, at),
    "refuse": _by(actions.refuse, "receiver", reason="Ngành nghề đăng ký cần giấy phép trước; nộp lại khi đã có."),
    "withdraw": _withdraw,
    "grant": _by(actions.grant_withdrawal, "receiver"),
    "stop": _by(actions.stop, "approver", reason="Người được trợ cấp đã chuyển nơi cư trú sang tỉnh khác."),
}
