"""What a credit in the bank's file is: whose, and whether the amount is what was owed.

Banks drop the punctuation of a memo, change its case and write their own words around it, so a dossier's code is
looked for in the letters and digits alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from motcua.payments.rules.vietqr import PURPOSE_AT_MOST
from motcua.vietnamese import without_marks

SHORTEST = 10  # letters and digits of a code; fewer would be found by chance


@dataclass(frozen=True, slots=True)
class Found:
    """The state of an entry (`models.BankEntry.State`) and the code it was found by, empty for none."""

    state: str
    code: str = ""


def plain(text: str) -> str:
    """The letters and digits of a text, upper case, without marks."""
    return "".join(sign for sign in without_marks(text).upper() if sign.isascii() and sign.isalnum())


@dataclass(frozen=True, slots=True)
class Known:
    """The codes a transfer may name, by their letters and digits."""

    codes: dict[str, str]
    lengths: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, codes: Iterable[str]) -> Known:
        """Codes too short to be told from chance are left out."""
        bare = {plain(code)[-PURPOSE_AT_MOST:]: code for code in codes}  # as a code of ours wrote it into the memo
        kept = {one: code for one, code in bare.items() if len(one) >= SHORTEST}
        return cls(kept, tuple(sorted({len(one) for one in kept})))

    def named_in(self, words: str) -> list[str]:
        """The codes that stand in the words; one that lies within a longer one that fits too is left out."""
        text = plain(words)
        cut = (text[begin : begin + size] for size in self.lengths for begin in range(len(text) - size + 1))
        fitting = sorted({one for one in cut if one in self.codes})
        return [self.codes[one] for one in fitting if not any(one != other and one in other for other in fitting)]


def judged(*, codes: list[str], amount: int, balance: int, known_reference: bool) -> Found:
    """What a credit is; `balance` is what the dossier still owes, before this one."""
    if known_reference:
        return Found("doubled", codes[0] if len(codes) == 1 else "")
    if len(codes) != 1:
        return Found("unmatched")
    if balance <= 0 or amount > balance:
        return Found("over", codes[0])
    return Found("matched" if amount == balance else "short", codes[0])
