"""A procedure's form on paper, for whoever fills it in with a pen and brings it to the counter."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.timezone import localdate

from motcua.procedures import queries as procedures
from motcua.procedures.queries import PublishedVersion
from motcua.vietnamese import format_date

from ..rules.blank_form import blank

# A version never changes; what does (lists of peoples and countries, this program) changes within a day.
KEPT_SECONDS = 86_400


def blank_form(version: PublishedVersion, *, address: str) -> bytes:
    """The form of a version with nothing filled in, as PDF; `address` is the procedure's page, for the QR.

    Belongs to nobody and is no numbered paper: it is drawn once a day and kept, however often it is fetched.
    """
    # typst is large: only who prints a paper loads it.
    from ..rendering import paper_pdf

    key = f"blank-form:{version.id}:{localdate():%Y%m%d}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        says = blank(version.definition, procedures.form_context(version.definition, on=localdate()))
        kept = paper_pdf("blank_form", says["title"], {**says, **_frame(version)}, verify_address=address)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _frame(version: PublishedVersion) -> dict[str, str]:
    since = format_date(version.valid_from)
    foot = (
        f"Tờ khai này hỏi đúng những gì trang nộp trực tuyến hỏi; thủ tục áp dụng từ {since}. Điền rồi mang đến "
        "bộ phận Một cửa cùng giấy tờ, hoặc quét mã để điền trên mạng. Tờ khai không bán."
    )
    return {"office": "Một Cửa", "code": version.definition.name, "paper": "a4", "foot": foot}
