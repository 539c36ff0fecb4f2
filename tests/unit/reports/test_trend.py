"""Sides beside each other: the sample split by age, against numbers of statsmodels, and what must not be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import pytest

from app.demo.survey import QUESTIONS, respondents
from app.features.analytics.tally import Change, Counts
from app.features.reports.trend import Measure, SideTold, Trend, trends_of
from app.features.reports.trend_tables import label_of
from app.features.reports.words import WORDS
from app.features.surveys.questions import Matrix, Option, Points, Question, Ranking, Scale, SingleChoice

BY_ID = {question.id: question for question in QUESTIONS}
STATSMODELS = {
    # mean of those under 45, with its interval; mean of the others; interval of the difference (Welch)
    ("TVnews", "mean"): (2.8257261, (2.6048582, 3.0465941), 4.6688312, (1.5215069, 2.1647032)),
    ("selfLR", "mean"): (4.2136929, (4.0791506, 4.3482353), 4.4415584, (0.0449376, 0.4107934)),
}
"""Version 0.14.5, from the file alone: CompareMeans.tconfint_diff(usevar="unequal"), DescrStatsW.tconfint_mean."""
DOLE = (194, 482, 199, 462, (-0.0345331, 0.0907722))
"""confint_proportions_2indep(method="newcomb")."""
DRINK = SingleChoice(id="drink", title="?", options=(Option("tea", "Tea"), Option("coffee", "Coffee")))
SUGAR = Scale(id="sugar", title="How much?", min=0, max=5)


def side_of(is_in: Callable[[int], bool]) -> SideTold:
    counts = Counts()
    for person in respondents():
        if is_in(int(str(person.answers["age"]))):
            counts.fold(Change(1, person.answers, {}), BY_ID)
    return SideTold(QUESTIONS, counts.cells, 1)


@pytest.fixture(scope="module")
def sample() -> list[Trend]:
    return trends_of([side_of(lambda age: age < 45), side_of(lambda age: age >= 45)])


def measure(trends: Sequence[Trend], question: str, key: str) -> Measure:
    trend = next(one for one in trends if one.question == question)
    return next(one for one in trend.measures if one.key == key)


@pytest.mark.parametrize("which", STATSMODELS)
def test_means_move_as_statsmodels_says(sample: list[Trend], which: tuple[str, str]) -> None:
    first, interval, second, difference = STATSMODELS[which]
    before, after = measure(sample, *which).points
    assert (before.n, after.n) == (482, 462)
    assert (before.value, after.value) == pytest.approx((first, second))
    assert (before.low, before.high) == pytest.approx(interval, abs=1e-5)
    assert (after.difference_low, after.difference_high) == pytest.approx(difference, abs=1e-5)
    assert before.difference is None


def test_shares_move_as_statsmodels_says(sample: list[Trend]) -> None:
    young, of_young, old, of_old, interval = DOLE
    before, after = measure(sample, "vote", "share:dole").points
    assert (before.count, before.n, after.count, after.n) == (young, of_young, old, of_old)
    assert after.difference == pytest.approx(old / of_old - young / of_young)
    assert (after.difference_low, after.difference_high) == pytest.approx(interval, abs=1e-5)


def told(questions: Sequence[Question], **cells: dict[str, int]) -> SideTold:
    named = {f"{name}@1": {key.replace("_", ":"): n for key, n in counters.items()} for name, counters in cells.items()}
    return SideTold(questions, named, 1)


def test_what_is_asked_otherwise_hidden_or_not_at_all_has_no_numbers_beside_the_others() -> None:
    other = msgspec.structs.replace(SUGAR, max=7)
    sides = [
        told([DRINK, SUGAR], drink={"hidden": 1}, sugar={"n": 1, "v_3": 1}),
        told([DRINK], drink={"n": 2, "o_tea": 2}),
        told([other, DRINK], sugar={"n": 1, "v_7": 1}, drink={"n": 1, "o_coffee": 1}),
    ]
    sugar, drink = trends_of(sides)
    assert (sugar.states, drink.states) == (["asked_otherwise", "not_asked", "shown"], ["hidden", "shown", "shown"])
    assert [point.value for point in measure([sugar], "sugar", "mean").points] == [None, None, 7.0]
    tea = measure([drink], "drink", "share:tea").points
    assert ([point.value for point in tea], {point.difference for point in tea}) == ([None, 1.0, 0.0], {None})


def test_a_mean_of_people_who_all_say_the_same_has_no_interval_and_no_change_from_it_has_one() -> None:
    alike, mixed = {"n": 4, "v_4": 4}, {"n": 40, "v_1": 20, "v_5": 20}
    (sugar,) = trends_of([told([SUGAR], sugar=alike), told([SUGAR], sugar=mixed), told([SUGAR], sugar=alike)])
    points = measure([sugar], "sugar", "mean").points
    assert [(point.value, point.low is None, point.high is None) for point in points] == [
        (4.0, True, True), (3.0, False, False), (4.0, True, True),
    ]  # fmt: skip
    assert [(point.difference, point.difference_low, point.difference_high) for point in points[1:]] == [
        (-1.0, None, None), (0.0, None, None),
    ]  # fmt: skip


def test_each_of_two_numbers_of_an_option_says_which_it_is_and_a_share_of_points_counts_no_people() -> None:
    order = Ranking(id="order", title="?", options=DRINK.options)
    worth = Points(id="worth", title="?", total=10, options=DRINK.options)
    ranked = {"n": 4, "r_tea_1": 3, "r_tea_2": 1, "r_coffee_1": 1, "r_coffee_2": 3}
    given = {"n": 5, "o_tea": 3, "p_tea": 10, "o_coffee": 5, "p_coffee": 40}
    sides = [told([order, worth], order=ranked, worth=given)] * 2
    labels = {
        language: [
            label_of(trend, one, words) for trend in trends_of(sides) for one in trend.measures if "tea" in one.key
        ]
        for language, words in WORDS.items()
    }
    assert labels == {
        "en": ["Ranked first: Tea", "Mean rank: Tea", "Share of points: Tea", "Mean points: Tea"],
        "de": ["Auf Rang 1: Tea", "Mittlerer Rang: Tea", "Anteil der Punkte: Tea", "Punkte im Mittel: Tea"],
    }
    share = measure(trends_of(sides), "worth", "share:tea")
    assert (share.kind, [(one.value, one.count, one.low) for one in share.points]) == (
        "share_of_points", [(0.2, None, None)] * 2,
    )  # fmt: skip
    assert measure(trends_of(sides), "order", "share:tea").points[0].count == 3


def test_rows_of_a_grid_are_told_by_their_ids_whatever_they_are_called() -> None:
    options = (Option("yes", "Yes"), Option("no", "No"))
    before = Matrix(id="m", title="?", rows=(Option("a", "Tea"),), columns=options)
    after = Matrix(id="m", title="?", rows=(Option("b", "Milk"), Option("a", "Black tea")), columns=options[::-1])
    cell = {"n": 4, "rn_a": 4, "c_a_yes": 1, "c_a_no": 3}
    (trend,) = trends_of([told([before], m=cell), told([after], m={**cell, "c_a_yes": 4, "c_a_no": 0})])
    yes = measure([trend], "m", "share:a:yes")
    assert (yes.label, [point.value for point in yes.points]) == ("Black tea: Yes", [0.25, 1.0])
