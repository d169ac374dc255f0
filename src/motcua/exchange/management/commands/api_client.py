"""`motcua api_client create|rotate|revoke|list`: access of other offices' programs, shown once, written down."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motcua.exchange import actions, queries
from motcua.exchange.rules.refusals import ExchangeRefusal
from motcua.exchange.rules.scopes import AccessScope
from motcua.organisation.queries.units import unit_by_code
from motcua.organisation.rules.refusals import NoSuchUnit


class Command(BaseCommand):
    help = "create: cấp quyền cho phần mềm kết nối; rotate: đổi khóa bí mật; revoke: thu hồi; list: xem danh sách"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["create", "rotate", "revoke", "list"])
        parser.add_argument("client", nargs="?", default="", help="mã ứng dụng (rotate, revoke) hoặc tên (create)")
        parser.add_argument("--unit", default="", help="mã đơn vị; ứng dụng chỉ thấy các cơ quan trong đơn vị này")
        parser.add_argument("--scopes", default="", help="cách nhau bằng dấu cách: " + " ".join(AccessScope))
        parser.add_argument("--officer", default="", help="tên đăng nhập cán bộ ủy nhiệm, cho dossiers:act")
        parser.add_argument("--keep-hours", type=int, default=24, help="khóa cũ còn dùng được bao nhiêu giờ (rotate)")
        parser.add_argument("--reason", default="")
        parser.add_argument("--who", default="", help="người làm; không ghi thì là người đang dùng máy")

    def handle(self, *args: Any, what: str, client: str, **options: Any) -> None:
        options["who"] = options["who"] or getpass.getuser()
        try:
            getattr(self, f"_{what}")(client, options)
        except (ExchangeRefusal, NoSuchUnit) as refusal:
            raise CommandError(refusal.message) from refusal

    def _create(self, name: str, options: dict[str, Any]) -> None:
        if not name or not options["unit"] or not options["scopes"]:
            raise CommandError("Ghi tên ứng dụng, --unit và --scopes.")
        at, mandate = timezone.now(), None
        if options["officer"]:
            mandate = queries.mandate_by_login(options["officer"])
            if mandate is None:
                raise CommandError(f"Không có cán bộ nào tên đăng nhập {options['officer']}.")
        unit = unit_by_code(options["unit"], timezone.localdate(at))
        made, secret = actions.create_client(
            name,
            unit_id=unit.pk,
            scopes=options["scopes"].split(),
            mandate_id=mandate,
            who=options["who"],
            at=at,
            reason=options["reason"],
        )
        self.stdout.write(f"client_id: {made.pk}\nclient_secret: {secret}")
        self.stderr.write("Khóa bí mật chỉ hiện một lần này. Giao cho đơn vị kết nối qua đường kín.")

    def _rotate(self, client: str, options: dict[str, Any]) -> None:
        keep = timedelta(hours=options["keep_hours"])
        secret = actions.rotate_secret(
            _id(client), who=options["who"], at=timezone.now(), keep=keep, reason=options["reason"]
        )
        self.stdout.write(f"client_id: {client}\nclient_secret: {secret}")
        self.stderr.write(f"Khóa cũ còn dùng được {options['keep_hours']} giờ.")

    def _revoke(self, client: str, options: dict[str, Any]) -> None:
        done = actions.revoke_client(_id(client), who=options["who"], at=timezone.now(), reason=options["reason"])
        self.stdout.write(f"Đã thu hồi {done.name}.")

    def _list(self, client: str, options: dict[str, Any]) -> None:
        for one in queries.clients():
            state = "đã thu hồi" if one.revoked_at else "đang dùng"
            officer = f" cán bộ {one.mandate.login}" if one.mandate else ""
            self.stdout.write(f"{one.pk} {one.name} [{one.unit.code}] {state}{officer}: {' '.join(one.scopes)}")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise CommandError("Ghi mã ứng dụng; xem bằng `motcua api_client list`.") from None
