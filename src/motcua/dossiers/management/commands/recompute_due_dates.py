"""`motcua recompute_due_dates`: after a holiday was decreed or a calendar corrected."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from motcua.dossiers.actions import recompute_due_dates
from motcua.organisation.rules.authority import SYSTEM


class Command(BaseCommand):
    help = "Tính lại ngày hẹn của mọi hồ sơ đang mở theo lịch làm việc hiện nay"

    def handle(self, *args: Any, **options: Any) -> None:
        moved = recompute_due_dates(by=SYSTEM, at=timezone.now())
        self.stdout.write(f"Đã tính lại; {moved} hồ sơ đổi ngày hẹn.")
