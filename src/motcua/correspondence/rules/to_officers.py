"""What officers are told about the dossiers in their hands: short, with the code, never with the applicant's data."""

from __future__ import annotations

from .texts import SIGN_OFF
from .wording import Words


def reminder(*, code: str, procedure: str, who: str, said: str, due: str, address: str, office: str) -> Words:
    """A leader reminds whoever holds a dossier."""
    body = f"{who} nhắc bạn xử lý hồ sơ {code}, {procedure}. Hẹn trả: {due}."
    return _letter(f"Nhắc xử lý hồ sơ {code}", f"{body} Lời nhắc: {said}" if said else body, address, office)


def given(*, code: str, procedure: str, who: str, said: str, due: str, address: str, office: str) -> Words:
    """A leader has put a dossier into somebody's hands."""
    body = f"{who} giao cho bạn hồ sơ {code}, {procedure}. Hẹn trả: {due}."
    return _letter(f"Bạn được giao hồ sơ {code}", f"{body} Lý do: {said}" if said else body, address, office)


def _letter(subject: str, body: str, address: str, office: str) -> Words:
    return Words(subject, body, f"{body}\n\nMở hồ sơ: {address}\n\n--\n{office}\n{SIGN_OFF}", "")
