"""Personal data shown in part: enough for its owner to recognise, too little for anyone else.

The forms are those of the design: "0912 ••• 482", "001 188 ••• 482", "Nguyễn T. H. N•••". Text
too short to hide half of is hidden whole.
"""

HIDDEN = "•••"


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


def _national(phone: str) -> str:
    digits = _digits(phone)
    if phone.strip().startswith(("+84", "0084")):
        return "0" + digits.removeprefix("00").removeprefix("84")
    return digits


def format_phone(phone: str) -> str:
    """A phone number in groups, as read aloud: "+84912345482" → "0912 345 482"."""
    digits = _national(phone)
    if len(digits) < 9:
        return digits
    return f"{digits[:-6]} {digits[-6:-3]} {digits[-3:]}"


def mask_phone(phone: str) -> str:
    """A phone number for display to others: "+84912345482" → "0912 ••• 482"."""
    digits = _national(phone)
    if len(digits) < 9:
        return HIDDEN
    return f"{digits[:-6]} {HIDDEN} {digits[-3:]}"


def mask_identity_number(number: str) -> str:
    """An identity number for display to others: "001188123482" → "001 188 ••• 482".

    The older number of nine digits shows its first and last three: "012 ••• 789".
    """
    digits = _digits(number)
    if len(digits) == 12:
        return f"{digits[:3]} {digits[3:6]} {HIDDEN} {digits[-3:]}"
    if len(digits) == 9:
        return f"{digits[:3]} {HIDDEN} {digits[-3:]}"
    return HIDDEN


def mask_name(full_name: str) -> str:
    """A name for display to others: "Nguyễn Thị Hồng Nhung" → "Nguyễn T. H. N•••"."""
    words = full_name.split()
    if not words:
        return ""
    if len(words) == 1:
        return words[0][0] + HIDDEN
    middle = [f"{word[0]}." for word in words[1:-1]]
    return " ".join([words[0], *middle, words[-1][0] + HIDDEN])
