"""Texts over SMPP: long ones in parts, without marks in GSM-7 and with marks in UCS-2; reports and answers heard."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.correspondence.ports import Heard, Incoming, PermanentFailure, Report, Slower, TemporaryFailure
from motcua.correspondence.rules.lengths import cut, read_gsm

from . import smpp

NUMBER = re.compile(r"\+[1-9]\d{7,14}")  # E.164
UCS2 = 8
FATES = {"DELIVRD": "delivered", "EXPIRED": "expired", "UNDELIV": "failed", "REJECTD": "failed", "DELETED": "failed"}
STATES = {2: "delivered", 3: "expired", 4: "failed", 5: "failed", 8: "failed"}  # §5.2.28
AGAIN_AFTER = 2.0  # seconds between two tries to open a line that fell


@dataclass(frozen=True, slots=True)
class Told:
    """Something heard, and the line on which it is to be acknowledged."""

    session: smpp.Session
    delivered: smpp.Delivered


class SmppSms:
    """One SMSC. The line is opened when it is first needed, and again when it fell."""

    def __init__(self, line: smpp.Line, *, sender: str, wants_reports: bool = True, hexadecimal: bool = False) -> None:
        self.line, self.sender, self.wants_reports = line, sender, wants_reports
        # Some SMSCs name a message in hexadecimal when they take it and in decimal in the report.
        self.hexadecimal = hexadecimal
        self._session: smpp.Session | None = None
        self._opening = threading.Lock()
        self._failed_at = 0.0
        self._long_texts = itertools.count(int(time.time()))

    def send(self, *, key: str, address: str, subject: str, body: str, tag: str = "") -> str:
        """Hand a text over part by part; the SMSC's name for its last part, for which a report is asked."""
        if NUMBER.fullmatch(address) is None:
            raise PermanentFailure("số điện thoại không đúng")
        alphabet, parts = cut(body)
        number = next(self._long_texts) % 256
        reference = ""
        for place, part in enumerate(parts, 1):
            header = bytes((5, 0, 3, number, len(parts), place)) if len(parts) > 1 else b""
            pdu = smpp.submitted(
                source=self.sender,
                destination=address,
                text=header + part,
                data_coding=UCS2 if alphabet == "ucs2" else 0,
                with_header=bool(header),
                wants_report=self.wants_reports and place == len(parts),
            )
            reference = self._submitted(pdu)
        return self._named(reference)

    def _submitted(self, pdu: bytes) -> str:
        try:
            return self._line().submit(pdu)
        except smpp.Refused as why:
            if why.status in smpp.THROTTLED:
                raise Slower("nhà mạng xin gửi chậm lại") from why
            if why.status in smpp.FOR_GOOD:
                raise PermanentFailure(f"nhà mạng từ chối tin này ({why})") from why
            raise TemporaryFailure(f"nhà mạng chưa nhận ({why})") from why
        except smpp.LineDown as why:
            self._drop()
            raise TemporaryFailure(f"nhà mạng không trả lời ({why})") from why

    def probe(self) -> None:
        """Ask over the line whether the SMSC is there. Raises TemporaryFailure."""
        try:
            self._line().enquire()
        except (smpp.LineDown, smpp.Refused) as why:
            self._drop()
            raise TemporaryFailure(f"nhà mạng không trả lời ({why})") from why

    def heard(self) -> Sequence[tuple[object, Heard]]:
        """Reports and texts that came in; what is neither is acknowledged and let be."""
        try:
            session = self._line()
        except (smpp.LineDown, smpp.Refused, TemporaryFailure):
            return []
        found: list[tuple[object, Heard]] = []
        while session.heard:
            delivered = session.heard.popleft()
            said = read_report(delivered) if delivered.esm_class & smpp.RECEIPT else read_text(delivered)
            if said is None:
                self.acknowledge(Told(session, delivered))
            else:
                found.append((Told(session, delivered), said))
        return found

    def acknowledge(self, token: object) -> None:
        """Tell the SMSC that it is written down; a line that fell meanwhile will hear it again."""
        if isinstance(token, Told):
            with contextlib.suppress(smpp.LineDown):
                token.session.acknowledge(token.delivered)

    def close(self) -> None:
        self._drop()

    def _line(self) -> smpp.Session:
        session = self._session
        if session is not None and session.is_up:
            return session
        # One thread opens it; the others wait no longer than that one may take.
        if not self._opening.acquire(timeout=self.line.seconds * 2):
            raise smpp.LineDown("opening")
        try:
            if self._session is not None and self._session.is_up:
                return self._session
            if time.monotonic() - self._failed_at < AGAIN_AFTER:
                raise smpp.LineDown("a moment ago")
            try:
                self._session = smpp.Session(self.line)
            except (smpp.LineDown, smpp.Refused):
                self._failed_at = time.monotonic()
                raise
            return self._session
        finally:
            self._opening.release()

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _named(self, reference: str) -> str:
        if self.hexadecimal:
            with contextlib.suppress(ValueError):
                return str(int(reference, 16))
        return reference


_SAID = re.compile(r"\b(id|stat|err):\s*([^\s]+)", re.IGNORECASE)


def read_report(delivered: smpp.Delivered) -> Report | None:
    """What a report says: from its optional parameters, else from its text (appendix B); None for a half-way state."""
    said: Mapping[str, str] = {name.lower(): value for name, value in _SAID.findall(delivered.text.decode("latin-1"))}
    named = delivered.options.get(smpp.RECEIPTED_ID, b"").rstrip(b"\x00").decode("latin-1")
    reference = named or said.get("id", "")
    state = delivered.options.get(smpp.MESSAGE_STATE)
    fate = STATES.get(state[0]) if state else FATES.get(said.get("stat", "").upper()[:7])
    if not reference or fate is None:
        return None
    error = said.get("err", "").lstrip("0")
    return Report(reference[:100], fate, f"mã lỗi {error[:20]}" if error and fate != "delivered" else "")


def read_text(delivered: smpp.Delivered) -> Incoming | None:
    """Somebody's text. The line has no name for it: one of the same words within a minute is the same."""
    text = delivered.text
    if delivered.esm_class & smpp.HAS_HEADER and text:
        text = text[1 + text[0] :]
    said = text.decode("utf-16-be", "replace") if delivered.data_coding == UCS2 else read_gsm(text)
    sender = "+" + delivered.source.lstrip("+")
    if NUMBER.fullmatch(sender) is None:
        return None
    named = f"{sender} {said} {int(time.time()) // 60}"
    return Incoming(hashlib.sha256(named.encode()).hexdigest()[:40], sender, said[:500])
