from __future__ import annotations

import pytest

from motcua.procedures.rules.likeness import is_slip_of


@pytest.mark.parametrize("typed", ["sinh", "sing", "sihn", "sinhh", "snih", "sih" + "h"])
def test_one_slip_of_the_finger_is_understood(typed: str) -> None:
    assert is_slip_of(typed, "sinh")


@pytest.mark.parametrize(("typed", "meant"), [("sang", "sinh"), ("do", "so"), ("ket", "het"), ("khaisinh", "khai")])
def test_another_word_is_another_word(typed: str, meant: str) -> None:
    assert not is_slip_of(typed, meant)
