"""Reading money, always scoped: a dossier's own for whoever may read it, an office's books for whoever may see them."""

from .books import CashBook, cash_book, cash_of, refunds
from .charges import Money, account_at, exemptions_for, money_of, receipt_for

__all__ = [
    "CashBook",
    "Money",
    "account_at",
    "cash_book",
    "cash_of",
    "exemptions_for",
    "money_of",
    "receipt_for",
    "refunds",
]
