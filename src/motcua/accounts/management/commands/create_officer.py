"""`motcua create_officer`: an account for an officer; the password is asked for, never given on the command line."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motcua.accounts.actions import create_officer
from motcua.accounts.rules.refusals import AccountRefusal


class Command(BaseCommand):
    help = "Tạo tài khoản cán bộ. Mật khẩu được hỏi khi chạy, hoặc lấy từ biến MOTCUA_OFFICER_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--email", default="")
        parser.add_argument("--phone", default="")

    def handle(self, *args: Any, username: str, full_name: str, email: str, phone: str, **options: Any) -> None:
        password = os.environ.get("MOTCUA_OFFICER_PASSWORD") or getpass.getpass("Mật khẩu: ")
        try:
            account = create_officer(username, password, full_name, at=timezone.now(), email=email, phone=phone)
        except AccountRefusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Đã tạo tài khoản {account.login}.")
