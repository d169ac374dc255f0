"""`motcua portal_differences`: what the national portal knows otherwise than we do, and why."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motcua.exchange.actions.differences import differences


class Command(BaseCommand):
    help = "So hồ sơ ở đây với Cổng Dịch vụ công quốc gia; in từng chỗ khác và vì sao. Mã thoát 1 nếu có chỗ khác."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=2, help="hồ sơ có thay đổi trong bao nhiêu ngày qua")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if not settings.NATIONAL_PORTAL:
            raise CommandError("Chưa kết nối Cổng quốc gia: đặt MOTCUA_NATIONAL_PORTAL.")
        found = differences(timezone.now(), back=timedelta(days=days))
        for one in found:
            self.stdout.write(
                f"{one.code}: {one.what}: ở đây {one.here or '–'}, bên kia {one.there or '–'} ({one.why})"
            )
        self.stdout.write(f"{len(found)} chỗ khác." if found else "Không có chỗ nào khác.")
        if found:
            raise SystemExit(1)
