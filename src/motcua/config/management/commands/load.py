"""`motcua load`: organisation, calendars and procedures from the catalogue into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from motcua.config.preparation import load


class Command(BaseCommand):
    help = "Nạp cơ cấu tổ chức, lịch làm việc và thủ tục từ thư mục catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        load(self.stdout.write)
