"""One file per verb about money. Every page, worker and notice calls these, so that they cannot differ."""

from .cancel_receipt import cancel_receipt
from .charging import correct_charge, exempt
from .close_day import close_day
from .print_receipt import print_receipt
from .refunds import ask_refund, decide_refund, pay_refund
from .take_cash import take_cash

__all__ = [
    "ask_refund",
    "cancel_receipt",
    "close_day",
    "correct_charge",
    "decide_refund",
    "exempt",
    "pay_refund",
    "print_receipt",
    "take_cash",
]
