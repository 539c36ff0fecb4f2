"""How much the answers to a question moved between two groups of people, with intervals. Pure."""

from __future__ import annotations

import math

import msgspec

from app.features.reports.figures import Z_95, wilson
from app.features.reports.view import Line, View
from app.features.surveys.questions import Question

Interval = tuple[float, float]
LEAST_FREEDOM = 3
"""Below it the expansion of Student's quantile is off by more than a hundredth, and an interval would say nothing."""


class Shift(msgspec.Struct, frozen=True):
    """``difference`` of the second from the first, with its 95 % interval; null where one of them is missing."""

    label: str
    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None


def are_measured_alike(one: Question, other: Question) -> bool:
    """Whether a number about the one means what it means about the other: two versions may differ in bounds."""
    if type(one) is not type(other):
        return False
    return all(getattr(one, field) == getattr(other, field) for field in one.measured_by)


def difference_of_shares(first: tuple[int, int], second: tuple[int, int]) -> Interval | None:
    """The 95 % interval of p2 - p1 from (count, n) of each (Newcombe 1998, Statistics in Medicine 17, method 10)."""
    before, after = wilson(*first), wilson(*second)
    if before is None or after is None:
        return None
    p1, p2 = first[0] / first[1], second[0] / second[1]
    down = math.hypot(p2 - after[0], before[1] - p1)
    up = math.hypot(after[1] - p2, p1 - before[0])
    return p2 - p1 - down, p2 - p1 + up


def difference_of_means(first: tuple[float, float, int], second: tuple[float, float, int]) -> Interval | None:
    """The 95 % interval of m2 - m1 from (mean, standard deviation, n) of each (Welch 1947, Biometrika 34)."""
    parts = [deviation**2 / n for _, deviation, n in (first, second)]
    error = sum(parts)
    if error == 0:
        return None
    freedom = error**2 / sum(part**2 / (n - 1) for part, (_, _, n) in zip(parts, (first, second), strict=True))
    if freedom < LEAST_FREEDOM:
        return None
    reach = student_975(freedom) * math.sqrt(error)
    return second[0] - first[0] - reach, second[0] - first[0] + reach


def interval_of_mean(mean: float, deviation: float | None, n: int) -> Interval | None:
    """Student's of 95 %. None for fewer than four people, and where all of them said the same: it would have no width,
    as if many more could say nothing else."""
    if not deviation or n - 1 < LEAST_FREEDOM:
        return None
    reach = student_975(n - 1) * deviation / math.sqrt(n)
    return mean - reach, mean + reach


def student_975(freedom: float) -> float:
    """The 97.5 % quantile of Student's t, by its expansion (Abramowitz and Stegun 1964, 26.7.5)."""
    z, v = Z_95, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92_160 * v**4)
    )


def shifts(first: View, second: View) -> list[Shift]:
    """Of the shares, by the keys of the lines: in the order of the second, then what is in the first alone."""
    before = {line.key: line for line in first.lines}
    after = {line.key: line for line in second.lines}
    named = before | after
    return [_shift(named[key].label, before.get(key), after.get(key), first.n, second.n) for key in (after | before)]


def shift_of_means(first: View, second: View) -> Shift | None:
    """None where no mean is told of such a question. No interval where one of the means has none."""
    one, two = _mean(first), _mean(second)
    if one is None and two is None:
        return None
    if one is None or two is None:
        return Shift("mean", one[0] if one else None, two[0] if two else None, None, None, None)
    before, after = (one[0], one[1], first.n), (two[0], two[1], second.n)
    is_known = interval_of_mean(*before) is not None and interval_of_mean(*after) is not None
    low, high = (difference_of_means(before, after) if is_known else None) or (None, None)
    return Shift("mean", one[0], two[0], two[0] - one[0], low, high)


def _shift(label: str, first: Line | None, second: Line | None, n_first: int, n_second: int) -> Shift:
    one, two = first.share if first else None, second.share if second else None
    if first is None or second is None or one is None or two is None:
        return Shift(label, one, two, None, None, None)
    if first.low is None or second.low is None:  # no shares of people: Newcombe's interval says nothing of them
        return Shift(label, one, two, two - one, None, None)
    low, high = difference_of_shares((first.count, n_first), (second.count, n_second)) or (None, None)
    return Shift(label, one, two, two - one, low, high)


def _mean(view: View) -> tuple[float, float] | None:
    """Mean and standard deviation; a single answer has no deviation, and no interval either."""
    told = {figure.name: figure.value for figure in view.figures}
    return (told["mean"], told["standard_deviation"]) if {"mean", "standard_deviation"} <= told.keys() else None
