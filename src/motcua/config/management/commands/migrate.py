"""Django's `migrate`, as the owner of the tables even where the application works as a lesser role."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with getattr(connections[options["database"]], "as_owner", nullcontext)():
            super().handle(*args, **options)
