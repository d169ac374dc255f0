"""Who may touch money: the desk takes it, a second person approves what goes back, whoever leads or inspects reads."""

from __future__ import annotations

from uuid import UUID

from motcua.organisation.rules.authority import Authority, Function

CASHIERS = frozenset({Function.RECEIVER, Function.DESK_HEAD})
KEEPERS = frozenset({Function.DESK_HEAD, Function.APPROVER})


def may_take_money(by: Authority, office_id: UUID) -> bool:
    """Whoever receives dossiers at the office's desk, and its head."""
    return bool(by.functions_at(office_id) & CASHIERS)


def may_keep_accounts(by: Authority, office_id: UUID) -> bool:
    """The head of the desk and the leaders: exemptions beyond the desk, refunds, the bank's files."""
    return bool(by.functions_at(office_id) & KEEPERS)


def may_see_books(by: Authority, office_id: UUID) -> bool:
    """Who keeps accounts or takes money there, and whoever inspects the office."""
    return may_take_money(by, office_id) or may_keep_accounts(by, office_id) or office_id in by.inspected_office_ids
