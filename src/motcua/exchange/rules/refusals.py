"""Why something is not done for a partner's program."""

from __future__ import annotations

from typing import Any


class ExchangeRefusal(Exception):
    """Nothing was done. `message` is plain Vietnamese for whoever writes the partner's program."""

    def __init__(self, message: str, **detail: Any) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class UnknownScope(ExchangeRefusal):
    """A word that is no scope, or one the partner was not given."""


class BadClient(ExchangeRefusal):
    """No such partner, a wrong secret, or one that was revoked."""


class NoMandate(ExchangeRefusal):
    """The partner has no officer's post in whose name it could act."""


class KeyReused(ExchangeRefusal):
    """The idempotency key came before with another request."""


class NoSuchThing(ExchangeRefusal):
    """There is none such for this partner."""


class BadAddress(ExchangeRefusal):
    """An address that we do not send to."""
