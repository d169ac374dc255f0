"""Names of people: family name first, given name last, and lists ordered by either."""

from motcua.vietnamese.letters import sort_key


def tidy_name(full_name: str) -> str:
    """The name with single spaces; small or all-capital words get a capital first letter each.

    A word that already mixes cases ("McDonald", "H'Hen") is left as its owner wrote it.
    """
    return " ".join(
        word[:1].upper() + word[1:].lower() if word == word.lower() or word == word.upper() else word
        for word in full_name.split()
    )


def given_name(full_name: str) -> str:
    """The name one is called by: the last word ("Nguyễn Thị Ánh Tuyết" → "Tuyết")."""
    return full_name.split()[-1] if full_name.split() else ""


def family_name(full_name: str) -> str:
    """The first word ("Nguyễn Thị Ánh Tuyết" → "Nguyễn"); empty when there is only one word."""
    words = full_name.split()
    return words[0] if len(words) > 1 else ""


def given_name_sort_key(full_name: str) -> str:
    """The order of a class list: given name, then family name and middle names.

    `sort_key` of the full name orders by family name, as registers and rolls of officials do.
    """
    words = full_name.split()
    return f"{sort_key(given_name(full_name))}0{sort_key(' '.join(words[:-1]))}"
