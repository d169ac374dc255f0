"""`motcua calendar_day`: a decreed holiday, a make-up working day or a closure; for the country or one unit."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motcua.organisation.actions import add_calendar_day, remove_calendar_day
from motcua.organisation.models import CalendarDay
from motcua.organisation.queries.units import unit_by_code
from motcua.organisation.rules.authority import SYSTEM
from motcua.organisation.rules.refusals import OrganisationRefusal

ORDINARY = "ordinary"


class Command(BaseCommand):
    help = "Ghi một ngày nghỉ lễ, làm bù hay đóng cửa, cho cả nước hoặc một đơn vị; rồi chạy recompute_due_dates."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("day", type=date.fromisoformat, help="năm-tháng-ngày")
        parser.add_argument("kind", choices=[*CalendarDay.Kind.values, ORDINARY], help="ordinary: bỏ ngày đặc biệt")
        parser.add_argument("name", nargs="?", default="", help="tên ngày, ví dụ “Quốc khánh”")
        parser.add_argument("--unit", default="", help="mã định danh của đơn vị; bỏ trống là cả nước")
        parser.add_argument("--source", default="", help="căn cứ: số quyết định, thông báo")
        parser.add_argument("--like", type=int, choices=range(7), help="làm bù theo giờ của thứ mấy (0 là thứ Hai)")
        parser.add_argument("--hours", nargs="+", default=[], help="buổi làm việc hoặc đóng cửa: 07:30-11:30 …")

    def handle(self, *args: Any, day: date, kind: str, name: str, unit: str, **options: Any) -> None:
        now = timezone.now()
        try:
            unit_id = unit_by_code(unit, timezone.localdate(now)).pk if unit else None
            if kind == ORDINARY:
                remove_calendar_day(unit_id, by=SYSTEM, at=now, day=day, reason=options["source"])
            else:
                add_calendar_day(
                    unit_id,
                    by=SYSTEM,
                    at=now,
                    day=day,
                    kind=kind,
                    name=name or str(CalendarDay.Kind(kind).label),
                    source=options["source"],
                    follows_weekday=options["like"],
                    sessions=[session.split("-") for session in options["hours"]] or None,
                )
        except OrganisationRefusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Đã ghi {day:%d/%m/%Y}. Chạy `motcua recompute_due_dates` để tính lại ngày hẹn.")
