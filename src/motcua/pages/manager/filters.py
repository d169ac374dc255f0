"""Which dossiers a list shows, as it stands in the address: every number links to the list it counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries.overview import Overview, Pile, Wanted
from motcua.organisation.queries import Overseen
from motcua.pages.staff.access import OFFICE_PARAMETER, uuid_or_none
from motcua.procedures import queries as procedures

GROUP, PLACE, PERSON, PROCEDURE = "nhom", "phong", "can-bo", "thu-tuc"
NOBODY = "chua-giao"


@dataclass(frozen=True, slots=True)
class Group:
    """One group of today's work: its word in the address, its name in the queries, what it says and looks like."""

    slug: str
    name: str
    label: str | Promise
    icon: str
    tone: str = "is-info"


GROUPS = (
    Group("cham", "late", _("Chậm"), "triangle-alert", "is-late"),
    Group("sap-den-han", "soon", _("Sắp đến hạn"), "hourglass", "is-soon"),
    Group("dang-mo", "open", _("Đang mở"), "folder-open"),
    Group("cho-nguoi-dan", "waiting", _("Chờ người dân"), "circle-pause", "is-wait"),
    Group("moi-nop", "filed", _("Mới nộp, chờ trả lời"), "inbox"),
    Group("chua-tra-loi", "unanswered", _("Quá 8 giờ chưa trả lời"), "triangle-alert", "is-late"),
    Group("nhan-hom-nay", "received", _("Tiếp nhận hôm nay"), "inbox"),
    Group("tra-hom-nay", "returned", _("Trả hôm nay"), "mail-check", "is-ok"),
)
BY_NAME = {one.name: one for one in GROUPS}
BY_SLUG = {one.slug: one for one in GROUPS}


@dataclass(frozen=True, slots=True)
class Filter:
    """A group of an office's (or of all) dossiers, perhaps of one place, person or procedure."""

    group: Group = BY_NAME["open"]
    office_id: UUID | None = None
    place_id: UUID | None = None
    person_id: UUID | None = None
    nobodys: bool = False
    procedure: str = ""

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.group.name, self.place_id, self.person_id, self.nobodys, self.procedure)

    def with_group(self, name: str) -> Filter:
        return replace(self, group=BY_NAME[name])

    def address(self, **more: str) -> str:
        """The address of the list of these dossiers."""
        parts = {
            GROUP: self.group.slug,
            OFFICE_PARAMETER: str(self.office_id or ""),
            PLACE: str(self.place_id or ""),
            PERSON: NOBODY if self.nobodys else str(self.person_id or ""),
            PROCEDURE: self.procedure,
            **more,
        }
        return f"{reverse('manager:list')}?{urlencode({name: value for name, value in parts.items() if value})}"

    def counted(self, found: Overview, offices: Iterable[Overseen]) -> int:
        """How many there are, from the same piles as every other number of the page."""
        if self.group.name in ("received", "returned"):
            by_office: dict[UUID, int] = getattr(found, self.group.name)
            return sum(by_office.get(one.id, 0) for one in offices)
        return sum(getattr(pile, self.group.name) for pile in found.piles if self._holds(pile))

    @property
    def is_countable(self) -> bool:
        """Whether `counted` knows the number: what came or went today is counted by office alone."""
        narrowed = self.place_id or self.person_id or self.nobodys or self.procedure
        return self.group.name not in ("received", "returned") or not narrowed

    def _holds(self, pile: Pile) -> bool:
        return (
            (self.office_id is None or pile.office_id == self.office_id)
            and (self.place_id is None or pile.holder_unit_id == self.place_id)
            and (self.person_id is None or pile.holder_id == self.person_id)
            and (not self.nobodys or pile.holder_id is None)
            and (not self.procedure or pile.procedure_key == self.procedure)
        )


def filter_of(request: HttpRequest, chosen: Overseen | None) -> Filter:
    """The filter in the address. What cannot be read there leads nowhere (404), never to more than asked for."""
    asked = request.GET
    group = BY_SLUG.get(asked.get(GROUP) or "dang-mo")
    procedure = asked.get(PROCEDURE, "")
    if group is None or (procedure and procedures.card(procedure) is None):
        raise Http404
    return Filter(
        group=group,
        office_id=chosen.id if chosen is not None else None,
        place_id=_id(asked, PLACE),
        person_id=None if asked.get(PERSON) == NOBODY else _id(asked, PERSON),
        nobodys=asked.get(PERSON) == NOBODY,
        procedure=procedure,
    )


def _id(asked: QueryDict, name: str) -> UUID | None:
    text: Any = asked.get(name)
    if not text:
        return None
    found = uuid_or_none(text)
    if found is None:
        raise Http404
    return found
