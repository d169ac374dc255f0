"""Who may come in: the backend behind `django.contrib.auth`. Others (OIDC, OTP) stand beside it in settings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection
from django.http import HttpRequest

from .models import Account
from .rules import logins
from .rules.refusals import BadLogin


class PasswordBackend(BaseBackend):
    """A phone number or user name with its password."""

    def authenticate(
        self, request: HttpRequest | None, login: str | None = None, password: str | None = None, **other: Any
    ) -> Account | None:
        """The account, or None for unknown, wrong and closed alike, each after the same work."""
        login = login if login is not None else other.get(Account.USERNAME_FIELD) or other.get("username")
        if login is None or password is None:
            return None
        account = self._known(login)
        if account is None:
            make_password(password)  # an unknown login must not be recognised by a quick answer
            return None
        right = check_password(password, account.password, setter=self._rehash(account))
        return account if right and account.is_active else None

    def get_user(self, user_id: UUID) -> Account | None:
        """The account of a session if it is still open; in plain SQL, because every request asks it."""
        columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in Account._meta.concrete_fields)
        table, key = connection.ops.quote_name(Account._meta.db_table), Account._meta.pk
        found = Account.objects.raw(
            f"SELECT {columns} FROM {table} WHERE {connection.ops.quote_name(str(key.column))} = %s",  # noqa: S608 - own names
            [key.get_db_prep_value(user_id, connection)],
        )
        return next((account for account in found if account.is_active), None)

    @staticmethod
    def _known(login: str) -> Account | None:
        try:
            return Account.objects.filter(login=logins.login(login)).first()
        except BadLogin:
            return None

    @staticmethod
    def _rehash(account: Account) -> Any:
        def setter(raw: str) -> None:
            account.set_password(raw)
            account.save(update_fields=["password"])

        return setter
