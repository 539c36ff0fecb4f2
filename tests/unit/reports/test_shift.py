"""Differences against published tables."""

from __future__ import annotations

import pytest

from app.features.reports.shift import difference_of_means, difference_of_shares, shift_of_means, shifts, student_975
from app.features.reports.view import View
from app.features.reports.views import views_of
from app.features.surveys.questions import Option, Scale, SingleChoice

NEWCOMBE = [
    ((48, 80), (56, 70), (0.0524, 0.3339)),
    ((3, 10), (9, 10), (0.1705, 0.8090)),
    ((2, 7), (6, 7), (0.0582, 0.8062)),
    ((0, 29), (5, 56), (-0.0381, 0.1926)),
    ((0, 20), (0, 10), (-0.1611, 0.2775)),
    ((0, 10), (10, 10), (0.6075, 1.0000)),
]
"""Of Table II (Newcombe 1998, Statistics in Medicine 17, p. 877), method 10; there the first comes second."""
STUDENT = {3: 3.182, 4: 2.776, 5: 2.571, 10: 2.228, 30: 2.042, 120: 1.980}
DRINK = SingleChoice(id="drink", title="?", options=(Option("tea", "Tea"), Option("coffee", "Coffee")))


@pytest.mark.parametrize(("first", "second", "published"), NEWCOMBE)
def test_intervals_of_shares_are_those_of_the_paper(
    first: tuple[int, int], second: tuple[int, int], published: tuple[float, float]
) -> None:
    assert difference_of_shares(first, second) == pytest.approx(published, abs=0.00006)


@pytest.mark.parametrize(("freedom", "published"), STUDENT.items())
def test_quantiles_are_those_of_the_tables(freedom: int, published: float) -> None:
    assert student_975(freedom) == pytest.approx(published, abs=0.005)


def test_an_interval_of_means_is_welchs() -> None:
    low, high = difference_of_means((10.0, 2.0, 16), (12.0, 3.0, 9)) or (0.0, 0.0)
    # error 4/16 + 9/9 = 1.25; freedom 1.25² / (0.25²/15 + 1²/8) = 12.1; t = 2.177; reach 2.434
    assert (low, high) == pytest.approx((2 - 2.434, 2 + 2.434), abs=0.002)
    assert difference_of_means((1.0, 0.0, 5), (2.0, 0.0, 5)) is None


def told(question: SingleChoice | Scale, **counters: int) -> View:
    return views_of([question], {f"{question.id}@1": {name.replace("_", ":"): n for name, n in counters.items()}})[0]


def test_lines_are_compared_by_name_and_nobody_is_no_zero() -> None:
    before, after = told(DRINK, n=80, o_tea=48, o_coffee=32), told(DRINK, n=70, o_tea=56, o_coffee=14)
    tea, coffee = shifts(before, after)
    assert tea.label == "Tea"
    assert tea.difference == pytest.approx(0.2)
    assert (tea.low, tea.high) == pytest.approx((0.0524, 0.3339), abs=0.0001)
    assert coffee.difference == pytest.approx(-0.2)
    nobody = shifts(told(DRINK), after)[0]
    assert (nobody.first, nobody.difference) == (None, None)
    assert nobody.second == pytest.approx(0.8)
    assert shift_of_means(before, after) is None


def test_means_are_compared_where_there_are_any() -> None:
    scale = Scale(id="s", title="?", min=1, max=5)
    moved = shift_of_means(told(scale, n=4, v_1=2, v_3=2), told(scale, n=4, v_3=2, v_5=2))
    assert moved is not None
    assert (moved.first, moved.second, moved.difference) == (2.0, 4.0, 2.0)
    assert (moved.low or 0) < 2.0 < (moved.high or 0)
    alone = shift_of_means(told(scale, n=1, v_1=1), told(scale, n=4, v_3=2, v_5=2))
    assert alone is not None
    assert (alone.first, alone.second, alone.difference) == (None, 4.0, None)
