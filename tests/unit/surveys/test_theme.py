"""Text on the colour of a survey can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.surveys.theme import PublicTheme, Theme, contrast, text_colour_on

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # As the WebAIM contrast checker and the examples of WCAG 2.2 have them.
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ffffff", "#ffffff", 1),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@given(colours)
def test_text_stands_out_on_every_colour(colour: str) -> None:
    assert contrast(colour, text_colour_on(colour)) >= 4.5


def test_participants_are_told_the_colour_of_text() -> None:
    assert PublicTheme.of(Theme(colour="#ffee00")).text_colour == "#000000"
    assert PublicTheme.of(Theme(colour="#000080")).text_colour == "#ffffff"
    assert PublicTheme.of(Theme()) == PublicTheme(logo=None, colour=None, text_colour=None)
