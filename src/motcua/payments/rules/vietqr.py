"""The VietQR text: an EMVCo merchant-presented code as NAPAS publishes it, to be read by every bank's application.

Sources: EMVCo QR Code Specification for Payment Systems (Merchant-Presented Mode) 1.1; NAPAS, the VietQR format for
transfers to accounts (QRIBFTTA). Every field is two digits of number, two of length, and its value; the last is a
checksum over all before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.vietnamese import without_marks

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
DYNAMIC = "12"  # for one payment, with its amount
DONG = "704"
PURPOSE_AT_MOST = 25
MOST = 9_999_999_999_999  # thirteen digits: as many as the amount's field takes


class BadQr(ValueError):
    """A text that no bank's application could read; the message says which part is wrong."""


@dataclass(frozen=True, slots=True)
class Payee:
    """Where the money goes: the bank's six-digit number (BIN) at NAPAS, the account, the holder's name."""

    bank: str
    account: str
    name: str


def vietqr(payee: Payee, *, amount: int, purpose: str) -> str:
    """The text of a code for `amount` đồng to an account; `purpose` is the transfer's memo. Raises BadQr."""
    if not (payee.bank.isascii() and payee.bank.isdigit() and len(payee.bank) == 6):
        raise BadQr("mã ngân hàng phải là 6 chữ số")
    if not (payee.account.isascii() and payee.account.isalnum() and 1 <= len(payee.account) <= 19):
        raise BadQr("số tài khoản phải là 1 đến 19 chữ số hoặc chữ cái")
    if not 0 < amount <= MOST:
        raise BadQr("số tiền phải lớn hơn 0")
    memo = memo_of(purpose)
    if not memo:
        raise BadQr("thiếu nội dung chuyển khoản")
    where = _field("00", payee.bank) + _field("01", payee.account)
    body = (
        _field("00", "01")
        + _field("01", DYNAMIC)
        + _field("38", _field("00", NAPAS) + _field("01", where) + _field("02", TO_ACCOUNT))
        + _field("53", DONG)
        + _field("54", str(amount))
        + _field("58", "VN")
        + _field("62", _field("08", memo))
        + "6304"
    )
    return body + f"{checksum(body):04X}"


def memo_of(purpose: str) -> str:
    """The memo as banks pass it on: plain letters; what is too long for the field loses its punctuation first."""
    plain = "".join(sign for sign in without_marks(purpose) if " " <= sign <= "~").strip()
    if len(plain) > PURPOSE_AT_MOST:
        plain = "".join(sign for sign in plain if sign.isalnum())
    return plain[-PURPOSE_AT_MOST:]


def checksum(text: str) -> int:
    """CRC-16 of ISO/IEC 13239 as EMVCo asks for it: polynomial 0x1021, beginning with 0xFFFF."""
    left = 0xFFFF
    for octet in text.encode("ascii"):
        left ^= octet << 8
        for _ in range(8):
            left = (left << 1) ^ 0x1021 if left & 0x8000 else left << 1
            left &= 0xFFFF
    return left


def _field(number: str, value: str) -> str:
    return f"{number}{len(value):02d}{value}"
