"""What is told of one question in one round: shapes only."""

from __future__ import annotations

from typing import Literal

import msgspec

Chart = Literal["bars", "columns", "heat", "plane", "none"]
FigureName = Literal[
    "mean", "standard_deviation", "median", "net_promoter_score", "promoters", "passives", "detractors", "right",
    "mean_points", "different_terms", "mean_words",
]  # fmt: skip
PERCENTS = frozenset({"promoters", "passives", "detractors", "right"})


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """``share`` of the respondents who answered, with its 95 % interval; a share of anything else has none. ``value``:
    a mean (rank, points). ``key`` says which line of another version this is, whatever it is called there."""

    label: str
    count: int
    key: str = ""
    share: float | None = None
    low: float | None = None
    high: float | None = None
    value: float | None = None


class Figure(msgspec.Struct, frozen=True):
    """A number about the whole question; percents from 0 to 1."""

    name: FigureName
    value: float


class GridRow(msgspec.Struct, frozen=True):
    """``counts`` in the order of the columns, of ``n`` respondents who answered the row. ``key``: as of lines."""

    label: str
    n: int
    counts: list[int]
    key: str = ""


class Grid(msgspec.Struct, frozen=True):
    """``keys`` of the columns, as of lines."""

    columns: list[str]
    rows: list[GridRow]
    keys: list[str] = []


class Place(msgspec.Struct, frozen=True):
    """Where an item was put on average, from 0 to 100 on both axes."""

    label: str
    n: int
    x: float
    y: float
    key: str = ""


class Axes(msgspec.Struct, frozen=True):
    """What the plane's sides mean: title, low end, high end."""

    x: tuple[str, str, str]
    y: tuple[str, str, str]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """``n`` respondents with an answer, ``na`` to whom it does not apply. ``told``: in which way (``Telling``).
    ``is_hidden``: too few people have answered to show anything. ``further``: terms that are counted but not listed."""

    question: str
    number: int
    title: str
    description: str
    attempt: int
    n: int
    na: int
    chart: Chart
    told: str
    unit: str = ""
    is_hidden: bool = False
    lines: list[Line] = []
    figures: list[Figure] = []
    grid: Grid | None = None
    places: list[Place] = []
    axes: Axes | None = None
    further: int = 0
