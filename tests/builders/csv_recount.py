"""The counters of every type, counted once more from the text of an exported CSV file with nothing but the definition.

Nothing here calls the question types: rules are written out a second time on purpose.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

Cells = dict[str, str]
"""The part of a column's name after the question's id → what stands there."""


def recounted(question: Any, rows: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """The counters of one question over all rows, zeros left out."""
    total: Counter[str] = Counter()
    count = COUNT[question.__struct_config__.tag]
    for row in rows:
        cells = _cells_of(question.id, row)
        is_na = cells.pop("na", "false") == "true"
        if is_na:
            assert not cells
            total["x:na"] += 1
        elif cells:
            total.update({"n": 1, **count(question, cells)})
    return {name: amount for name, amount in total.items() if amount}


def _cells_of(question: str, row: Mapping[str, str]) -> Cells:
    own = {name: cell for name, cell in row.items() if name == question or name.startswith(f"{question}_")}
    return {name.removeprefix(question).removeprefix("_"): _plain(cell) for name, cell in own.items() if cell}


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _term(text: str) -> str:
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded.strip(".,;:!?…\"'“”‘’()[]{}") or folded


def _option(_: Any, cells: Cells) -> dict[str, int]:
    if "other" in cells:
        return {"x:other": 1, f"t:{_term(cells['other'])}": 1}
    return {f"o:{cells['']}": 1}


def _options(_: Any, cells: Cells) -> dict[str, int]:
    other = cells.pop("other", None)
    counts = {f"o:{name}": 1 for name, cell in cells.items() if cell == "true"}
    return counts | ({"x:other": 1, f"t:{_term(other)}": 1} if other else {})


def _ranks(_: Any, cells: Cells) -> dict[str, int]:
    return {f"r:{name}:{rank}": 1 for name, rank in cells.items()} | {f"o:{name}": 1 for name in cells}


def _matrix(question: Any, cells: Cells) -> dict[str, int]:
    if question.per_row == "one":
        return {f"c:{row}:{column}": 1 for row, column in cells.items()} | {f"rn:{row}": 1 for row in cells}
    chosen = [name.split("_") for name, cell in cells.items() if cell == "true"]
    return {f"c:{row}:{column}": 1 for row, column in chosen} | {f"rn:{row}": 1 for row, _ in chosen}


def _points(question: Any, cells: Cells) -> dict[str, int]:
    given = {name: int(cell) for name, cell in cells.items()}
    assert sum(given.values()) == question.total
    sums = {f"p:{name}": points for name, points in given.items()}
    squares = {f"pp:{name}": points**2 for name, points in given.items()}
    return sums | squares | {f"o:{name}": 1 for name, points in given.items() if points}


def _stepped(question: Any, cells: Cells) -> dict[str, int]:
    width = Decimal(str(question.step)) if hasattr(question, "step") else Decimal(10) ** -question.decimals
    least, most = Decimal(str(question.min)), Decimal(str(question.max))
    step, steps = (Decimal(cells[""]) - least) / width, (most - least) / width
    assert step == int(step)
    per_bin = next(size for size in _sizes() if steps // size < 100)
    high, low = divmod(int(step) ** 2, 2**32)
    return {f"b:{step // per_bin}": 1, "sum": int(step), "sq_hi": high, "sq_lo": low}


def _sizes() -> Iterable[int]:
    return (factor * 10**power for power in range(9) for factor in (1, 2, 5))


def _day(question: Any, cells: Cells) -> dict[str, int]:
    day, first, last = date.fromisoformat(cells[""]), question.earliest, question.latest
    days = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    label = f"{day}" if days <= 100 else f"{day:%Y-%m}" if months <= 100 else f"{day:%Y}"
    return {f"d:{label}": 1, "sum": (day - first).days}


def _clock(question: Any, cells: Cells) -> dict[str, int]:
    hour, minute = cells[""].split(":")
    first = question.earliest.split(":")
    since = (int(hour) - int(first[0])) * 60 + int(minute) - int(first[1])
    return {f"d:{hour}:{'30' if int(minute) >= 30 else '00'}": 1, "sum": since, "sq": since**2}


def _quiz(question: Any, cells: Cells) -> dict[str, int]:
    chosen = cells[""].split(";")
    is_right = sorted(chosen) == sorted(question.correct)
    points = 0
    if is_right:
        fair = Fraction(question.points)
        if question.scoring == "speed" and "ms" in cells:
            fair *= 1 - Fraction(int(cells["ms"]), 2_000 * question.time_limit_s)
        points = int(max(fair, Fraction(question.points, 2)) + Fraction(1, 2))
    assert (cells["correct"], cells["points"]) == (str(is_right).lower(), str(points))
    return {**{f"o:{one}": 1 for one in chosen}, "correct": int(is_right), "points": points}


def _grid(question: Any, cells: Cells) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in question.items:
        x, y = int(cells[f"{item.id}_x"]), int(cells[f"{item.id}_y"])
        counts |= {f"i:{item.id}": 1, f"g:{item.id}:{min(x // 10, 9)}:{min(y // 10, 9)}": 1}
        counts |= {f"x:{item.id}": x, f"y:{item.id}": y, f"xx:{item.id}": x**2, f"yy:{item.id}": y**2}
        counts[f"xy:{item.id}"] = x * y
    return counts


COUNT: dict[str, Callable[[Any, Cells], dict[str, int]]] = {
    "single_choice": _option,
    "dropdown": _option,
    "multiple_choice": _options,
    "picture_choice": _options,
    "yes_no": _option,
    "consent": _option,
    "ranking": _ranks,
    "matrix": _matrix,
    "points": _points,
    "scale": lambda _, cells: {f"v:{cells['']}": 1},
    "nps": lambda _, cells: {f"v:{cells['']}": 1},
    "number": _stepped,
    "slider": _stepped,
    "date": _day,
    "time": _clock,
    "short_text": lambda _, cells: {f"t:{_term(cells[''])}": 1},
    "long_text": lambda _, cells: {"w": len(cells[""].split())},
    "email": lambda _, cells: {},
    "phone": lambda _, cells: {},
    "quiz": _quiz,
    "grid_2x2": _grid,
}
