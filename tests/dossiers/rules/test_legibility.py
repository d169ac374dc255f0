"""A photograph that can be read passes; one that cannot says why; where the paper lies is seen."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from motcua.dossiers.rules.legibility import BLURRED, BRIGHT, DARK, SMALL, of_picture
from motcua.dossiers.rules.outline import outline
from tests.builders.papers import page


@pytest.mark.parametrize(
    ("photograph", "found"),
    [
        ({}, ()),
        ({"size": (2400, 3200), "margin": 200}, ()),
        ({"size": (500, 660)}, (SMALL,)),
        ({"light": 50}, (DARK,)),
        ({"blur": 8}, (BLURRED,)),
        ({"lines": 1, "light": 255}, (BRIGHT,)),
    ],
)
def test_what_may_be_hard_to_read_is_named(photograph: dict[str, object], found: tuple[str, ...]) -> None:
    assert of_picture(io.BytesIO(page(**photograph))) == found  # type: ignore[arg-type]


def test_what_is_no_picture_is_not_judged() -> None:
    assert of_picture(io.BytesIO(b"%PDF-1.4")) == ()


def test_the_paper_on_a_dark_table_is_seen_and_a_full_picture_is_left_alone() -> None:
    box = outline(Image.open(io.BytesIO(page(margin=300))))
    assert box is not None
    for seen, true in zip(box, (300 / 1800, 300 / 2200, 1500 / 1800, 1900 / 2200), strict=True):
        assert abs(seen - true) < 0.03
    assert outline(Image.open(io.BytesIO(page()))) is None
