"""`motcua load_catalogue`: fields, divisions, lists and procedures; without a path, those that come with Một Cửa."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

import motcua
from motcua.procedures.actions import load_catalogue
from motcua.procedures.loading.reading import CatalogueError
from motcua.procedures.rules.refusals import Refused

CATALOGUE = Path(motcua.__file__).parent / "catalogue"
WORDS = {
    "fields": "lĩnh vực",
    "divisions": "đơn vị hành chính",
    "lists": "mục danh mục",
    "procedures": "thủ tục",
    "versions": "phiên bản",
    "offerings": "nơi nhận",
}


class Command(BaseCommand):
    help = "Nạp và công bố thủ tục, nạp địa giới và danh mục; chạy lại bao nhiêu lần cũng được."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=CATALOGUE, help="thư mục danh mục")

    def handle(self, *args: Any, path: Path, verbosity: int, **options: Any) -> None:
        try:
            loaded = load_catalogue(path, at=timezone.now())
        except (CatalogueError, Refused) as error:
            raise CommandError(str(error)) from error
        if verbosity:
            said = ", ".join(f"{number} {WORDS[what]}" for what, number in loaded.counts.items())
            self.stdout.write(f"Đã nạp: {said}." if said else "Không có gì thay đổi.")
