"""A payment gateway of the published VNPay shape (version 2.1.0): `vnp_` parameters signed with HMAC-SHA512.

The payer is sent to an address whose sorted, encoded parameters are signed; the gateway's server tells ours in the same
way (IPN), and answers questions about an order (querydr) as JSON signed over its fields in a fixed order. Amounts go
in hundredths of a đồng, times in the zone of Hanoi. Source: VNPay's integration documents for merchants (PAY, IPN,
querydr).
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import secrets
import time
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from django.conf import settings

from motcua.adapters.deadlines import hung_up_after
from motcua.payments.ports import FalseNotice, GatewayDown, Order, Outcome

HANOI = timezone(timedelta(hours=7))
VERSION, HASH = "2.1.0", "vnp_SecureHash"
READ_AT_MOST = 65_536
FINE, NO_SUCH_ORDER = "00", "91"
# What an order may be there: paid, or not decided yet (01 begun, 07 paid but looked into); all else has failed.
PAID, UNDECIDED = "00", frozenset({"01", "07"})
QUESTION = (
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_TransactionDate",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
)
ANSWER = (
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
    "vnp_PromotionCode",
    "vnp_PromotionAmount",
)


def signature(secret: str, text: str) -> str:
    """HMAC-SHA512 in hexadecimal."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def signed_query(secret: str, told: Mapping[str, str]) -> str:
    """The parameters in the order of their names, encoded, with their signature at the end."""
    query = _query(told)
    return f"{query}&{HASH}={signature(secret, query)}"


class VnpayGateway:
    """The gateway at the addresses the settings name."""

    def __init__(self) -> None:
        self.terminal = settings.PAYMENT_GATEWAY_TERMINAL
        self.secret = settings.PAYMENT_GATEWAY_SECRET
        self.pay_url = settings.PAYMENT_GATEWAY_URL
        self.question_url = settings.PAYMENT_GATEWAY_QUESTION_URL
        self.seconds = float(settings.PAYMENT_GATEWAY_SECONDS)

    def address(self, order: Order, *, back: str, payer_address: str, language: str) -> str:
        """Where the payer is sent, signed."""
        told = {
            "vnp_Version": VERSION,
            "vnp_Command": "pay",
            "vnp_TmnCode": self.terminal,
            "vnp_Amount": str(order.amount * 100),
            "vnp_CurrCode": "VND",
            "vnp_TxnRef": order.reference,
            "vnp_OrderInfo": order.words,
            "vnp_OrderType": "other",
            "vnp_Locale": "en" if language == "en" else "vn",
            "vnp_ReturnUrl": back,
            "vnp_IpAddr": payer_address,
            "vnp_CreateDate": _moment(order.begun_at),
            "vnp_ExpireDate": _moment(order.expires_at),
        }
        return f"{self.pay_url}?{signed_query(self.secret, told)}"

    def heard(self, told: Mapping[str, str]) -> Outcome:
        """A notice, proven by its signature. Raises FalseNotice."""
        signed = {
            name: value
            for name, value in told.items()
            if name.startswith("vnp_") and name not in (HASH, "vnp_SecureHashType") and value
        }
        expected = signature(self.secret, _query(signed))
        if not self.secret or not hmac.compare_digest(expected, told.get(HASH, "").lower()):
            raise FalseNotice("false signature")
        if signed.get("vnp_TmnCode") != self.terminal:
            raise FalseNotice("for another terminal")
        decided = {signed.get("vnp_ResponseCode", ""), signed.get("vnp_TransactionStatus", PAID)}
        paid = None if decided & UNDECIDED else decided == {PAID}
        return _outcome(signed, paid=paid, code=signed.get("vnp_ResponseCode", ""))

    def asked(self, order: Order, at: datetime) -> Outcome | None:
        """What became of an order. Raises GatewayDown, FalseNotice."""
        told = {
            "vnp_RequestId": secrets.token_hex(16),
            "vnp_Version": VERSION,
            "vnp_Command": "querydr",
            "vnp_TmnCode": self.terminal,
            "vnp_TxnRef": order.reference,
            "vnp_TransactionDate": _moment(order.begun_at),
            "vnp_CreateDate": _moment(at),
            "vnp_IpAddr": "127.0.0.1",
            "vnp_OrderInfo": order.words,
        }
        told[HASH] = signature(self.secret, "|".join(told[name] for name in QUESTION))
        said = self._posted(told)
        expected = signature(self.secret, "|".join(said.get(name, "") for name in ANSWER))
        if not hmac.compare_digest(expected, said.get(HASH, "").lower()):
            raise FalseNotice("câu trả lời của cổng không đúng chữ ký")
        if said.get("vnp_ResponseCode") == NO_SUCH_ORDER:
            return None
        if said.get("vnp_ResponseCode") != FINE:
            raise GatewayDown(f"cổng trả lời {said.get('vnp_ResponseCode', '')[:4]}")
        if said.get("vnp_TxnRef") != order.reference:
            raise FalseNotice("câu trả lời về đơn khác")
        status = said.get("vnp_TransactionStatus", "")
        return _outcome(said, paid=None if status in UNDECIDED else status == PAID, code=status)

    def _posted(self, told: Mapping[str, str]) -> dict[str, str]:
        parts, until = urlsplit(self.question_url), time.monotonic() + self.seconds
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.seconds)
        try:
            connection.connect()
            with hung_up_after(connection.sock, until - time.monotonic()):
                body, head = json.dumps(told).encode(), {"Content-Type": "application/json"}
                connection.request("POST", parts.path or "/", body, head)
                answer = connection.getresponse()
                text = answer.read(READ_AT_MOST)
            found: Any = json.loads(text) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, ValueError) as failure:
            raise GatewayDown(f"cổng không trả lời: {type(failure).__name__}") from failure
        finally:
            connection.close()
        if not isinstance(found, dict):
            raise GatewayDown("cổng trả lời không đọc được")
        return {str(name): "" if value is None else str(value) for name, value in found.items()}


def _outcome(said: Mapping[str, str], *, paid: bool | None, code: str) -> Outcome:
    hundredths = said.get("vnp_Amount", "")
    whole = hundredths.isascii() and hundredths.isdigit() and len(hundredths) < 20 and hundredths.endswith("00")
    amount = int(hundredths) // 100 if whole else -1
    told = {name: value[:200] for name, value in said.items() if name != HASH}
    return Outcome(said.get("vnp_TxnRef", ""), amount, paid, code, said.get("vnp_TransactionNo", "")[:40], told)


def _query(told: Mapping[str, str]) -> str:
    return urlencode(sorted(told.items()), quote_via=quote_plus)


def _moment(at: datetime) -> str:
    return at.astimezone(HANOI).strftime("%Y%m%d%H%M%S")
