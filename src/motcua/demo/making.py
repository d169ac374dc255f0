"""The whole demonstration: passwords, citizens, and the dossiers of three offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.utils.timezone import localdate

from motcua.accounts import actions as accounts
from motcua.accounts import queries as known
from motcua.dossiers import queries as dossiers
from motcua.organisation import queries as organisation
from motcua.organisation.loading import demo_people
from motcua.organisation.rules.authority import SYSTEM, Authority

from . import money
from .driving import Office
from .places import tell_places
from .stories import PROVINCE, SMALL_WARD, WARD
from .telling import Teller

PASSWORD = "mot-cua-trinh-dien"  # noqa: S105 - printed at every start of a demonstration
CITIZENS = {
    "0912000482": "Nguyễn Thị Hồng Nhung",
    "0912000483": "Trần Văn Đức",
    "0912000484": "Phạm Thị Lan",
    "0912000485": "Lê Quang Minh",
}
NEIGHBOURS = {
    "0912000491": "Ngô Thị Hà",
    "0912000492": "Vũ Đình Toàn",
    "0912000493": "Đỗ Thị Ngọc",
    "0912000494": "Bùi Văn Sơn",
    "0912000495": "Hoàng Thị Yến",
}
SHOWN = {
    "kinhbac.tiepnhan1": "cán bộ tiếp nhận",
    "kinhbac.tuphap1": "thụ lý tư pháp – hộ tịch",
    "kinhbac.chutich": "lãnh đạo ký",
    "kinhbac.vanthu": "văn thư",
    "kinhbac.giamdoc": "phụ trách bộ phận một cửa",
    "kinhbac.khupho1": "tổ công nghệ số khu phố, giúp người dân nộp",
    "bacninh.kiemtra": "kiểm soát thủ tục hành chính",
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in to show: the login, the person, and what they do."""

    login: str
    name: str
    work: str


def is_there() -> bool:
    """Whether any dossier exists; a demonstration is made only into an empty house."""
    return dossiers.visible_to(SYSTEM).exists()


def make(now: datetime) -> int:
    """Make the demonstration as of `now` and give how many dossiers it has."""
    accounts.set_one_password(demo_people(), PASSWORD)
    citizens = [_citizen(phone, name, now) for phone, name in CITIZENS.items()]
    seeds, told = count(1), 0
    for login, stories in (("kinhbac.giamdoc", WARD), ("bacninh.giamdoc", PROVINCE), ("vocuong.chutich", SMALL_WARD)):
        teller = Teller(_office_of(login, now), citizens, now, seeds)
        told += len(teller.tell(stories))
        if stories is WARD:
            teller.office.drafted(citizens[0], "birth", now, seed=next(seeds))
            money.tell(teller.office.office_id, citizens[0], now)
            neighbours = [_citizen(phone, name, now) for phone, name in NEIGHBOURS.items()]
            told += tell_places(teller.office, citizens, neighbours, now, seeds)
    return told


def sign_ins() -> list[SignIn]:
    """The sign-ins a start prints, citizens first."""
    names = demo_people()
    citizens = [SignIn(phone, name, "người dân") for phone, name in list(CITIZENS.items())[:1]]
    return citizens + [SignIn(login, names[login], does) for login, does in SHOWN.items()]


def _citizen(phone: str, name: str, at: datetime) -> Authority:
    account = known.account_by_login(phone) or accounts.register_citizen(phone, PASSWORD, name, at=at)
    return organisation.authority_of(account, localdate(at))


def _office_of(login: str, at: datetime) -> Office:
    authority = organisation.authority_of(known.account_by_login(login), localdate(at))
    return Office(next(iter(authority.office_ids)))
