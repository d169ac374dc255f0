"""What the forms of the verbs choose from: colleagues, units, papers, questions. Read only by the form that is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import queries as dossiers
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages.saying import said
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.papers import papers_for

if TYPE_CHECKING:
    from motcua.dossiers.queries import DossierPage
    from motcua.organisation.queries.authorities import Holder

Options = list[tuple[str, str]]


class Targets:
    """The lists of one dossier for one officer on one day, each read from the organisation when it is asked for.

    With `brief`, a form leaves out what it can do without: nobody has asked for it yet.
    """

    def __init__(self, page: DossierPage, by: Authority, on: date, *, brief: bool = False) -> None:
        self.page = page
        self.dossier = page.dossier
        self.by = by
        self.on = on
        self.brief = brief

    def colleagues(self) -> Options:
        """Who may hold the stage the dossier is at, without the one who holds it."""
        found = self._holders(self.dossier.holder_function)
        return [option for option in found if option[0] != str(self.dossier.holder_id)]

    def next_place(self) -> str:
        """The next stage in words, for whoever of its function takes it first."""
        following = self.page.definition.stage_after(self.dossier.stage_key)
        return _("%(stage)s: người nào nhận cũng được") % {"stage": following.name} if following else ""

    def next_colleagues(self) -> Options:
        """Who may hold the next stage."""
        following = self.page.definition.stage_after(self.dossier.stage_key)
        return self._holders(following.function) if following else []

    def units(self) -> Options:
        """Whom one may consult: the other parts of the office, then the other offices."""
        parts = organisation.units_of(self.dossier.unit_id, self.on)
        others = organisation.offices(self.on)
        own = {part.pk for part in parts}
        near = [part for part in parts if part.pk not in (self.dossier.unit_id, self.dossier.holder_unit_id)]
        return [(str(one.pk), one.name) for one in [*near, *(office for office in others if office.pk not in own)]]

    def questions(self) -> Options:
        """The consultations that wait for an answer of this officer's units."""
        units = {a.unit_id for a in self.by.appointments} | {a.office_id for a in self.by.appointments}
        waiting = [one for one in self.page.consultations if one.answered_at is None and one.consulted_unit_id in units]
        return [(str(one.pk), one.question) for one in waiting]

    def papers(self) -> Options:
        """The papers that apply to this dossier."""
        dossier = self.dossier
        needed = papers_for(self.page.definition, dossier.case, dossier.answers, channel=dossier.channel)
        return [(one.paper.key, one.paper.name) for one in needed]

    def bad_marks(self) -> dict[str, Any]:
        """By paper, what colleagues found wrong with it: the lines a request for a supplement begins with."""
        found = dossiers.standing_marks(dossiers.marks_of(self.by, self.dossier), self.page.attachments)
        return {key: one for key, one in found.items() if one.verdict == "bad"}

    def papers_asked_for(self) -> Options:
        """The papers of the supplement request that waits for an answer."""
        asked = {
            item["paper"]
            for one in self.page.supplements
            if one.answered_at is None
            for item in one.items
            if item.get("paper")
        }
        return [option for option in self.papers() if option[0] in asked]

    def questions_of_form(self) -> Options:
        """The questions of the declaration."""
        return [(one.id, one.label) for _page, one in self.page.definition.form.fields() if KINDS[one.kind].asks]

    def cases(self) -> Options:
        return [(one.key, one.name) for one in self.page.definition.cases]

    def delivery(self) -> tuple[str, str]:
        """How the applicant wished to get the result, and the name of the one it is for."""
        return self.dossier.delivery_wish or "desk", self.dossier.owner_name

    @staticmethod
    def account(value: Any) -> UUID:
        return UUID(value)

    unit = question = account

    def _holders(self, function: str) -> Options:
        seen: dict[UUID, Holder] = {}
        for holder in organisation.holders_of(self.dossier.unit_id, function, self.on):
            seen.setdefault(holder.account_id, holder)
        return [(str(key), _described(holder)) for key, holder in seen.items()]


def _described(holder: Holder) -> str:
    words = f"{holder.name}, {said(holder.title)}"
    return _("%(who)s (đang nghỉ)") % {"who": words} if holder.on_leave else words
