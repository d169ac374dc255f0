"""`motcua load_organisation`: agencies, posts and calendars from YAML files; without a path, those of the catalogue."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motcua.organisation.loading import load
from motcua.organisation.rules.refusals import BadPlan

WORDS = {
    "calendar": "ngày và giờ làm việc",
    "units": "đơn vị",
    "posts": "vị trí",
    "successions": "kế thừa",
    "people": "người dùng thử",
    "holdings": "phân công dùng thử",
}


class Command(BaseCommand):
    help = "Nạp cơ cấu tổ chức và lịch làm việc; chạy lại bao nhiêu lần cũng được."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="tệp YAML; bỏ trống để nạp các ví dụ đi kèm")
        parser.add_argument("--demo", action="store_true", help="nạp cả những người không có thật để dùng thử")

    def handle(self, *args: Any, paths: list[Path], demo: bool, verbosity: int, **options: Any) -> None:
        try:
            loaded = load(paths, at=timezone.now(), demo=demo)
        except BadPlan as error:
            raise CommandError(error.message) from error
        if verbosity:
            said = ", ".join(f"{number} {WORDS[what]}" for what, number in loaded.counts.items())
            self.stdout.write(f"Đã nạp: {said}." if said else "Không có gì thay đổi.")
