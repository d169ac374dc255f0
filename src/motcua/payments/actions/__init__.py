"""One file per verb about money. Every page, worker and notice calls these, so that they cannot differ."""

from .cancel_receipt import cancel_receipt
from .charging import correct_charge, exempt, exemptions_for
from .close_day import close_day
from .collecting import balance_of
from .gateway import begin_payment, gateway, hear_notice, order_of, payer_is_back
from .print_receipt import print_receipt
from .receipting import printed
from .refunds import ask_refund, decide_refund, pay_refund
from .set_account import set_account
from .statements import read_statement, set_entry_aside, settle_entry
from .take_cash import take_cash

__all__ = [
    "ask_refund",
    "balance_of",
    "begin_payment",
    "cancel_receipt",
    "close_day",
    "correct_charge",
    "decide_refund",
    "exempt",
    "exemptions_for",
    "gateway",
    "hear_notice",
    "order_of",
    "pay_refund",
    "payer_is_back",
    "print_receipt",
    "printed",
    "read_statement",
    "set_account",
    "set_entry_aside",
    "settle_entry",
    "take_cash",
]
