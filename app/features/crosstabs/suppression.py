"""Which numbers of a table are hidden so that none is about fewer than ``size`` people, nor can be worked out. Pure.

What is hidden first, and why zeros are not, is in docs/adr/0006-small-groups.md. The totals are treated as one more row
and one more column, so that a line of totals is a line like any other, ending with its own total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.features.crosstabs.bridges import bridged_side
from app.features.crosstabs.table import Table

Place = tuple[int, int]
TOTAL = "n"


class Published(msgspec.Struct, frozen=True):
    """What everybody is shown of the two questions alone: option → answers, with all answers under ``n``."""

    rows: Mapping[str, int] = {}
    columns: Mapping[str, int] = {}


class Line(NamedTuple):
    """``skipped``: how many of each part were published but are not in the table."""

    parts: tuple[Place, ...]
    total: Place
    skipped: Mapping[Place, int]


def without_small_groups(table: Table, grid: Sequence[Sequence[int]], size: int, published: Published) -> Table:
    """The table with numbers hidden; ``grid`` is its true one."""
    suppression = _Suppression(grid, size)
    suppression.hide_small()
    if table.columns.several:
        suppression.hide_small_rests(by_column=False)
    if table.rows.several:
        suppression.hide_small_rests(by_column=True)
    suppression.hide_small_skips(table, published)
    suppression.complete()
    hidden = suppression.hidden
    shown = [[None if (i, j) in hidden else n for j, n in enumerate(line)] for i, line in enumerate(grid)]
    return msgspec.structs.replace(table, grid=shown)


class _Suppression:
    def __init__(self, grid: Sequence[Sequence[int]], size: int) -> None:
        self._grid = grid
        self._size = size
        self._last = (len(grid) - 1, len(grid[0]) - 1)
        self._skipped: dict[Place, int] = {}
        self.hidden: set[Place] = set()

    def hide_small(self) -> None:
        """Small numbers; in small rows and columns every cell, for a zero there is about few people too."""
        bottom, right = self._last
        for i, j in self._places():
            totals = self._grid[i][right], self._grid[bottom][j]
            if self._is_small(self._grid[i][j]) or (all(totals) and any(self._is_small(total) for total in totals)):
                self.hidden.add((i, j))

    def hide_small_rests(self, *, by_column: bool) -> None:
        """Where several can be chosen: cells that nearly all of their line are in."""
        bottom, right = self._last
        for i, j in self._places():
            total = self._grid[bottom][j] if by_column else self._grid[i][right]
            if self._is_small(total - self._grid[i][j]):
                self.hidden.add((i, j))

    def hide_small_skips(self, table: Table, published: Published) -> None:
        """Totals from which few people are missing, or few more are in, than everybody is shown of the question."""
        bottom, right = self._last
        sides = [
            (published.rows, [(name, (i, right)) for i, name in enumerate(table.rows.options)]),
            (published.columns, [(name, (bottom, j)) for j, name in enumerate(table.columns.options)]),
        ]
        for shown, places in sides:
            for name, place in [*places, (None, self._last)] if shown else ():
                skipped = shown.get(TOTAL if name is None else f"o:{name}", 0) - self._at(place)
                if self._is_small(abs(skipped)):
                    self.hidden.add(place)
                if name is not None:
                    self._skipped[place] = skipped

    def complete(self) -> None:
        """Hide more, the smallest first, until neither one line nor several together tell what is hidden.

        Numbers are edges between rows and columns, those of the totals too. What is shown determines a hidden number
        exactly when it is a bridge of the hidden ones: D. Gusfield (1988), "A graph theoretic approach to statistical
        data security", SIAM J. Comput. 17.
        """
        self._complete_lines()
        while side := bridged_side((i, ~j) for i, j in self.hidden):
            across = [(i, j) for i, j in self._shown(self._places()) if (i in side) != (~j in side)]
            self.hidden.add(min(across, key=self._order))
            self._complete_lines()

    def _complete_lines(self) -> None:
        lines, is_settled = list(self._lines()), False
        while not is_settled:
            is_settled = True
            for line in lines:
                while self._tells(line):
                    self.hidden.add(min(self._shown(line.parts), key=self._order, default=line.total))
                    is_settled = False

    def _tells(self, line: Line) -> bool:
        """Whether its total less what is shown is one number, about few people, or can only be ones."""
        hidden = [place for place in line.parts if place in self.hidden]
        if line.total in self.hidden:
            return not hidden
        together, skipped = sum(map(self._at, hidden)), sum(line.skipped.get(place, 0) for place in hidden)
        few = self._is_small(together) or self._is_small(abs(skipped))
        return bool(hidden) and (few or len(hidden) == 1 or together == len(hidden))

    def _shown(self, places: Iterable[Place]) -> Iterator[Place]:
        return (place for place in places if place not in self.hidden)

    def _order(self, place: Place) -> tuple[bool, int, Place]:
        """In which numbers are hidden: zeros last, for hiding them hides nobody."""
        return self._at(place) == 0, self._at(place), place

    def _lines(self) -> Iterator[Line]:
        bottom, right = self._last
        for i in range(bottom + 1):
            yield Line(tuple((i, j) for j in range(right)), (i, right), self._skipped)
        for j in range(right + 1):
            yield Line(tuple((i, j) for i in range(bottom)), (bottom, j), self._skipped)

    def _places(self) -> Iterator[Place]:
        return ((i, j) for i, line in enumerate(self._grid) for j in range(len(line)))

    def _at(self, place: Place) -> int:
        return self._grid[place[0]][place[1]]

    def _is_small(self, number: int) -> bool:
        return 0 < number < self._size
