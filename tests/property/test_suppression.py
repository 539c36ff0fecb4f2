"""Nothing that is hidden in a table can be worked out from what is shown, whatever people answered."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.features.crosstabs.bridges import bridged_side
from app.features.crosstabs.suppression import Published, without_small_groups
from app.features.crosstabs.table import Axis, Pair, Table, counted

Shown = Sequence[Sequence[int | None]]
NAMES = "abcdef"


def axis(size: int, *, several: bool = False) -> Axis:
    return Axis("q", 1, tuple(NAMES[:size]), several)


def grid_of(cells: Sequence[Sequence[int]]) -> list[list[int]]:
    """With totals, of people who each chose one option."""
    lines = [[*line, sum(line)] for line in cells]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]


def shown_of(grid: list[list[int]], size: int, published: Published | None = None, *, several: bool = False) -> Shown:
    rows, columns = axis(len(grid) - 1, several=several), axis(len(grid[0]) - 1, several=several)
    return without_small_groups(Table(rows, columns, grid), grid, size, published or Published()).grid


def lines_of(grid: Sequence[Sequence[int | None]]) -> Iterator[tuple[list[int | None], int | None]]:
    """(parts, total) of every row and column, those of totals too."""
    for matrix in (grid, list(zip(*grid, strict=True))):
        for *parts, total in matrix:
            yield parts, total


def rests(shown: Shown) -> Iterator[int]:
    """What everybody can subtract: each total less what is shown of its line."""
    for parts, total in lines_of(shown):
        if total is not None:
            yield total - sum(part or 0 for part in parts)


COUNTS = st.one_of(st.integers(0, 4), st.integers(0, 40))


@st.composite
def tables(draw: st.DrawFn, most: int = 6) -> list[list[int]]:
    width = draw(st.integers(1, most))
    line = st.lists(COUNTS, min_size=width, max_size=width)
    return grid_of(draw(st.lists(line, min_size=1, max_size=most)))


@st.composite
def crowds(draw: st.DrawFn) -> list[list[int]]:
    """Tables of people who may choose several options."""
    chosen = st.lists(st.sets(st.sampled_from("abc")), min_size=2, max_size=2)
    people: list[Pair] = [(one[0], one[1]) for one in draw(st.lists(chosen, max_size=40))]
    times = draw(st.integers(1, 3))
    return counted(axis(3, several=True), axis(3, several=True), people * times)


@settings(max_examples=400, deadline=None)
@given(tables(), st.integers(2, 6))
def test_no_total_less_what_is_shown_is_a_small_group(grid: list[list[int]], size: int) -> None:
    shown = shown_of(grid, size)
    assert not [rest for rest in rests(shown) if 0 < rest < size]
    assert not [n for line in shown for n in line if n is not None and 0 < n < size]
    for parts, total in lines_of(shown):
        assert [*parts, total].count(None) != 1, "what is missing alone is the rest"


@given(tables(), st.integers(2, 6))
def test_what_is_shown_is_true_and_a_table_without_small_groups_is_whole(grid: list[list[int]], size: int) -> None:
    shown = shown_of(grid, size)
    numbers = [n for line in grid for n in line]
    assert all(n in (None, true) for n, true in zip([n for line in shown for n in line], numbers, strict=True))
    if not any(0 < n < size for n in numbers):
        assert shown == grid
    assert (shown == grid) == (not any(0 < n < size for n in numbers))


@given(crowds(), st.integers(2, 5))
def test_of_several_choices_neither_who_chose_nor_who_did_not_are_few(grid: list[list[int]], size: int) -> None:
    shown = shown_of(grid, size, several=True)
    for parts, total in lines_of(shown):
        for part in parts:
            if part is not None:
                assert not 0 < part < size
                assert total is None or not 0 < total - part < size


@given(tables(4), st.integers(2, 5), st.randoms(use_true_random=False))
def test_totals_and_what_everybody_is_shown_differ_by_no_small_group(
    grid: list[list[int]], size: int, chance: random.Random
) -> None:
    skipped = [chance.choice([0, 0, 1, 2, 9]) for _ in grid[:-1]]
    everybody = {f"o:{name}": line[-1] + more for name, line, more in zip(NAMES, grid, skipped, strict=False)}
    everybody = dict(itertools.islice(everybody.items(), len(skipped))) | {"n": grid[-1][-1] + sum(skipped)}
    shown = shown_of(grid, size, Published(rows=everybody))
    totals = zip(NAMES, [line[-1] for line in shown[:-1]], strict=False)
    missing = [everybody[f"o:{name}"] - n for name, n in totals if n is not None]
    assert not [one for one in missing if 0 < one < size]
    if (n := shown[-1][-1]) is not None:
        assert not 0 < everybody["n"] - n < size
        assert not 0 < everybody["n"] - n - sum(missing) < size


Place = tuple[int, int]


def equations(shown: Shown) -> Iterator[tuple[list[Place], list[Place]]]:
    """(parts, [total]) of every line, as far as it is hidden; what is shown is a known number."""
    places = [[(i, j) for j in range(len(line))] for i, line in enumerate(shown)]
    for matrix in (places, list(zip(*places, strict=True))):
        for *parts, total in matrix:
            yield [(i, j) for i, j in parts if shown[i][j] is None], [(i, j) for i, j in [total] if shown[i][j] is None]


def determined(shown: Shown) -> set[Place]:
    """Hidden numbers that have one solution, by Gauss and Jordan: alone in their equation at the end."""
    solved: dict[Place, dict[Place, Fraction]] = {}
    for parts, totals in equations(shown):
        equation = dict.fromkeys(parts, Fraction(1)) | dict.fromkeys(totals, Fraction(-1))
        for unknown in list(equation):
            if unknown in solved:
                _subtract(equation, solved[unknown], equation[unknown])
        if equation:
            unknown, by = next(iter(equation.items()))
            equation = {other: factor / by for other, factor in equation.items()}
            for former in solved.values():
                _subtract(former, equation, former.get(unknown, Fraction(0)))
            solved[unknown] = equation
    return {unknown for unknown, equation in solved.items() if len(equation) == 1}


def _subtract(equation: dict[Place, Fraction], other: dict[Place, Fraction], times: Fraction) -> None:
    for unknown, factor in other.items():
        equation[unknown] = equation.get(unknown, Fraction(0)) - times * factor
        if not equation[unknown]:
            del equation[unknown]


@settings(max_examples=400, deadline=None)
@example(grid_of([[2, 2, 9, 9], [2, 2, 1, 9], [9, 9, 2, 2], [9, 9, 2, 2]]), 3)
@given(tables(), st.integers(2, 6))
def test_no_hidden_number_is_the_only_solution_of_all_lines_together(grid: list[list[int]], size: int) -> None:
    shown = shown_of(grid, size)
    assert not determined(shown)


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(-6, -1))))
def test_a_bridge_is_found_where_one_edge_alone_joins_its_ends(edges: set[tuple[int, int]]) -> None:
    bridges = {edge for edge in edges if edge[1] not in reached_from(edge[0], edges - {edge})}
    side = bridged_side(edges)
    crossing = {edge for edge in edges if (edge[0] in side) != (edge[1] in side)}
    assert len(crossing) == bool(bridges)
    assert crossing <= bridges


def reached_from(start: int, edges: set[tuple[int, int]]) -> set[int]:
    reached = {start}
    while new := {vertex for edge in edges if reached & set(edge) for vertex in edge} - reached:
        reached |= new
    return reached


def possible(shown: Shown, most: int) -> Iterator[tuple[int, ...]]:
    """Every table, of cells up to ``most``, that would look like this."""
    height, width = len(shown) - 1, len(shown[0]) - 1
    cells = [shown[i][j] for i in range(height) for j in range(width)]
    for guess in itertools.product(*[range(most + 1) if cell is None else (cell,) for cell in cells]):
        true = grid_of([guess[i * width : (i + 1) * width] for i in range(height)])
        numbers = zip(itertools.chain(*shown), itertools.chain(*true), strict=True)
        if all(n in (None, other) for n, other in numbers):
            yield guess


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=2, max_size=3), st.integers(2, 4))
def test_every_small_number_could_be_another_one(cells: list[list[int]], size: int) -> None:
    """By brute force: all tables that look the same are tried."""
    grid = grid_of(cells)
    true = [n for line in cells for n in line]
    guesses = list(itertools.islice(possible(shown_of(grid, size), 6), 20_000))
    assert tuple(true) in guesses
    for position, n in enumerate(true):
        if 0 < n < size:
            assert len({guess[position] for guess in guesses}) > 1
