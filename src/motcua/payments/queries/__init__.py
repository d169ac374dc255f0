"""Reading money, always scoped: a dossier's own for whoever may read it, an office's books for whoever may see them."""

from .books import cash_book, refunds, taken_by_method
from .charges import account_at, money_of, paid_in_full, receipt_for
from .gateway import accounts_of, gateway_standing
from .statements import counts_by_state, entries, statements

__all__ = [
    "account_at",
    "accounts_of",
    "cash_book",
    "counts_by_state",
    "entries",
    "gateway_standing",
    "money_of",
    "paid_in_full",
    "receipt_for",
    "refunds",
    "statements",
    "taken_by_method",
]
