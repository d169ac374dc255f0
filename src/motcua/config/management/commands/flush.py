"""Django's `flush`, as the owner of the tables: the application's own role may not empty them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.core.management.commands import flush
from django.db import connections


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        with getattr(connections[options["database"]], "as_owner", nullcontext)():
            super().handle(**options)
