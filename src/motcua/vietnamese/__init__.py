"""The Vietnamese language itself: keys for search and order, dates, numbers, money, names.

The lowest room beside `working_time`: pure Python, knows no Django and nothing of the trade.
Everything a page, a receipt, a message or an export writes in Vietnamese is formatted here, so
that "9.200", "99,4%" and "thứ Hai, 17/12/2018" look the same everywhere.

Keys (store them in columns; they work alike on SQLite and PostgreSQL, without ICU):

- `search_key("Đặng Thị Huệ")` → ``"dang thi hue"``: compare with ``LIKE`` or index it.
- `sort_key("Đặng")`: ASCII text whose plain byte order is the order of a Vietnamese dictionary,
  base letters first, tones second.
- `given_name_sort_key`: the order of a class list (given name, then family and middle names).
- `slug("Đăng ký khai sinh")` → ``"dang-ky-khai-sinh"``.

Formats: `format_date`, `format_weekday_date`, `format_moment`, `format_number`, `format_percent`,
`format_money`, `money_in_words`, `format_duration`, `format_phone`. Readers: `parse_date`,
`parse_integer`, `parse_decimal`; they raise `NotUnderstood`, whose text says to the citizen what
is wrong and how to mend it. Masks for display: `mask_phone`, `mask_identity_number`, `mask_name`.
"""

from motcua.vietnamese.dates import (
    WEEKDAY_NAMES,
    format_date,
    format_day_month,
    format_moment,
    format_time,
    format_weekday_date,
    parse_date,
    weekday_name,
)
from motcua.vietnamese.durations import format_duration
from motcua.vietnamese.letters import search_key, slug, sort_key, without_marks
from motcua.vietnamese.masking import (
    format_phone,
    mask_identity_number,
    mask_name,
    mask_phone,
)
from motcua.vietnamese.names import family_name, given_name, given_name_sort_key, tidy_name
from motcua.vietnamese.numbers import (
    format_money,
    format_number,
    format_percent,
    parse_decimal,
    parse_integer,
)
from motcua.vietnamese.reading import NotUnderstood
from motcua.vietnamese.sentences import Sentence, Worded, in_other_words, term
from motcua.vietnamese.words import money_in_words, number_in_words

__all__ = [
    "WEEKDAY_NAMES",
    "NotUnderstood",
    "Sentence",
    "Worded",
    "family_name",
    "format_date",
    "format_day_month",
    "format_duration",
    "format_moment",
    "format_money",
    "format_number",
    "format_percent",
    "format_phone",
    "format_time",
    "format_weekday_date",
    "given_name",
    "given_name_sort_key",
    "in_other_words",
    "mask_identity_number",
    "mask_name",
    "mask_phone",
    "money_in_words",
    "number_in_words",
    "parse_date",
    "parse_decimal",
    "parse_integer",
    "search_key",
    "slug",
    "sort_key",
    "term",
    "tidy_name",
    "weekday_name",
    "without_marks",
]
