"""What somebody wrote, on a page that is read in English."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from motcua.pages.components.typed_words import as_typed


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Có", "Yes"),
        ("19/11/2026", "19 Nov 2026"),
        ("Nghị định 61/2018/NĐ-CP, Điều 17", "Decree 61/2018/NĐ-CP, article 17"),
        ("Ảnh <b>mờ</b>", '<span lang="vi">Ảnh &lt;b&gt;mờ&lt;/b&gt;</span>'),
        ("plain", "plain"),
    ],
)
def test_in_english_the_known_is_said_and_the_rest_is_marked(written: str, shown: str) -> None:
    with translation.override("en"):
        assert as_typed(written) == shown
        assert as_typed(mark_safe(shown)) == shown
    with translation.override("vi"):
        assert as_typed(written) == written
