"""Views of what is chosen, ranked, weighted and rated. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from app.features.reports.figures import deviation, median, moments, wilson
from app.features.reports.view import Figure, Grid, GridRow, Line
from app.features.surveys.settings import options_of

OTHER = "x:other"
LIMB = 2**32
PROMOTERS, DETRACTORS = range(9, 11), range(7)
MAX_COLUMNS = 24
"""More bins than these are drawn wider: two, five, ten of them as one column."""
WIDTHS = (1, 2, 5, 10, 20, 50)

Counters = Mapping[str, int]
Told = dict[str, Any]


def share_line(label: str, count: int, n: int, *, key: str = "") -> Line:
    """A count of respondents beside its share of all ``n`` who answered; without a ``key`` its label is one."""
    interval = wilson(count, n)
    line = Line(label=label, count=count, key=key or label)
    if interval is None:
        return line
    return msgspec.structs.replace(line, share=count / n, low=interval[0], high=interval[1])


def option_labels(question: Any) -> dict[str, str]:
    """What each option is called."""
    named = {option.id: option.label for option in getattr(question, "options", ())}
    return named or dict(question.export_columns()[0].labels)


def options_view(question: Any, counters: Counters) -> Told:
    n, labels = counters.get("n", 0), option_labels(question)
    lines = [share_line(labels[one], counters.get(f"o:{one}", 0), n, key=one) for one in options_of(question)]
    other = getattr(question, "other", None)
    if other is not None:
        lines.append(share_line(other.label, counters.get(OTHER, 0), n, key=OTHER))
    figures = []
    if question.told_as == "quiz_options" and n:
        right, points = counters.get("correct", 0), counters.get("points", 0)
        figures = [Figure("right", right / n), Figure("mean_points", points / n)]
    return {"chart": "bars", "lines": lines, "figures": figures}


def ranks_view(question: Any, counters: Counters) -> Told:
    """Lines in the order of the mean rank; a row of the grid says how often an option had which rank."""
    n, options = counters.get("n", 0), question.options
    ranks = range(1, (question.max_ranked or len(options)) + 1)
    rows, lines = [], []
    for option in options:
        counts = [counters.get(f"r:{option.id}:{rank}", 0) for rank in ranks]
        ranked = sum(counts)
        mean = sum(rank * count for rank, count in zip(ranks, counts, strict=True)) / ranked if ranked else None
        rows.append(GridRow(option.label, ranked, counts))
        line = share_line(option.label, counts[0], n, key=option.id)
        lines.append(msgspec.structs.replace(line, value=mean))
    order = sorted(range(len(options)), key=lambda place: (lines[place].value is None, lines[place].value or 0.0))
    grid = Grid([str(rank) for rank in ranks], [rows[place] for place in order])
    return {"chart": "heat", "lines": [lines[place] for place in order], "grid": grid}


def points_view(question: Any, counters: Counters) -> Told:
    """``count``: who gave the option any points; ``value``: its mean over all respondents, ``share`` of all points."""
    n = counters.get("n", 0)
    lines = []
    for option in question.options:
        points = counters.get(f"p:{option.id}", 0)
        mean, share = (points / n, points / (n * question.total)) if n else (None, None)
        count = counters.get(f"o:{option.id}", 0)
        lines.append(Line(label=option.label, count=count, key=option.id, share=share, value=mean))
    return {"chart": "bars", "lines": lines}


def values_view(question: Any, counters: Counters) -> Told:
    labels = question.export_columns()[0].labels
    n = counters.get("n", 0)
    counted = [(value, counters.get(f"v:{value}", 0)) for value in question.values]
    named = [(f"{value} {labels[str(value)]}" if str(value) in labels else str(value)) for value, _ in counted]
    lines = [share_line(label, count, n, key=str(value)) for label, (value, count) in zip(named, counted, strict=True)]
    if question.told_as == "recommendations":
        return {"chart": "columns", "lines": lines, "figures": _recommendations(dict(counted), n)}
    chart = "bars" if labels else "columns"
    exact = [(Fraction(value), count) for value, count in counted]
    return {"chart": chart, "lines": lines, "figures": _figures(*moments(exact), middle=median(exact))}


def bins_view(question: Any, counters: Counters) -> Told:
    """Bins of the tally, put together where there are many; the figures are exact all the same."""
    n, step = counters.get("n", 0), Fraction(question.step_size)
    least, size = Fraction(str(question.min)), question.steps_per_bin
    last = question.steps // size
    used = [place for place in range(last + 1) if counters.get(f"b:{place}")]
    low, high = (used[0], used[-1]) if used else (0, last)
    width = next((one for one in WIDTHS if (high - low) // one < MAX_COLUMNS), WIDTHS[-1])
    lines = []
    for start in range(low - low % width, high + 1, width):
        places = range(start, min(start + width, last + 1))
        count = sum(counters.get(f"b:{place}", 0) for place in places)
        first = least + start * size * step
        final = min(least + (places[-1] * size + size - 1) * step, Fraction(str(question.max)))
        lines.append(share_line(_span(first, final), count, n))
    steps, squares = counters.get("sum", 0), LIMB * counters.get("sq_hi", 0) + counters.get("sq_lo", 0)
    total = n * least + step * steps
    about_zero = n * least**2 + 2 * least * step * steps + step**2 * squares
    exact = [(least + place * step, counters.get(f"b:{place}", 0)) for place in range(last + 1)] if size == 1 else []
    figures = _figures(n, total, about_zero, middle=median(exact) if exact else None)
    return {"chart": "columns", "lines": lines, "figures": figures, "unit": question.unit}


def _figures(n: int, total: Fraction, squares: Fraction, *, middle: Fraction | None) -> list[Figure]:
    if n == 0:
        return []
    spread = deviation(n, total, squares)
    figures = [Figure("mean", float(total / n))]
    figures += [Figure("standard_deviation", spread)] if spread is not None else []
    return figures + ([Figure("median", float(middle))] if middle is not None else [])


def _recommendations(counted: Mapping[int, int], n: int) -> list[Figure]:
    """% of 9–10 minus % of 0–6 (Reichheld 2003)."""
    if n == 0:
        return []
    promoters = sum(count for value, count in counted.items() if value in PROMOTERS)
    detractors = sum(count for value, count in counted.items() if value in DETRACTORS)
    return [
        Figure("net_promoter_score", 100 * (promoters - detractors) / n),
        Figure("promoters", promoters / n),
        Figure("passives", (n - promoters - detractors) / n),
        Figure("detractors", detractors / n),
    ]


def _span(first: Fraction, final: Fraction) -> str:
    return _written(first) if first == final else f"{_written(first)}–{_written(final)}"


def _written(number: Fraction) -> str:
    """As short as it goes: a finite decimal always, since steps are."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{exact.normalize():f}"
