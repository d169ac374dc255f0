"""`motcua stand_in`: who is away, and to whom an officer's work is entrusted meanwhile."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motcua.accounts.queries import account_by_login
from motcua.organisation.actions import grant_delegation, record_leave
from motcua.organisation.models import Holding
from motcua.organisation.queries.units import in_force
from motcua.organisation.rules.authority import SYSTEM, Function
from motcua.organisation.rules.refusals import OrganisationRefusal


class Command(BaseCommand):
    help = "Ghi ngày nghỉ của một cán bộ (cấp phó làm thay), hoặc ủy quyền vị trí của họ cho một đồng nghiệp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="tên đăng nhập của người nghỉ")
        parser.add_argument("first", type=date.fromisoformat, help="từ ngày, năm-tháng-ngày")
        parser.add_argument("last", type=date.fromisoformat, help="đến hết ngày")
        parser.add_argument("--by", default="", help="tên đăng nhập của người được ủy quyền; bỏ trống là cấp phó")
        parser.add_argument("--function", choices=[f.value for f in Function], help="chỉ ủy quyền vị trí này")
        parser.add_argument("--reason", default="")

    def handle(
        self, *args: Any, login: str, first: date, last: date, by: str, function: str | None, **options: Any
    ) -> None:
        now, away = timezone.now(), _account_id(login)
        try:
            if not by:
                record_leave(away, by=SYSTEM, at=now, first=first, last=last, reason=options["reason"])
                self.stdout.write(f"{login} nghỉ từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}; cấp phó làm thay.")
                return
            held = Holding.objects.filter(in_force(first), account=away, kind=Holding.Kind.HOLDER)
            if function:
                held = held.filter(post__function=function)
            posts = list(held.order_by("pk").values_list("pk", flat=True))
            if not posts:
                raise CommandError(f"{login} không giữ vị trí nào như vậy vào ngày {first:%d/%m/%Y}.")
            for post in posts:
                grant_delegation(
                    post, by=SYSTEM, at=now, to_account_id=_account_id(by), first=first, last=last,
                    reason=options["reason"],
                )  # fmt: skip
        except OrganisationRefusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{by} làm thay {login} ở {len(posts)} vị trí đến hết {last:%d/%m/%Y}.")


def _account_id(login: str) -> UUID:
    account = account_by_login(login)
    if account is None:
        raise CommandError(f"Không có tài khoản {login}.")
    return account.pk
