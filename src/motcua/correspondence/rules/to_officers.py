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


def unanswered(*, code: str, procedure: str, filed: str, due: str, address: str, office: str) -> Words:
    """Nobody answered a filing within the legal time; for whoever heads the desk."""
    body = (
        f"Hồ sơ {code}, {procedure}, nộp lúc {filed}, chưa được trả lời. Hạn trả lời: {due}. "
        "Tiếp nhận, yêu cầu bổ sung hoặc từ chối ngay."
    )
    return _letter(f"Quá hạn trả lời hồ sơ {code}", body, address, office)


def _letter(subject: str, body: str, address: str, office: str) -> Words:
    return Words(subject, body, f"{body}\n\nMở hồ sơ: {address}\n\n--\n{office}\n{SIGN_OFF}", "")
