"""A small province to test with: one file, loaded by the real loader."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from motcua.accounts.models import Account
from motcua.organisation.loading import load
from motcua.organisation.models import Holding, Unit
from motcua.organisation.rules.authority import Authority, Function

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = NOW.date()

PROVINCE = """
organisation: two_tier
valid_from: 2025-07-01
shapes:
  ward:
    - code: "{code}.01"
      name: Trung tâm {place}
      kind: trung tâm
      roles: [desk]
      posts: [{function: receiver, title: Tiếp nhận}, {function: desk_head, title: Giám đốc}]
    - code: "{code}.02"
      name: Lãnh đạo {place}
      kind: lãnh đạo
      roles: [leaders]
      posts: [{function: approver, title: Chủ tịch}]
units:
  - code: X
    name: Tỉnh Thử
    kind: tỉnh
    tier: province
    office: true
    division: {code: "90", kind: tỉnh, name: Thử}
    hours: [{pattern: office_0800}]
    posts: [{function: inspector, title: Kiểm tra}, {function: administrator, title: Quản trị tỉnh}]
    units:
      - {code: X.1, name: Phường Đông, kind: phường, tier: commune, office: true, shape: ward,
         division: {code: "901", kind: phường, name: Đông}}
      - {code: X.2, name: Phường Ân, kind: phường, tier: commune, office: true, shape: ward,
         posts: [{function: administrator, title: Quản trị phường}],
         division: {code: "902", kind: phường, name: Ân}}
demo:
  people: {desk.dong: Lê Thị Dung, chief.dong: Trần Văn Chính, vice.dong: Ngô Văn Phó, desk.an: Vũ Thị An,
           inspector: Mai Thị Kiểm, root: Đỗ Văn Trị, admin.an: Bùi Thị Quản}
  holdings:
    - {unit: X, function: inspector, title: Kiểm tra, person: inspector}
    - {unit: X, function: administrator, title: Quản trị tỉnh, person: root}
    - {unit: X.1.01, function: receiver, title: Tiếp nhận, person: desk.dong}
    - {unit: X.1.02, function: approver, title: Chủ tịch, person: chief.dong}
    - {unit: X.1.02, function: approver, title: Chủ tịch, person: vice.dong, kind: deputy}
    - {unit: X.2.01, function: receiver, title: Tiếp nhận, person: desk.an}
    - {unit: X.2, function: administrator, title: Quản trị phường, person: admin.an}
"""


def grow(folder: Path, text: str = PROVINCE, *, demo: bool = True) -> None:
    """Load a tree from text."""
    file = folder / "tree.yaml"
    file.write_text(text, encoding="utf-8")
    load([file], at=NOW, demo=demo)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def account(login: str) -> Account:
    return Account.objects.get(login=login)


def holding(login: str) -> Holding:
    return Holding.objects.get(account__login=login)


def functions(authority: Authority) -> set[tuple[Function, str]]:
    """What somebody holds, as (function, code of the unit)."""
    codes = dict(Unit.objects.values_list("pk", "code"))
    return {(post.function, codes[post.unit_id]) for post in authority.appointments}
