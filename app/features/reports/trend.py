"""The same question on several sides beside each other: each number with its interval, and how far it moved. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from app.features.reports.shift import (
    Interval,
    are_measured_alike,
    difference_of_means,
    difference_of_shares,
    interval_of_mean,
)
from app.features.reports.view import Line, View
from app.features.reports.views import Cells, views_of
from app.features.reports.views_of_choices import share_line
from app.features.surveys.questions import Question

SideState = Literal["shown", "hidden", "not_asked", "asked_otherwise"]
MeasureKind = Literal["share", "share_of_points", "mean", "figure", "value"]
SHARES: frozenset[MeasureKind] = frozenset({"share", "share_of_points"})


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A number on one side: ``n`` are who it is about, ``count`` how many of them where it is a share. ``difference``
    from the first side. Intervals are those of 95 %; null where there is no number, or none can be given."""

    n: int
    count: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None


class Measure(msgspec.Struct, frozen=True):
    """One number on all sides. ``share`` of those who answered, from 0 to 1; ``share_of_points`` of all that they gave;
    ``mean`` of the answers; ``value`` of an option (mean rank, points, place); any other ``figure``, whose name is the
    label."""

    kind: MeasureKind
    key: str
    label: str
    points: list[Point]


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """A question, worded as on the latest side that asked it. ``states`` and ``n``: one for each side, in their order;
    only what is ``shown`` has numbers."""

    question: str
    number: int
    title: str
    description: str
    told: str
    unit: str
    states: list[SideState]
    n: list[int]
    measures: list[Measure]


class SideTold(NamedTuple):
    """What is known of one side: its questions as they were asked, and what may be shown of their counts."""

    questions: Sequence[Question]
    cells: Cells
    round: int


class Said(NamedTuple):
    """One number of one side."""

    kind: MeasureKind
    label: str
    n: int
    value: float
    counted: int | None = None
    interval: Interval | None = None
    deviation: float | None = None


def trends_of(sides: Sequence[SideTold]) -> list[Trend]:
    """One for each question that any side asked, in the order of the latest one."""
    latest: dict[str, Question] = {}
    for side in reversed(sides):
        for question in side.questions:
            if question.told_as != "nothing":
                latest.setdefault(question.id, question)
    return [_trend(number, question, sides) for number, question in enumerate(latest.values(), start=1)]


def _trend(number: int, question: Question, sides: Sequence[SideTold]) -> Trend:
    seen = [_seen(question, side) for side in sides]
    shown = [view for _, view in seen if view is not None]
    said = [dict(_said(view)) if state == "shown" and view is not None else {} for state, view in seen]
    n = [view.n if view is not None else 0 for _, view in seen]
    return Trend(
        question=question.id,
        number=number,
        title=question.title,
        description=question.description,
        told=question.told_as,
        unit=shown[-1].unit if shown else "",
        states=[state for state, _ in seen],
        n=n,
        measures=list(_measures(said, n)),
    )


def _seen(question: Question, side: SideTold) -> tuple[SideState, View | None]:
    own = next((one for one in side.questions if one.id == question.id), None)
    if own is None:
        return "not_asked", None
    if not are_measured_alike(question, own):
        return "asked_otherwise", None
    cell = f"{question.id}@{side.round}"
    view = views_of([own], {cell: side.cells.get(cell, {})})[0]
    return ("hidden" if view.is_hidden else "shown"), view


def _said(view: View) -> Iterator[tuple[str, Said]]:
    """Bins are left out: where they begin follows from the answers, so those of two sides are not the same."""
    told = {figure.name: figure.value for figure in view.figures}
    if "mean" in told:
        yield "mean", _mean(told["mean"], told.get("standard_deviation"), view.n)
    for figure in view.figures:
        if figure.name != "mean":
            yield figure.name, Said("figure", figure.name, view.n, figure.value)
    if view.told != "bins":
        for line in view.lines:
            yield from _said_of_line(line, view.n)
    if view.grid is not None and not view.lines:
        for row in view.grid.rows:
            for column, key, count in zip(view.grid.columns, view.grid.keys, row.counts, strict=True):
                line = share_line(f"{row.label}: {column}", count, row.n, key=f"{row.key}:{key}")
                yield from _said_of_line(line, row.n)
    titles = (view.axes.x[0], view.axes.y[0]) if view.axes is not None else ("x", "y")
    for place in view.places:
        for side, title, value in zip("xy", titles, (place.x, place.y), strict=True):
            yield f"{side}:{place.key}", Said("value", f"{place.label}: {title}", place.n, value)


def _said_of_line(line: Line, n: int) -> Iterator[tuple[str, Said]]:
    if line.share is not None:
        if line.low is None or line.high is None:
            yield f"share:{line.key}", Said("share_of_points", line.label, n, line.share)
        else:
            yield f"share:{line.key}", Said("share", line.label, n, line.share, line.count, (line.low, line.high))
    if line.value is not None:
        yield f"value:{line.key}", Said("value", line.label, n, line.value)


def _mean(mean: float, deviation: float | None, n: int) -> Said:
    """Without an interval where too few answered, or all of them the same: then no change from it has one either."""
    return Said("mean", "mean", n, mean, interval=interval_of_mean(mean, deviation, n), deviation=deviation)


def _measures(sides: Sequence[Mapping[str, Said]], n: Sequence[int]) -> Iterator[Measure]:
    """Of all sides, in the order of the latest that has them."""
    latest: dict[str, Said] = {}
    for said in reversed(sides):
        for key, one in said.items():
            latest.setdefault(key, one)
    for key, one in latest.items():
        on_sides = [said.get(key) for said in sides]
        points = [_point(on_sides[0], there, size) for there, size in zip(on_sides, n, strict=True)]
        points[0] = msgspec.structs.replace(points[0], difference=None, difference_low=None, difference_high=None)
        yield Measure(one.kind, key, one.label, points)


def _point(first: Said | None, said: Said | None, n: int) -> Point:
    if said is None:
        return Point(n=n)
    low, high = said.interval or (None, None)
    point = Point(n=said.n, count=said.counted, value=said.value, low=low, high=high)
    if first is None:
        return point
    below, above = _interval_between(first, said) or (None, None)
    return msgspec.structs.replace(
        point, difference=said.value - first.value, difference_low=below, difference_high=above
    )


def _interval_between(first: Said, second: Said) -> Interval | None:
    """As of independent groups. Shares of anything but people have none."""
    if first.interval is None or second.interval is None:
        return None
    if first.counted is not None and second.counted is not None:
        return difference_of_shares((first.counted, first.n), (second.counted, second.n))
    if first.deviation is not None and second.deviation is not None:
        return difference_of_means((first.value, first.deviation, first.n), (second.value, second.deviation, second.n))
    return None
