"""Dossier codes of both regimes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from motcua.dossiers.rules.numbering import dossier_code, normalised

DAY = date(2018, 10, 26)


def test_the_code_of_2018_is_the_circulars_own_example() -> None:
    assert dossier_code("000.00.01.H26", "2018", DAY, 12) == "000.00.01.H26-181026-0012"


def test_the_code_of_2025_counts_on_through_its_letters() -> None:
    day = date(2026, 3, 2)
    assert dossier_code("H05.12", "2025", day, 1) == "H05.12-260302-AA0001"
    assert dossier_code("H05.12", "2025", day, 9999) == "H05.12-260302-AA9999"
    assert dossier_code("H05.12", "2025", day, 10000) == "H05.12-260302-AB0001"


@given(some.integers(1, 200_000), some.integers(1, 200_000), some.sampled_from(["2018", "2025"]))
def test_two_numbers_never_make_one_code(first: int, second: int, code_format: str) -> None:
    codes = {dossier_code("H26", code_format, DAY, one) for one in (first, second)}
    assert len(codes) == len({first, second})


@pytest.mark.parametrize("sequence", [0, -1])
def test_a_sequence_starts_at_one(sequence: int) -> None:
    with pytest.raises(ValueError):
        dossier_code("H26", "2018", DAY, sequence)


def test_a_code_is_found_however_it_was_typed() -> None:
    assert normalised(" h05.12–260302 -aa0001 ") == "H05.12-260302-AA0001"
