"""Numbers and money read aloud, as written on receipts so that a figure cannot be altered."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LARGEST = 10**18 - 1


def number_in_words(number: int) -> str:
    """A whole number in words: 1205 → "một nghìn hai trăm linh năm".

    From minus to plus 10^18 - 1; beyond that `ValueError`.
    """
    if abs(number) > _LARGEST:
        raise ValueError("beyond a billion billions there are no everyday words")
    if number < 0:
        return f"âm {number_in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    return " ".join(_spoken(number, leading=True))


def money_in_words(amount: int) -> str:
    """An amount of đồng in words with a capital: 8000 → "Tám nghìn đồng"."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def _spoken(number: int, *, leading: bool) -> list[str]:
    """Words of a positive number; inside a larger one its empty hundreds are spoken ("không trăm").

    "tỷ" repeats as a unit of its own: 10^12 is "một nghìn tỷ".
    """
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn")):
        if number >= size:
            words = [*_spoken(number // size, leading=leading), name]
            rest = number % size
            return words + (_spoken(rest, leading=False) if rest else [])
    return _below_a_thousand(number, leading=leading)


def _below_a_thousand(number: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words: list[str] = []
    if hundreds or not leading:
        words += [_DIGITS[hundreds], "trăm"]
    tens, ones = divmod(rest, 10)
    if tens == 0:
        if ones:
            words += ["linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones:
        words.append(_last_digit(tens, ones))
    return words


def _last_digit(tens: int, ones: int) -> str:
    """The unit after a ten: one is "mốt" after hai mươi, five is always "lăm"."""
    if ones == 1 and tens > 1:
        return "mốt"
    return "lăm" if ones == 5 else _DIGITS[ones]
