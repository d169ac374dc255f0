"""The tax code of an enterprise or another organisation, checked by its own digit.

Ten digits, the tenth a check on the nine before it; a branch adds three digits (Circular 105/2020/TT-BTC, article 5).
Since 1/7/2025 the personal identification number of twelve digits stands in its place for household businesses and
persons (Circular 86/2024/TT-BTC, article 5).
"""

from __future__ import annotations

import re
from datetime import date

from motcua.procedures.rules.identity_numbers import problem_with

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_WRONG = "Mã số thuế chưa đúng: chữ số cuối không khớp. Xem lại từng chữ số trên giấy đăng ký."
_LENGTH = "Mã số thuế có 10 hoặc 13 chữ số; hộ kinh doanh và cá nhân dùng số định danh 12 chữ số."


def bare(text: str) -> str:
    """The digits of a tax code as people type it, with spaces, dots or a dash before the branch."""
    return re.sub(r"[\s.-]", "", text)


def problem_of(digits: str, today: date) -> str:
    """What is wrong with a bare tax code, in plain Vietnamese; empty where nothing is."""
    if not digits:
        return "Hãy ghi mã số thuế."
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (10, 12, 13):
        return _LENGTH
    if len(digits) == 12:
        problem = problem_with(digits, today=today)
        return str(problem) if problem else ""
    return "" if _checked(digits[:10]) and digits[10:] != "000" else _WRONG


def _checked(ten: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, ten, strict=False))
    return 10 - total % 11 == int(ten[9])


def written(digits: str) -> str:
    """The tax code as papers write it: a branch after a dash."""
    return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits
