"""Whether two words are the same but for one slip of the finger."""

from __future__ import annotations

SHORTEST = 4


def is_slip_of(typed: str, meant: str) -> bool:
    """Whether `typed` is `meant` with one letter wrong, missing, too many, or two neighbours swapped.

    Words of fewer than four letters are never taken for another: in Vietnamese one letter there is another word.
    """
    if typed == meant:
        return True
    if min(len(typed), len(meant)) < SHORTEST or abs(len(typed) - len(meant)) > 1:
        return False
    at = next((n for n, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if at is None:
        return True  # one letter more at the end
    if len(typed) == len(meant):
        swapped = typed[at : at + 2] == meant[at : at + 2][::-1]
        return typed[at + 1 :] == meant[at + 1 :] or (swapped and typed[at + 2 :] == meant[at + 2 :])
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    return longer[at + 1 :] == shorter[at:]
