"""Lines over two axes, and stages after one another, as SVG that can be read in a diff: all that the results need, and
no library for it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from loadtests.latency import Latencies

WIDTH, HEIGHT = 880, 340
LEFT, RIGHT, TOP, BOTTOM = 76, 230, 44, 48
ROW, NAMES, NUMBERS = 26, 200, 130
TICKS = 6
STEPS = (1, 2, 5, 10)

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Series:
    """One line. ``is_dashed`` tells lines of one colour apart, and all of them for who sees no colours."""

    name: str
    points: Points
    colour: str
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at ``x``."""

    x: float
    colour: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that usually begins ``starts_ms`` after the first."""

    name: str
    starts_ms: float
    length: Latencies
    colour: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``marks`` are explained in ``marks_label``. A logarithmic axis takes positive values only."""

    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]
    is_log_x: bool = False
    is_log_y: bool = False
    marks: tuple[Mark, ...] = ()
    marks_label: str = ""

    def svg(self) -> str:
        """A document of its own."""
        return document([self])

    def drawn(self, offset: int) -> Iterator[str]:
        """Its elements, ``offset`` pixels down."""
        points = [point for series in self.series for point in series.points]
        x_axis = Axis([x for x, _ in points] + [mark.x for mark in self.marks], LEFT, WIDTH - RIGHT, self.is_log_x)
        y_axis = Axis([y for _, y in points], offset + HEIGHT - BOTTOM, offset + TOP, self.is_log_y, is_from_zero=True)
        yield f'<text x="{LEFT}" y="{offset + 24}" font-size="15" font-weight="600">{escape(self.title)}</text>'
        yield from self._frame(x_axis, y_axis, offset)
        for mark in self.marks:
            x = x_axis.place(mark.x)
            yield (
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{offset + TOP}" y2="{offset + HEIGHT - BOTTOM}" '
                f'stroke="{mark.colour}" stroke-opacity="0.45" stroke-dasharray="2 3"/>'
            )
        for number, series in enumerate(self.series):
            yield from _line(series, x_axis, y_axis, legend_y=offset + TOP + 14 + 20 * number)
        if self.marks_label:
            y = offset + TOP + 14 + 20 * len(self.series)
            yield f'<text x="{WIDTH - RIGHT + 14}" y="{y + 4}" fill="#475569">┊ {escape(self.marks_label)}</text>'

    def _frame(self, x_axis: Axis, y_axis: Axis, offset: int) -> Iterator[str]:
        floor, middle = offset + HEIGHT - BOTTOM, (LEFT + WIDTH - RIGHT) / 2
        for tick in y_axis.ticks():
            y = y_axis.place(tick)
            yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e2e8f0"/>'
            yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#475569">{tick:,g}</text>'
        for tick in x_axis.ticks():
            x = x_axis.place(tick)
            yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{floor}" y2="{floor + 5}" stroke="#94a3b8"/>'
            yield f'<text x="{x:.1f}" y="{floor + 19}" text-anchor="middle" fill="#475569">{tick:,g}</text>'
        below = f'x="{middle:.0f}" y="{floor + 38}"'
        yield f'<text {below} text-anchor="middle" fill="#475569">{escape(self.x_label)}</text>'
        centre = (offset + TOP + floor) / 2
        beside = f'x="18" y="{centre:.0f}" transform="rotate(-90 18 {centre:.0f})"'
        yield f'<text {beside} text-anchor="middle" fill="#475569">{escape(self.y_label)}</text>'


class Axis:
    """Values to pixels, from ``start`` to ``end``."""

    def __init__(
        self, values: Sequence[float], start: float, end: float, is_log: bool, *, is_from_zero: bool = False
    ) -> None:
        self._is_log = is_log
        lowest = min(values, default=0.0)
        highest = max(values, default=1.0)
        self.low = lowest if is_log or not is_from_zero else min(0.0, lowest)
        self.high = highest if highest > self.low else self.low + 1.0
        self._start, self._end = start, end

    def place(self, value: float) -> float:
        """The pixel of a value."""
        low, high, at = (math.log(part) if self._is_log else part for part in (self.low, self.high, value))
        return self._start + (self._end - self._start) * (at - low) / (high - low)

    def ticks(self) -> list[float]:
        """Round values within."""
        if self._is_log:
            decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            candidates = [step * 10.0**decade for decade in decades for step in STEPS[:3]]
        else:
            step = _round_step((self.high - self.low) / TICKS)
            first = math.ceil(self.low / step)
            candidates = [number * step for number in range(first, math.floor(self.high / step) + 1)]
        return [tick for tick in candidates if self.low <= tick <= self.high * (1 + 1e-9)]


def document(charts: Sequence[Chart]) -> str:
    """Charts one below the other."""
    height = HEIGHT * len(charts)
    title = "; ".join(chart.title for chart in charts)
    elements = [element for number, chart in enumerate(charts) for element in chart.drawn(HEIGHT * number)]
    return _svg(title, height, elements)


def _svg(title: str, height: int, elements: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" '
        f'font-size="12" fill="#1f2937" role="img" aria-label="{escape(title)}">\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n' + "\n".join(elements) + "\n</svg>\n"
    )


def waterfall(title: str, stages: Sequence[Stage]) -> str:
    """Stages below one another, each from its usual beginning: as long as half of them were, and a thin line to p99."""
    height = TOP + ROW * len(stages) + 24
    ends = [stage.starts_ms + stage.length.percentile_ms(99) for stage in stages]
    axis = Axis([0.0, *ends], NAMES, WIDTH - NUMBERS, is_log=False)
    rows = [row for number, stage in enumerate(stages) for row in _stage(stage, axis, TOP + ROW * number)]
    return _svg(title, height, [f'<text x="20" y="26" font-size="15" font-weight="600">{escape(title)}</text>', *rows])


def _stage(stage: Stage, axis: Axis, y: int) -> Iterator[str]:
    half, most = stage.length.percentile_ms(50), stage.length.percentile_ms(99)
    begin, middle, end = (axis.place(stage.starts_ms + ms) for ms in (0.0, half, most))
    line, bar = f'x1="{begin:.1f}" x2="{end:.1f}"', f'x="{begin:.1f}" width="{max(1.5, middle - begin):.1f}"'
    yield f'<text x="20" y="{y + 13}">{escape(stage.name)}</text>'
    yield f'<line {line} y1="{y + 9}" y2="{y + 9}" stroke="{stage.colour}" stroke-opacity="0.5"/>'
    yield f'<rect {bar} y="{y + 2}" height="14" rx="2" fill="{stage.colour}"/>'
    yield f'<text x="{end + 6:.1f}" y="{y + 13}" fill="#475569">{half:.1f} ms, p99 {most:.1f}</text>'


def _line(series: Series, x_axis: Axis, y_axis: Axis, *, legend_y: float) -> Iterator[str]:
    dashes = ' stroke-dasharray="6 4"' if series.is_dashed else ""
    style = f'fill="none" stroke="{series.colour}" stroke-width="1.8"{dashes}'
    path = " ".join(f"{x_axis.place(x):.1f},{y_axis.place(y):.1f}" for x, y in series.points)
    yield f'<polyline points="{path}" {style}/>'
    left = WIDTH - RIGHT + 14
    yield f'<line x1="{left}" x2="{left + 26}" y1="{legend_y}" y2="{legend_y}" {style}/>'
    yield f'<text x="{left + 34}" y="{legend_y + 4}">{escape(series.name)}</text>'


def _round_step(least: float) -> float:
    decade = 10.0 ** math.floor(math.log10(least))
    return next(step * decade for step in STEPS if step * decade >= least * (1 - 1e-9))
