"""`motcua demo`: makes the demonstration, throws it away and makes it anew, or shows its sign-ins."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from motcua.demo import making


class Command(BaseCommand):
    help = "Lập bản trình diễn với hồ sơ ở mọi trạng thái, ngày giờ quanh hôm nay."

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--if-empty", action="store_true", help="chỉ lập khi chưa có hồ sơ nào")
        how.add_argument("--anew", action="store_true", help="xóa hết dữ liệu trình diễn rồi lập lại")
        how.add_argument("--sign-ins", action="store_true", help="chỉ in các tài khoản dùng thử")

    def handle(self, *args: Any, if_empty: bool, anew: bool, sign_ins: bool, **options: Any) -> None:
        if not settings.DEMO_WANTED:
            raise CommandError("Đây không phải bản trình diễn (MOTCUA_DEMO=0), nên không lập và không xóa gì.")
        if sign_ins:
            self._show()
            return
        if anew:
            call_command("flush", interactive=False, verbosity=0)
            call_command("load", stdout=self.stdout)
        elif making.is_there():
            if not if_empty:
                raise CommandError("Đã có hồ sơ. Dùng --anew để xóa bản trình diễn và lập lại.")
            return
        self.stdout.write("Lập hồ sơ trình diễn …")
        made = making.make(timezone.now())
        self.stdout.write(f"Đã lập {made} hồ sơ trình diễn.")
        self._show()

    def _show(self) -> None:
        self.stdout.write(f"Tài khoản dùng thử (mật khẩu chung: {making.PASSWORD}):")
        for one in making.sign_ins():
            self.stdout.write(f"  {one.login:<20} {one.name} – {one.work}")
