"""The numbers behind a view: shares with intervals, moments, medians. Pure, exact until the last division."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from statistics import NormalDist

Z_95 = NormalDist().inv_cdf(0.975)


def wilson(successes: int, n: int) -> tuple[float, float] | None:
    """The 95 % score interval of a share (Wilson 1927, JASA 22, p. 210), without continuity correction."""
    if n <= 0:
        return None
    share = successes / n
    centre = 2 * n * share + Z_95**2
    spread = Z_95 * math.sqrt(Z_95**2 + 4 * n * share * (1 - share))
    width = 2 * (n + Z_95**2)
    return max(0.0, (centre - spread) / width), min(1.0, (centre + spread) / width)


def deviation(n: int, total: Fraction, squares: Fraction) -> float | None:
    """The standard deviation of a sample (divided by n - 1) from its sum and its sum of squares."""
    if n < 2:
        return None
    return math.sqrt((squares - total * total / n) / (n - 1))


def median(counted: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """Of values with their counts, ascending; the mean of the two in the middle where their number is even."""
    n = sum(count for _, count in counted)
    if n == 0:
        return None
    return (_nth(counted, (n - 1) // 2) + _nth(counted, n // 2)) / 2


def moments(counted: Iterable[tuple[Fraction, int]]) -> tuple[int, Fraction, Fraction]:
    """How many, their sum, the sum of their squares."""
    n, total, squares = 0, Fraction(0), Fraction(0)
    for value, count in counted:
        n, total, squares = n + count, total + value * count, squares + value * value * count
    return n, total, squares


def _nth(counted: Sequence[tuple[Fraction, int]], position: int) -> Fraction:
    passed = 0
    for value, count in counted:
        passed += count
        if position < passed:
            return value
    raise IndexError(position)
