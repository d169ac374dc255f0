"""`motcua doctor`: what is wrong with this installation, in plain words."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from motcua.config.doctor import findings

MARKS = {"well": "✓", "warning": "!", "wrong": "✗"}
SUMMARY = {
    "vi": ("Mọi thứ đều ổn.", "Có {wrong} chỗ sai và {warning} chỗ cần lưu ý."),
    "en": ("All is well.", "{wrong} things are wrong and {warning} deserve attention."),
}


class Command(BaseCommand):
    help = "Nói bằng lời thường những gì chưa ổn; mã thoát khác 0 khi có chỗ sai."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ của kết quả")

    def handle(self, *args: Any, **options: Any) -> None:
        counted = {"well": 0, "warning": 0, "wrong": 0}
        for finding in findings():
            counted[finding.level] += 1
            self.stdout.write(f" {MARKS[finding.level]} {getattr(finding, options['lang'])}")
        well, otherwise = SUMMARY[options["lang"]]
        self.stdout.write("\n" + (otherwise.format(**counted) if counted["wrong"] or counted["warning"] else well))
        if counted["wrong"]:
            sys.exit(1)
