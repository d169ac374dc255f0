"""How long, how much, which papers."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from motcua.procedures.rules.limits import (
    NoLimit,
    fee_words,
    fees_for,
    limit_for,
    limit_words,
    published_limit,
    total_of,
)
from motcua.procedures.rules.papers import missing_papers, papers_for
from motcua.working_time import DueRule, Limit
from tests.procedures.examples import procedure, procedure_data


def test_the_most_specific_limit_wins() -> None:
    limits = [
        {"amount": 5, "unit": "working_day", "source": "a"},
        {"channel": "online", "amount": 4, "unit": "working_day", "source": "b"},
        {"case": "verify", "amount": 3, "unit": "working_day", "source": "c"},
        {"case": "verify", "channel": ["online", "post"], "amount": 2, "unit": "working_day", "source": "d"},
    ]
    definition = procedure(limits=limits)
    found = {
        (channel, case): published_limit(definition, channel=channel, case=case).span.amount
        for channel in ("desk", "online", "post")
        for case in ("standard", "verify")
    }
    assert found == {
        ("desk", "standard"): 5,
        ("online", "standard"): 4,
        ("post", "standard"): 5,
        ("desk", "verify"): 3,
        ("online", "verify"): 2,
        ("post", "verify"): 2,
    }


def test_the_due_rule_carries_cut_off_and_source() -> None:
    rule = limit_for(procedure(), channel="online", case="standard")
    assert rule == DueRule(Limit(1, "working_day"), time(15), True, "Luật Hộ tịch, Điều 16")


def test_a_limit_is_said_in_words() -> None:
    definition = procedure()
    assert limit_words(definition.limits[0]) == "trong ngày làm việc"
    assert limit_words(definition.limits[1]) == "3 ngày làm việc"


def test_no_limit_is_refused() -> None:
    with pytest.raises(NoLimit):
        limit_for(procedure(limits=[]), channel="online", case="standard")


def certified(**changed: Any) -> Any:
    data = procedure_data()
    fields = [
        {"id": "pages", "kind": "integer", "label": "Số trang"},
        {"id": "copies", "kind": "integer", "label": "Số bản"},
    ]
    data["form"]["pages"] = [{"key": "documents", "title": "Giấy gì?", "fields": fields}]
    fee = {
        "key": "certify",
        "name": "Lệ phí chứng thực",
        "kind": "fee",
        "per": "page",
        "steps": [{"up_to": 2, "amount": 2000}, {"amount": 1000}],
        "maximum": 200_000,
        "pages": "pages",
        "quantity": "copies",
        "source": "Thông tư 226/2016/TT-BTC",
    }
    return procedure(form=data["form"], fees=[fee | changed])


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [
        (1, 1, 2000),
        (2, 1, 4000),
        (3, 1, 5000),
        (10, 3, 36_000),
        (198, 1, 200_000),
        (500, 2, 400_000),
        (None, None, 2000),
    ],
)
def test_certified_copies_cost_by_page_and_at_most_200000_a_copy(pages: int, copies: int, amount: int) -> None:
    answers = {"pages": pages, "copies": copies}
    (line,) = fees_for(certified(), channel="desk", case="standard", answers=answers)
    assert line.total == amount


def test_rows_of_a_group_are_charged_one_by_one() -> None:
    data = procedure_data()
    fields = [{"id": "pages", "kind": "integer", "label": "Trang"}, {"id": "copies", "kind": "integer", "label": "Bản"}]
    group = {"id": "documents", "kind": "group", "label": "Giấy tờ", "fields": fields}
    data["form"]["pages"] = [{"key": "documents", "title": "Giấy gì?", "fields": [group]}]
    definition = procedure(form=data["form"], fees=[procedure_data()["fees"][0] | {"each": "documents"}])
    answers = {"documents": [{"pages": 1, "copies": 2}, {"pages": 3, "copies": 1}]}
    assert total_of(fees_for(definition, channel="desk", case="standard", answers=answers)) == 24_000


def test_copies_that_may_be_left_blank_cost_nothing_until_asked_for() -> None:
    assert total_of(fees_for(procedure(), channel="desk", case="standard", answers={})) == 0
    assert total_of(fees_for(procedure(), channel="desk", case="standard", answers={"copies": 2})) == 16_000


def test_a_fee_set_elsewhere_has_no_total_but_words() -> None:
    fee = {"key": "x", "name": "Lệ phí", "kind": "charge", "note": "theo nghị quyết của tỉnh", "source": "Luật"}
    (line,) = fees_for(procedure(fees=[fee]), channel="desk", case="standard")
    assert (line.total, line.explanation) == (None, "theo nghị quyết của tỉnh")


def test_a_fee_by_steps_is_said_in_words() -> None:
    words = fee_words(certified().fees[0]).replace("\xa0", " ")
    assert words == "2.000 đồng/trang đến trang thứ 2; 1.000 đồng/trang từ trang thứ 3, nhiều nhất 200.000 đồng/bản"


def test_papers_follow_case_and_answers() -> None:
    definition = procedure()
    keys = [one.paper.key for one in papers_for(definition, "standard", {"relation": "other"})]
    assert keys == ["notice", "identity", "consent"]
    assert [one.paper.key for one in papers_for(definition, "verify", {})] == ["identity"]


def test_a_paper_is_handed_in_or_only_shown() -> None:
    needed = papers_for(procedure(), "standard", {})
    assert [one.words for one in needed] == ["nộp 1 bản chính", "xuất trình bản chính"]
    assert [one.paper.key for one in missing_papers(needed, {})] == ["notice"]
    assert missing_papers(needed, {"notice": 1}) == []
