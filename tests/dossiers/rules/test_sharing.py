"""A sick colleague's work, shared out among those who are there."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.sharing import METHODS, shared_out


def test_in_turns_everybody_gets_the_next_one() -> None:
    assert shared_out("abcde", ["An", "Bình"], {}, "turns") == [
        ("a", "An"), ("b", "Bình"), ("c", "An"), ("d", "Bình"), ("e", "An"),
    ]  # fmt: skip


def test_whoever_holds_fewest_gets_the_next_one() -> None:
    given_to = Counter(who for _work, who in shared_out("abcd", ["An", "Bình"], {"An": 3, "Bình": 0}, "fewest"))
    assert given_to == {"Bình": 4} or given_to == {"Bình": 3, "An": 1}
    assert shared_out("abcd", ["An", "Bình"], {"An": 3, "Bình": 0}, "fewest")[-1] == ("d", "An")


def test_among_nobody_nothing_is_shared() -> None:
    for method in METHODS:
        assert shared_out("abc", [], {}, method) == []


@given(st.integers(0, 60), st.lists(st.integers(0, 9), min_size=1, max_size=5), st.sampled_from(METHODS))
def test_every_piece_goes_to_one_person_in_order_and_nobody_gets_two_more_than_fair(
    many: int, held: list[int], method: str
) -> None:
    people = list(range(len(held)))
    shared = shared_out(range(many), people, dict(enumerate(held)), method)  # type: ignore[arg-type]
    assert [work for work, _who in shared] == list(range(many))
    got = Counter(who for _work, who in shared)
    if method == "turns":
        assert max(got.values(), default=0) - min((got[who] for who in people), default=0) <= 1
    else:
        touched = [held[who] + got[who] for who in people if got[who]]
        assert max(touched, default=0) - min(held[who] + got[who] for who in people) <= 1 or not touched
