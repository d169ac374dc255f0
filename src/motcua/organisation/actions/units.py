"""Units made, named, described, moved in the tree and, where a closing has not come yet, kept open after all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from motcua.vietnamese import search_key

from ..models import Delegation, Holding, OrganisationChange, Post, Succession, Unit, UnitName
from ..permissions import must_administer, must_restructure
from ..queries.units import unit as unit_by_id
from ..rules.authority import Authority
from ..rules.refusals import BadDates, BadUnit
from .journal import note

CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,34}")
CONTACT = ("address", "phone", "email", "hours_note")


@transaction.atomic
def add_unit(
    parent_id: UUID,
    *,
    by: Authority,
    at: datetime,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    first: date,
    is_office: bool = False,
    roles: Sequence[str] = (),
    tier: str = "",
    source: str = "",
    contact: Mapping[str, str] | None = None,
) -> Unit:
    """Make a unit under another from a day on. Raises NoRight, NoSuchUnit, BadUnit, BadDates."""
    parent = unit_by_id(parent_id)
    must_administer(by, parent)
    if not CODE.fullmatch(code):
        raise BadUnit("Mã định danh gồm chữ hoa không dấu, chữ số, dấu chấm, ví dụ H05.101.06.", field="code")
    if first < parent.valid_from or (parent.valid_to is not None and first > parent.valid_to):
        raise BadDates("Ngày thành lập phải nằm trong thời gian tồn tại của đơn vị cấp trên.", field="first")
    if Unit.objects.filter(code=code, valid_to__isnull=True).exists():
        raise BadUnit("Mã định danh này đang có đơn vị dùng.", field="code")
    unit = Unit(
        code=code,
        kind=kind,
        tier=tier,
        organisation=parent.organisation,
        code_format=parent.code_format,
        parent=parent,
        is_office=is_office,
        roles=list(roles),
        division_code="" if is_office else parent.division_code,
        valid_from=first,
        calendar_revision=1,
        **{name: value for name, value in (contact or {}).items() if name in CONTACT},
    )
    _call(unit, name, short_name)
    unit.office_id = unit.pk if is_office else parent.office_id
    unit.path = f"{parent.path}{unit.pk.hex}/"
    try:
        with transaction.atomic():
            unit.save(force_insert=True)
    except IntegrityError:
        raise BadUnit("Mã định danh này đã dùng cho một đơn vị lập cùng ngày.", field="code") from None
    note("add_unit", by=by, at=at, unit=unit, reason=source, parent=parent.pk, first=first)
    return unit


def _call(unit: Unit, name: str, short_name: str) -> None:
    unit.name, unit.short_name = name, short_name
    unit.search_key = search_key(f"{short_name} {name}")[:300]


@transaction.atomic
def rename_unit(
    unit_id: UUID, *, by: Authority, at: datetime, name: str, short_name: str, first: date, source: str = ""
) -> UnitName:
    """Give a unit another name from a day on; before that day it keeps the one it has. Raises NoRight, BadDates."""
    unit = unit_by_id(unit_id)
    must_restructure(by, unit)
    if first < unit.valid_from or (unit.valid_to is not None and first > unit.valid_to):
        raise BadDates("Ngày đổi tên phải nằm trong thời gian tồn tại của đơn vị.", field="first")
    if not UnitName.objects.filter(unit=unit).exists():
        UnitName.objects.create(unit=unit, name=unit.name, short_name=unit.short_name, valid_from=unit.valid_from)
    row, _ = UnitName.objects.update_or_create(
        unit=unit, valid_from=first, defaults={"name": name, "short_name": short_name, "source": source}
    )
    note("rename_unit", by=by, at=at, unit=unit, reason=source, first=first)
    apply_names(at)
    return row


def apply_names(at: datetime) -> int:
    """Let every unit carry the name of today; how many changed. The worker calls this."""
    today, changed = localdate(at), 0
    names: dict[UUID, UnitName] = {}
    for one in UnitName.objects.filter(valid_from__lte=today).select_related("unit").order_by("valid_from"):
        names[one.unit_id] = one
    for one in names.values():
        if (one.unit.name, one.unit.short_name) != (one.name, one.short_name):
            _call(one.unit, one.name, one.short_name)
            one.unit.save(update_fields=["name", "short_name", "search_key"])
            changed += 1
    return changed


@transaction.atomic
def describe_unit(
    unit_id: UUID, *, by: Authority, at: datetime, roles: Sequence[str], contact: Mapping[str, str], source: str = ""
) -> Unit:
    """Say which roles a unit carries and how it is reached. Raises NoRight."""
    unit = unit_by_id(unit_id)
    must_administer(by, unit)
    values: dict[str, Any] = {"roles": list(roles), **{name: contact.get(name, "") for name in CONTACT}}
    changed = sorted(name for name, value in values.items() if getattr(unit, name) != value)
    for name in changed:
        setattr(unit, name, values[name])
    if changed:
        unit.save(update_fields=changed)
        note("describe_unit", by=by, at=at, unit=unit, reason=source, changed=changed)
    return unit


@transaction.atomic
def move_unit(unit_id: UUID, *, by: Authority, at: datetime, parent_id: UUID, source: str = "") -> Unit:
    """Put a unit with everything in it under another one. A part of an office stays in its office.

    Raises NoRight, NoSuchUnit, BadUnit.
    """
    unit, parent = unit_by_id(unit_id), unit_by_id(parent_id)
    must_administer(by, unit.parent)
    must_administer(by, parent)
    if parent.path.startswith(unit.path):
        raise BadUnit("Không thể đặt một đơn vị dưới chính nó.", field="parent")
    if parent.valid_to is not None and (unit.valid_to is None or unit.valid_to > parent.valid_to):
        raise BadUnit("Đơn vị cấp trên đã hoặc sắp hết hiệu lực.", field="parent")
    if not unit.is_office and parent.office_id != unit.office_id:
        raise BadUnit(
            "Bộ phận này đang giữ hồ sơ của cơ quan hiện nay. Hãy đóng nó rồi lập bộ phận mới ở cơ quan kia.",
            field="parent",
        )
    before, old = unit.parent_id, unit.path
    new = f"{parent.path}{unit.pk.hex}/"
    if before == parent.pk:
        return unit
    below = list(Unit.objects.select_for_update().filter(path__startswith=old).order_by("path"))
    for one in below:
        one.path = new + one.path[len(old) :]
        if one.pk == unit.pk:
            one.parent_id = parent.pk
    Unit.objects.bulk_update(below, ["path", "parent"], batch_size=500)
    # Another superior's days and hours now count.
    Unit.objects.filter(path__startswith=new).update(calendar_revision=F("calendar_revision") + 1)
    note("move_unit", by=by, at=at, unit=unit, reason=source, before=before, parent=parent.pk)
    unit.refresh_from_db()
    return unit


@transaction.atomic
def reopen_unit(unit_id: UUID, *, by: Authority, at: datetime, reason: str = "") -> Unit:
    """Take back a closing whose day has not passed: units, posts and holders end when they would have. Raises NoRight,
    BadDates.
    """
    unit = unit_by_id(unit_id)
    must_restructure(by, unit)
    closing = (
        OrganisationChange.objects.filter(unit=unit, verb="close_unit_with_successor").order_by("-at", "-pk").first()
    )
    if closing is None or unit.valid_to is None or unit.valid_to < localdate(at):
        raise BadDates("Chỉ bỏ được việc đóng khi ngày cuối chưa qua.")
    kinds = {model.__name__: model for model in (Unit, Post, Holding, Delegation)}
    for kind, key, before in closing.data.get("ended", []):
        kinds[kind]._default_manager.filter(pk=key).update(valid_to=date.fromisoformat(before) if before else None)
    Succession.objects.filter(predecessor=unit, on=unit.valid_to + timedelta(days=1)).delete()
    note("reopen_unit", by=by, at=at, unit=unit, reason=reason)
    unit.refresh_from_db()
    return unit
