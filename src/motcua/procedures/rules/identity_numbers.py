"""The personal identification number and what can be read from it.

Twelve digits: three for the province (or, from 100 on, the country) of birth registration, one for century and
sex, two for the year of birth, six at random. Source: Decree 137/2015/NĐ-CP, Article 13, in force from
2016-01-01; Law on Identification 26/2023/QH15, Article 12. A number whose year or sex was corrected is issued
anew, so it agrees with the papers. The older nine digits carry no check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.procedures.rules.messages import Message
from motcua.vietnamese import Sentence

# Provinces in which a number may have been registered: the 63 of before 2025-07-01; the merged provinces use theirs on.
_PROVINCES = """
001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042
044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087
089 091 092 093 094 095 096
"""
PROVINCE_CODES = frozenset(_PROVINCES.split())


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """What a twelve-digit number says of its holder."""

    registered_at: str
    sex: str
    birth_year: int


def facts_of(number: str) -> IdentityFacts:
    """Read the facts from twelve digits."""
    century_and_sex = int(number[3])
    return IdentityFacts(
        registered_at=number[:3],
        sex="male" if century_and_sex % 2 == 0 else "female",
        birth_year=1900 + 100 * (century_and_sex // 2) + int(number[4:6]),
    )


def problem_with(
    number: str,
    *,
    today: date,
    sex: str | None = None,
    birth: Mapping[str, int | None] | None = None,
    allow_old: bool = False,
) -> Message | None:
    """Say what is wrong with an identity number, in plain words, or nothing.

    ``number`` is bare digits; ``sex`` and ``birth`` are what was declared of the same person, where known.
    """
    if not number.isascii() or not number.isdigit():
        return Message("identity_letters", "Số định danh chỉ gồm chữ số. Hãy xóa chữ và dấu khác rồi ghi lại.")
    if len(number) == 9 and allow_old:
        return None
    if len(number) != 12:
        wanted = "12 chữ số (hoặc 9 chữ số nếu là chứng minh nhân dân cũ)" if allow_old else "12 chữ số"
        text = "Bạn ghi %(length)s chữ số; số định danh có %(wanted)s. Hãy xem lại trên thẻ."
        return Message("identity_length", text, {"length": len(number), "wanted": Sentence(wanted)})
    facts = facts_of(number)
    if facts.registered_at not in PROVINCE_CODES and int(facts.registered_at) < 100:
        text = "Ba số đầu %(start)s không phải mã tỉnh, thành phố nào. Hãy xem lại trên thẻ."
        return Message("identity_province", text, {"start": facts.registered_at})
    return _disagreement(facts, today, sex, (birth or {}).get("year"))


def _disagreement(facts: IdentityFacts, today: date, sex: str | None, birth_year: int | None) -> Message | None:
    if facts.birth_year > today.year:
        text = "Theo số này, người này sinh năm %(year)s, là năm chưa đến. Hãy xem lại số thứ tư đến thứ sáu."
        return Message("identity_future", text, {"year": facts.birth_year})
    if birth_year is not None and facts.birth_year != birth_year:
        text = "Số này là của người sinh năm %(number)s, nhưng năm sinh đã ghi là %(declared)s. Hãy xem lại cả hai."
        return Message("identity_birth", text, {"number": facts.birth_year, "declared": birth_year})
    if sex in ("male", "female") and facts.sex != sex:
        words = {"male": Sentence("nam"), "female": Sentence("nữ")}
        text = "Số này là của %(number)s, nhưng giới tính đã ghi là %(declared)s. Hãy xem lại số hoặc giới tính."
        return Message("identity_sex", text, {"number": words[facts.sex], "declared": words[sex]})
    return None
