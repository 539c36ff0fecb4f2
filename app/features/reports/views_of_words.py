"""Views of words, of moments, and of answers that have several parts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.features.reports.view import Axes, Figure, Grid, GridRow, Place
from app.features.reports.views_of_choices import share_line

TERM = "t:"
BEYOND = "other"
MOST_TERMS = 25

Counters = Mapping[str, int]
Told = dict[str, Any]


def terms_view(_question: Any, counters: Counters) -> Told:
    """The terms that were said most; what is beyond the bound of the tally is counted with the rest."""
    n = counters.get("n", 0)
    said = sorted(((-count, name) for name, count in counters.items() if name.startswith(TERM) and count))
    lines = [share_line(name.removeprefix(TERM), -count, n) for count, name in said[:MOST_TERMS]]
    further = sum(-count for count, _ in said[MOST_TERMS:]) + counters.get(BEYOND, 0)
    return {
        "chart": "bars",
        "lines": lines,
        "figures": [Figure("different_terms", len(said))] if said else [],
        "further": further,
    }


def words_view(_question: Any, counters: Counters) -> Told:
    n = counters.get("n", 0)
    return {"chart": "none", "figures": [Figure("mean_words", counters.get("w", 0) / n)] if n else []}


def moments_view(_question: Any, counters: Counters) -> Told:
    """Days, months, years or half hours, those in which somebody answered."""
    n = counters.get("n", 0)
    bins = sorted((name.removeprefix("d:"), count) for name, count in counters.items() if name.startswith("d:"))
    return {"chart": "bars", "lines": [share_line(label, count, n) for label, count in bins if count]}


def rows_view(question: Any, counters: Counters) -> Told:
    rows = [
        GridRow(
            row.label,
            counters.get(f"rn:{row.id}", 0),
            [counters.get(f"c:{row.id}:{column.id}", 0) for column in question.columns],
            row.id,
        )
        for row in question.rows
    ]
    keys = [column.id for column in question.columns]
    return {"chart": "heat", "grid": Grid([column.label for column in question.columns], rows, keys)}


def places_view(question: Any, counters: Counters) -> Told:
    places = []
    for item in question.items:
        n = counters.get(f"i:{item.id}", 0)
        if n:
            x, y = counters.get(f"x:{item.id}", 0) / n, counters.get(f"y:{item.id}", 0) / n
            places.append(Place(item.label, n, x, y, item.id))
    x, y = question.x_axis, question.y_axis
    axes = Axes((x.title, x.low_label, x.high_label), (y.title, y.low_label, y.high_label))
    return {"chart": "plane", "places": places, "axes": axes}
