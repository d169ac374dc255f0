"""Laws are cited in English as a lawyer abroad would read them; their numbers stay."""

from __future__ import annotations

import pytest

from motcua.vietnamese.citations import citation_in_english

ABOUT = {"Luật Hộ tịch": "Law on civil status", "Bộ luật Lao động": "Labour Code"}


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Điều 17 Nghị định 61/2018/NĐ-CP", "Decree 61/2018/NĐ-CP, article 17"),
        ("Nghị định 123/2015/NĐ-CP, Điều 22", "Decree 123/2015/NĐ-CP, article 22"),
        ("Luật Hộ tịch 60/2014/QH13, Điều 16", "Law 60/2014/QH13 on civil status, article 16"),
        ("khoản 3 Điều 111 Bộ luật Lao động số 45/2019/QH14", "Labour Code 45/2019/QH14, article 111(3)"),
        ("điểm a khoản 2 Điều 5 Quyết định 766/QĐ-TTg", "Decision 766/QĐ-TTg, article 5(2)(a)"),
        ("Điều 13 đến Điều 16", "articles 13 to 16"),
        ("Điều 5, 7, 20, 22", "articles 5, 7, 20 and 22"),
        ("Thông tư liên tịch 05/2015/TTLT-BTP-BCA-BYT", "Joint Circular 05/2015/TTLT-BTP-BCA-BYT"),
        (
            "Nghị định 43/2014/NĐ-CP, Điều 61, sửa bởi Nghị định 01/2017/NĐ-CP",
            "Decree 43/2014/NĐ-CP, article 61, amended by Decree 01/2017/NĐ-CP",
        ),
        (
            "Thông báo số 9441/TB-BNV theo Công văn số 9859/VPCP-KGVX ngày 13/10/2025",
            "Notice 9441/TB-BNV under Official Letter 9859/VPCP-KGVX of 13/10/2025",
        ),
        ("Kế hoạch tuyển sinh hằng năm", "Kế hoạch tuyển sinh hằng năm"),
    ],
)
def test_a_citation_in_english(vietnamese: str, english: str) -> None:
    assert citation_in_english(vietnamese, ABOUT.__getitem__) == english
