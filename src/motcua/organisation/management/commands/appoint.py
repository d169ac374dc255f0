"""`motcua appoint`: give an officer a post, above all the first administrator of a new installation."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motcua.accounts.queries import account_by_login
from motcua.organisation.actions.hold_posts import give_post
from motcua.organisation.models import Post
from motcua.organisation.queries.units import in_force
from motcua.organisation.rules.authority import SYSTEM, Function


class Command(BaseCommand):
    help = "Phân công một cán bộ giữ vị trí ở một đơn vị, kể từ hôm nay hoặc một ngày khác."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="tên đăng nhập của cán bộ")
        parser.add_argument("unit", help="mã định danh của đơn vị, ví dụ 000.01.05.H05")
        parser.add_argument("function", choices=[function.value for function in Function])
        parser.add_argument("--from", dest="first", type=date.fromisoformat, help="năm-tháng-ngày; bỏ trống là hôm nay")

    def handle(
        self, *args: Any, login: str, unit: str, function: str, first: date | None = None, **options: Any
    ) -> None:
        now = timezone.now()
        first = first or timezone.localdate(now)
        account = account_by_login(login)
        if account is None:
            raise CommandError(f"Chưa có tài khoản {login}; tạo bằng `motcua create_officer`.")
        posts = Post.objects.filter(in_force(first), unit__code=unit, function=function).order_by("title")
        post = posts.first()
        if post is None:
            raise CommandError(f"Đơn vị {unit} không có vị trí “{function}” vào ngày {first:%d/%m/%Y}.")
        give_post(post.pk, by=SYSTEM, at=now, account_id=account.pk, first=first, kind="holder")
        self.stdout.write(f"{account.full_name} giữ vị trí {post.title} từ {first:%d/%m/%Y}.")
