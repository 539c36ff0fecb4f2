"""Enough answers to a question to tell apart all that a set of atoms can say of it.

Whatever a respondent answers, one of them makes the same atoms true. The question itself judges every candidate, so
this knows nothing of what its type takes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.contracts.frames import AnswerValue
from app.features.surveys.conditions import AtLeast as Least
from app.features.surveys.conditions import AtMost as Most
from app.features.surveys.conditions import Atom, Comparable, Includes, Is, is_true_of
from app.features.surveys.questions import AnswerRejected, Question

SOME_DAY = "2000-01-01"
"""Where a question of a date names no bounds."""

MAX_MENTIONED = 8
"""Of so many options each combination is tried; beyond, nothing is said."""


def representatives(question: Question, atoms: Sequence[Atom]) -> list[AnswerValue] | None:
    """One answer for each way in which ``atoms`` (all about this question) can be true, beginning with no answer; None
    where there are too many ways."""
    mentioned = {atom.option for atom in atoms if isinstance(atom, Includes)}
    if len(mentioned) > MAX_MENTIONED:
        return None
    found: dict[tuple[bool, ...], AnswerValue] = {}
    for value in (None, *_accepted(question, _candidates(question, atoms, mentioned))):
        found.setdefault(tuple(is_true_of(atom, value) for atom in atoms), value)
    return list(found.values())


def _accepted(question: Question, candidates: Iterator[Any]) -> Iterator[AnswerValue]:
    for candidate in candidates:
        try:
            yield question.check(candidate)
        except AnswerRejected:
            continue


def _candidates(question: Any, atoms: Sequence[Atom], mentioned: set[str]) -> Iterator[Any]:
    yield from ({"na": True}, "yes", "no", "agreed", "declined", "x", "ada@example.org", "+4930123456", {"other": "x"})
    yield SOME_DAY
    bounds = [atom.value for atom in atoms if isinstance(atom, Is | Least | Most)]
    low, high = getattr(question, "min", 0), getattr(question, "max", 10)
    for bound in (*bounds, low, high, getattr(question, "earliest", None), getattr(question, "latest", None)):
        yield from _around(bound, _step(question))
    yield from (option.id for option in getattr(question, "options", ()))
    yield from _choices(question, mentioned)
    yield from _rows(question, mentioned)
    yield from ({item.id: [50, 50] for item in getattr(question, "items", ())}, _all_points(question))


def _step(question: Any) -> Decimal:
    return Decimal(getattr(question, "step_size", Decimal(1).scaleb(-getattr(question, "decimals", 0))))


def _around(bound: Comparable | date | None, step: Decimal) -> Iterator[Any]:
    """The bound and its neighbours on the grid: between two bounds nothing changes."""
    if isinstance(bound, int | float):
        for value in (Decimal(str(bound)) + step * distance for distance in (-1, 0, 1)):
            yield int(value) if value == int(value) else float(value)
        return
    text = str(bound)
    try:
        if len(text) == len("09:30"):
            minutes = int(text[:2]) * 60 + int(text[3:])
            yield from (f"{moment // 60:02}:{moment % 60:02}" for moment in range(max(minutes - 1, 0), minutes + 2))
        else:
            day = date.fromisoformat(text)
            yield from ((day + timedelta(days=distance)).isoformat() for distance in (-1, 0, 1))
    except (ValueError, OverflowError):
        return


def _choices(question: Any, mentioned: set[str]) -> Iterator[Any]:
    """Every combination of the mentioned options, filled up with others as far as it must be."""
    options = getattr(question, "options", ())
    chosen = [option.id for option in options if option.id in mentioned]
    spare = [option for option in options if option.id not in mentioned]
    filling = [option.id for option in sorted(spare, key=lambda option: getattr(option, "exclusive", False))]
    least = getattr(question, "min_choices", None) or getattr(question, "min_ranked", None) or len(options)
    yield from ([option.id] for option in spare)
    for combination in _combinations(chosen):
        needed = max(least - len(combination), 0)
        for count in {0, needed, max(needed - 1, 0)}:
            yield [*combination, *filling[:count]]
            yield {"chosen": [*combination, *filling[:count]], "other": "x"}


def _rows(question: Any, mentioned: set[str]) -> Iterator[Any]:
    """Every combination of the mentioned columns, one after the other down the rows, or all in each row."""
    columns, rows = getattr(question, "columns", ()), [row.id for row in getattr(question, "rows", ())]
    if not rows:
        return
    spare = [column.id for column in columns if column.id not in mentioned]
    for combination in _combinations([column.id for column in columns if column.id in mentioned]):
        used = [*combination] or spare[:1]
        if used:
            yield dict(zip(rows, itertools.cycle(used), strict=False))
            yield dict.fromkeys(rows, used)


def _all_points(question: Any) -> Any:
    options = getattr(question, "options", ())
    return {options[0].id: getattr(question, "total", 0)} if options else None


def _combinations(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return itertools.chain.from_iterable(itertools.combinations(ids, count) for count in range(len(ids) + 1))
