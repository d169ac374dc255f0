"""`motcua outbox` shows what waits and what was given up; `motcua outbox resend` puts dead letters back."""

from __future__ import annotations

import getpass
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from motcua.correspondence.actions import resend
from motcua.correspondence.queries import dead_letters, outbox
from motcua.correspondence.rules.wording import masked
from motcua.vietnamese import format_moment


class Command(BaseCommand):
    help = "list: xem tin đang chờ và tin không gửi được; resend: gửi lại tin không gửi được, có ghi lại ai và vì sao"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", choices=["list", "resend"], default="list")
        parser.add_argument("ids", nargs="*", help="mã tin cần gửi lại; không ghi mã nào thì phải có --all")
        parser.add_argument("--all", action="store_true", dest="everything", help="gửi lại mọi tin không gửi được")
        parser.add_argument("--reason", default="", help="đã sửa gì mà gửi lại, ví dụ: đã gia hạn với nhà mạng")
        parser.add_argument("--who", default="", help="người gửi lại; không ghi thì là người đang dùng máy")
        parser.add_argument("--size", type=int, default=100, help="xem nhiều nhất bao nhiêu tin")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "list":
            self._list(options["size"])
        else:
            self._resend(options)

    def _list(self, size: int) -> None:
        stands = outbox()
        since = f", lâu nhất từ {format_moment(timezone.localtime(stands.oldest))}" if stands.oldest else ""
        self.stdout.write(f"Đang chờ: {stands.waiting} tin{since}. Không gửi được: {stands.dead} tin.")
        for message in dead_letters(size):
            written = format_moment(timezone.localtime(message.created_at))
            to = masked(message.address)
            self.stdout.write(
                f"{message.pk} {message.channel} {message.kind} {to} lúc {written}, "
                f"thử {message.attempts} lần: {message.last_error}"
            )

    def _resend(self, options: dict[str, Any]) -> None:
        if bool(options["ids"]) == options["everything"]:
            raise CommandError("Ghi mã tin cần gửi lại, hoặc --all để gửi lại tất cả.")
        if not options["reason"].strip():
            raise CommandError("Ghi lý do gửi lại: --reason '…'.")
        try:
            ids = None if options["everything"] else [UUID(one) for one in options["ids"]]
        except ValueError as why:
            raise CommandError("Mã tin không đúng; chép lại từ `motcua outbox`.") from why
        who = options["who"] or getpass.getuser()
        done = resend(ids, who=who, reason=options["reason"], at=timezone.now())
        if ids is not None and done < len(set(ids)):
            self.stderr.write(f"{len(set(ids)) - done} tin không có, hoặc không phải tin không gửi được.")
        self.stdout.write(f"Đã đưa {done} tin về hàng chờ.")
