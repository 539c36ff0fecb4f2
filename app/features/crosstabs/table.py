"""Counts of respondents by what they chose in two questions. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

Pair = tuple[Collection[str], Collection[str]]
"""What one respondent chose in the one question, and in the other."""


class Axis(msgspec.Struct, frozen=True):
    """One side of a table. ``several``: a respondent can choose more than one of the options."""

    question: str
    attempt: int
    options: tuple[str, ...]
    several: bool


class Table(msgspec.Struct, frozen=True):
    """``grid`` holds a line for each row option and one for the totals, which in turn end with their total: the
    respondents who chose an option in both questions. None: hidden. Where several can be chosen, totals are less than
    the sum of their line."""

    rows: Axis
    columns: Axis
    grid: Sequence[Sequence[int | None]]

    def turned(self) -> Table:
        """The same with rows as columns."""
        return Table(self.columns, self.rows, [list(line) for line in zip(*self.grid, strict=True)])


def counted(rows: Axis, columns: Axis, respondents: Iterable[Pair]) -> list[list[int]]:
    """The grid of a table; who chose nothing in one of the questions is in none of it."""
    grid = [[0] * (len(columns.options) + 1) for _ in range(len(rows.options) + 1)]
    for pair in respondents:
        add(grid, rows, columns, pair)
    return grid


def add(grid: list[list[int]], rows: Axis, columns: Axis, pair: Pair) -> None:
    """Count one respondent."""
    lines = [position for position, option in enumerate(rows.options) if option in pair[0]]
    places = [position for position, option in enumerate(columns.options) if option in pair[1]]
    if lines and places:
        for line in (*lines, len(rows.options)):
            for place in (*places, len(columns.options)):
                grid[line][place] += 1
