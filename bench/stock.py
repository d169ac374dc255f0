"""An office with much on its shelves: dossiers in bulk, a few with a whole life, officers who can sign in.

Runs inside an installation (`stocked`). Most dossiers of an office are long finished; one in ten is open.
"""

from __future__ import annotations

import atexit
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.measuring import Installation, installations
from bench.seeding import OFFICE, PASSWORD

OPEN_SHARE = 10
OWN_SHARE = 2  # every second dossier is this office's, the rest lie at the others
HANDLER = "kinhbac.tuphap1"
# As frequent as in life, so that searches find as many as they would.
FAMILY = ("Nguyễn",) * 8 + ("Trần",) * 3 + ("Lê", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Ngô")
MIDDLE = ("Văn", "Thị", "Thị Hồng", "Thị Thu", "Hữu", "Đức", "Quốc", "Ngọc", "Minh", "Thanh", "Xuân")
GIVEN = (
    "Nhung", "Lan", "Huệ", "Hà", "Hương", "Anh", "Tuấn", "Dũng", "Hùng", "Cường", "Trang", "Linh", "Mai", "Đào", "Sơn",
    "Hải", "Long", "Phúc", "Lộc", "Thọ", "Bình", "Yên", "Vân", "Nga", "Hiền", "Thảo", "Quỳnh", "Khánh", "Việt",
)  # fmt: skip


@dataclass(frozen=True)
class Stocked:
    """An installation with its dossiers: an officer's login, the id of their office, a dossier with a whole life."""

    installation: Installation
    office: str
    login: str
    dossier: str


_kept = ExitStack()
_shelves: dict[int, list[Stocked]] = {}
atexit.register(_kept.close)


def shelves(count: int) -> list[Stocked]:
    """An installation with so many dossiers on each database: filled once, for all benchmarks of a run that only read.

    Both are filled at the same time, before anything is measured.
    """
    if count not in _shelves:
        found = _kept.enter_context(installations())
        with ThreadPoolExecutor(len(found)) as at_once:
            filled = list(at_once.map(lambda one: stocked(one, count), found))
        _shelves[count] = [Stocked(one, **stock) for one, stock in zip(found, filled, strict=True)]
    return _shelves[count]


def stocked(installation: Installation, count: int) -> dict[str, str]:
    """Bring the installation up to `count` dossiers; give the office's id, an officer's login, a dossier's id."""
    said = installation.python(f"import json, bench.stock as s\nprint('\\n'+json.dumps(s.fill({count})))")
    return json.loads(said.splitlines()[-1])  # type: ignore[no-any-return]


def fill(count: int) -> dict[str, str]:
    """As `stocked`, inside the installation."""
    from django.db import connection

    from bench.seeding import now
    from motcua.dossiers.actions import tidy_tallies
    from motcua.dossiers.models import Dossier
    from motcua.organisation.models import Unit

    office = Unit.objects.get(code=OFFICE)
    if not Dossier.objects.filter(unit=office).exists():
        people()
        one_life()
    pattern = Dossier.objects.filter(unit=office).order_by("pk")[0]
    others = list(Unit.objects.filter(is_office=True, tier="commune").exclude(pk=office.pk).order_by("code"))
    have = Dossier.objects.count()
    for first in range(have, count, 5000):
        copies(pattern, office, others, range(first, min(first + 5000, count)))
    # What the worker does every hour: so many at once leave a line each behind.
    tidy_tallies(now())
    with connection.cursor() as cursor:
        # What the databases do by themselves some time after so many rows; it must not run while somebody measures.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"office": str(office.pk), "login": HANDLER, "dossier": str(pattern.pk)}


def people_of(installation: Installation) -> None:
    """The office's people of an installation, who can sign in."""
    installation.python("import bench.stock as s\ns.people()")


def people() -> None:
    """The office's people, who can sign in."""
    import motcua
    from bench.seeding import now
    from motcua.accounts.actions import set_password
    from motcua.accounts.models import Account
    from motcua.organisation.loading import load

    folder = Path(motcua.__file__).parent / "catalogue" / "organisations"
    load([folder / "bac-ninh-2026.yaml"], at=now(), demo=True)
    for account in Account.objects.filter(login__startswith="kinhbac."):
        set_password(account, PASSWORD)


def one_life() -> Any:
    """One dossier by the real actions: filed, accepted, supplemented, with its handler."""
    from uuid import UUID, uuid4

    from bench.seeding import citizens, drafts, now
    from motcua.accounts.models import Account
    from motcua.dossiers import actions
    from motcua.organisation import queries as organisation
    from motcua.organisation.rules.authority import Authority

    citizen = citizens(count=1, first=800_000)[0]
    draft = drafts(account_ids=[citizen["id"]], each=1, offices=[OFFICE])[0][0]
    at = now() - timedelta(days=2)
    filed = actions.submit(UUID(draft["id"]), by=Authority(account_id=UUID(citizen["id"])), at=at)
    desk = organisation.authority_of(Account.objects.get(login="kinhbac.tiepnhan1"), at.date())
    items = [{"paper": "", "field": "child_birth", "reason": "wrong", "text": "Ghi lại ngày sinh."}]
    words = {"by": desk, "at": at}
    actions.accept(filed.pk, key=uuid4(), **words)
    actions.request_supplement(filed.pk, key=uuid4(), items=items, reason="Sai ngày.", **words)
    actions.answer_supplement(filed.pk, key=uuid4(), note="Đã sửa.", **words)
    handler = Account.objects.get(login=HANDLER)
    return actions.forward(filed.pk, key=uuid4(), to_account_id=handler.pk, **words)


def person(number: int) -> str:
    """A name of the number: the same for the same, its parts independent of each other."""
    mixed = number * 2654435761 >> 8
    family, mixed = FAMILY[mixed % len(FAMILY)], mixed // len(FAMILY)
    return f"{family} {MIDDLE[mixed % len(MIDDLE)]} {GIVEN[mixed // len(MIDDLE) % len(GIVEN)]}"


def copies(pattern: Any, office: Any, others: list[Any], numbers: range) -> None:
    """Dossiers of the same kind at this office and others, each with an entry in its journal."""
    from uuid_utils.compat import uuid7

    from bench.seeding import now
    from motcua.dossiers.models import Dossier, JournalEntry
    from motcua.dossiers.rules.states import State
    from motcua.vietnamese import search_key

    skipped = {"id", "code", "unit_id", "holder_unit_id", "due_at", "submitted_at", "state", "is_open"}
    same = {f.attname: getattr(pattern, f.attname) for f in Dossier._meta.concrete_fields if f.attname not in skipped}
    rows, entries = [], []
    for number in numbers:
        unit = office if number % OWN_SHARE == 0 else others[number % len(others)]
        is_open = (number // OWN_SHARE) % OPEN_SHARE == 0
        filed = now() - timedelta(minutes=30 * number if not is_open else 7 * number)
        ended = None if is_open else filed + timedelta(hours=5)
        row = Dossier(
            **same
            | {
                "id": uuid7(),
                "code": f"{unit.code}-BENCH-{number:07d}",
                "unit_id": unit.pk,
                "holder_unit_id": unit.pk,
                "due_at": filed + timedelta(days=1),
                "submitted_at": filed,
                "received_at": filed,
                "state": State.IN_PROGRESS if is_open else State.RETURNED,
                "is_open": is_open,
                "resolved_at": ended,
                "returned_at": ended,
                "holder_id": pattern.holder_id if is_open and unit is office else None,
                "owner_name": (name := person(number)),
                "search_key": f"{search_key(name)} {number:08d}",
            }
        )
        rows.append(row)
        facts = {"verb": "accept", "clock": "start", "at": filed, "state_to": row.state, "actor_function": "receiver"}
        entries.append(
            JournalEntry(
                unit_id=unit.pk,
                sequence=10_000_000 + number,
                dossier_id=row.pk,
                key=row.pk,
                stage_to=row.stage_key,
                previous_hash="0" * 64,
                hash="0" * 64,
                **facts,
            )
        )
    Dossier.objects.bulk_create(rows, batch_size=500)
    JournalEntry.objects.bulk_create(entries, batch_size=500)
