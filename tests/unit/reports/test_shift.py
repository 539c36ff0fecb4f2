"""Differences against published tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contracts.frames import AnswerValue
from app.features.reports.shift import difference_of_means, difference_of_shares, shift_of_means, shifts, student_975
from app.features.reports.view import View
from app.features.reports.views import views_of
from app.features.surveys.questions import Option, Points, Question, Scale, SingleChoice

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
WORTH = Points(id="worth", title="?", total=10, options=DRINK.options)
CHOICES = st.lists(st.sampled_from(["tea", "coffee"]), min_size=1, max_size=20)
SPLITS = st.lists(st.integers(0, 10), min_size=1, max_size=20)


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


def test_options_are_compared_by_id_whatever_they_are_called() -> None:
    renamed = SingleChoice(id="drink", title="?", options=(Option("coffee", "Hot"), Option("tea", "Hot")))
    moved = shifts(told(DRINK, n=80, o_tea=48, o_coffee=32), told(renamed, n=70, o_tea=56, o_coffee=14))
    assert [(one.label, one.first, one.second) for one in moved] == [("Hot", 0.4, 0.2), ("Hot", 0.6, 0.8)]


def answered(question: Question, answers: Sequence[AnswerValue]) -> View:
    counters = Counter[str]()
    for value in answers:
        counters.update(question.counters(question.check(value)))
    return views_of([question], {f"{question.id}@1": counters})[0]


@settings(deadline=None)
@given(CHOICES, CHOICES)
def test_an_interval_holds_its_own_difference(first: list[str], second: list[str]) -> None:
    for one in shifts(answered(DRINK, first), answered(DRINK, second)):
        assert None not in (one.low, one.difference, one.high)
        assert (one.low or 0.0) <= (one.difference or 0.0) <= (one.high or 0.0)


@settings(deadline=None)
@given(SPLITS, SPLITS)
def test_shares_of_points_have_no_interval_of_shares_of_people(first: list[int], second: list[int]) -> None:
    tea, coffee = shifts(
        answered(WORTH, [{"tea": points, "coffee": 10 - points} for points in first]),
        answered(WORTH, [{"tea": points, "coffee": 10 - points} for points in second]),
    )
    assert tea.difference == pytest.approx(sum(second) / len(second) / 10 - sum(first) / len(first) / 10)
    assert [(one.low, one.high) for one in (tea, coffee)] == [(None, None)] * 2


def test_means_are_compared_where_there_are_any() -> None:
    scale = Scale(id="s", title="?", min=1, max=5)
    moved = shift_of_means(told(scale, n=4, v_1=2, v_3=2), told(scale, n=4, v_3=2, v_5=2))
    assert moved is not None
    assert (moved.first, moved.second, moved.difference) == (2.0, 4.0, 2.0)
    assert (moved.low or 0) < 2.0 < (moved.high or 0)
    alike = shift_of_means(told(scale, n=4, v_4=4), told(scale, n=40, v_1=20, v_5=20))
    assert alike is not None
    assert (alike.difference, alike.low, alike.high) == (-1.0, None, None), "of people who all say the same"
    alone = shift_of_means(told(scale, n=1, v_1=1), told(scale, n=4, v_3=2, v_5=2))
    assert alone is not None
    assert (alone.first, alone.second, alone.difference) == (None, 4.0, None)


def test_nothing_is_said_of_a_difference_that_rests_on_too_few() -> None:
    assert difference_of_shares((0, 0), (1, 2)) is None
    assert difference_of_shares((1, 2), (0, 0)) is None
    assert difference_of_means((1.0, 1.0, 2), (2.0, 1.0, 2)) is None, "two degrees of freedom"
    assert difference_of_means((1.0, 0.0, 9), (2.0, 0.0, 9)) is None, "no width"
