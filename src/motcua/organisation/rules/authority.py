"""What one person holds on one day: functions at offices, for themselves or for the one they stand in for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Function(StrEnum):
    """What a post does in the life of a dossier (DOMAIN.md §1)."""

    RECEIVER = "receiver"  # cán bộ tiếp nhận
    CASE_HANDLER = "case_handler"  # cán bộ thụ lý
    APPROVER = "approver"  # lãnh đạo ký duyệt
    RECORDS_CLERK = "records_clerk"  # văn thư
    DESK_HEAD = "desk_head"  # phụ trách bộ phận một cửa
    ADMINISTRATOR = "administrator"  # quản trị
    INSPECTOR = "inspector"  # kiểm tra công vụ: reads, never decides
    ADVISER = "adviser"  # thành viên tổ tư vấn: helps citizens fill in, reads no dossier of the office


# Functions that do no work on an office's dossiers.
OUTSIDE = frozenset({Function.INSPECTOR, Function.ADVISER})


@dataclass(frozen=True, slots=True)
class Appointment:
    """One function held at one unit; `acting_for` names the account whose post it is, for a deputy or delegate."""

    function: Function
    unit_id: UUID
    office_id: UUID
    title: str = ""
    acting_for: UUID | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """A person as every room sees them: who they are and what they hold today.

    `office_ids` are the agencies whose dossiers they work on; `inspected_office_ids` those they may read as an
    inspector (their own unit's whole subtree). A citizen and the anonymous visitor hold nothing.
    """

    account_id: UUID | None
    name: str = ""
    is_officer: bool = False
    is_system: bool = False
    appointments: tuple[Appointment, ...] = ()
    inspected_office_ids: frozenset[UUID] = frozenset()
    office_ids: frozenset[UUID] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        offices = frozenset(a.office_id for a in self.appointments if a.function not in OUTSIDE)
        object.__setattr__(self, "office_ids", offices)

    @property
    def signed_in_id(self) -> UUID:
        """The account of somebody who is signed in. Raises PermissionError for the anonymous and for the system."""
        if self.account_id is None:
            raise PermissionError("nobody is signed in")
        return self.account_id

    @property
    def readable_office_ids(self) -> frozenset[UUID]:
        return self.office_ids | self.inspected_office_ids

    def functions_at(self, office_id: UUID) -> frozenset[Function]:
        return frozenset(a.function for a in self.appointments if a.office_id == office_id)

    def unit_ids_for(self, function: Function, office_id: UUID) -> frozenset[UUID]:
        return frozenset(a.unit_id for a in self.appointments if a.office_id == office_id and a.function is function)

    @property
    def advised_unit_ids(self) -> frozenset[UUID]:
        """The teams of which the person is a member today."""
        return frozenset(a.unit_id for a in self.appointments if a.function is Function.ADVISER)

    def stands_in_for(self, account_id: UUID | None) -> bool:
        """Whether this person is, or today acts for, the given account."""
        return account_id is not None and (
            account_id == self.account_id or any(a.acting_for == account_id for a in self.appointments)
        )


ANONYMOUS = Authority(account_id=None)
SYSTEM = Authority(account_id=None, name="Hệ thống", is_system=True)
