"""Tables of the room: what is owed, what came in and by which way, receipts, books, and the bank's own word."""

from .books import CashClosing, Refund
from .charge import Charge, ChargeLine, Method, Payment
from .gateway import GatewayAttempt, GatewayNotice
from .receipt import MoneyReceipt, ReceiptPrint
from .statement import BankEntry, BankStatement, CollectionAccount

__all__ = [
    "BankEntry",
    "BankStatement",
    "CashClosing",
    "Charge",
    "ChargeLine",
    "CollectionAccount",
    "GatewayAttempt",
    "GatewayNotice",
    "Method",
    "MoneyReceipt",
    "Payment",
    "ReceiptPrint",
    "Refund",
]
