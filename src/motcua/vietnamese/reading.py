"""What every reader of typed text shares: the refusal, and how typed text is made plain."""

import unicodedata

from motcua.vietnamese.sentences import Sentence


class NotUnderstood(ValueError):
    """Typed text that cannot be read; its message tells the citizen what is wrong and the mend."""


def plain(typed: str, *, at_most: int = 60) -> str:
    """Typed text with full-width digits made plain, NUL and outer spaces gone.

    Refused with `NotUnderstood` beyond `at_most` characters: no date or number is that long, and
    Python needs time quadratic in the length to read a giant number.
    """
    if len(typed) > at_most:
        raise NotUnderstood(Sentence("Nội dung dài quá %(most)d ký tự. Hãy nhập ngắn lại.", {"most": at_most}))
    return unicodedata.normalize("NFKC", typed).replace("\0", "").strip()
