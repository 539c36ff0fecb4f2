"""The fold: entries in, counts out. Adding and subtracting integers only, so order and grouping do not matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from app.contracts.frames import AnswerValue

Cells = dict[str, dict[str, int]]
"""``"<question>@<attempt>"`` → counter → value; a counter that is missing is 0."""

TERM = "t:"
OTHER = "other"


class Countable(Protocol):
    """What the fold needs of a question."""

    def counters(self, value: AnswerValue, /) -> dict[str, int]: ...


Questions = Mapping[str, Countable]


class Change(NamedTuple):
    """What one entry does to the tally of its session."""

    attempt: int
    answers: Mapping[str, AnswerValue]
    replaces: Mapping[str, AnswerValue]


class Counts:
    """How often what was answered: a commutative group under ``merge``, with zero counters as good as missing."""

    __slots__ = ("cells", "entries")

    def __init__(self, entries: int = 0, cells: Cells | None = None) -> None:
        self.entries = entries
        self.cells: Cells = {} if cells is None else cells

    def fold(self, change: Change, questions: Questions) -> None:
        """Count one entry: add what it answers, subtract what it replaces. Cost does not depend on what stands here.

        Answers to questions that the survey does not have are not counted.
        """
        self.entries += 1
        for values, sign in ((change.answers, 1), (change.replaces, -1)):
            for question_id, value in values.items():
                question = questions.get(question_id)
                if value is not None and question is not None:
                    self._add(f"{question_id}@{change.attempt}", question.counters(value), sign)

    def merge(self, other: Counts) -> None:
        """Add all that ``other`` counted."""
        self.entries += other.entries
        for cell, counters in other.cells.items():
            self._add(cell, counters, 1)

    def take_out(self, other: Counts) -> None:
        """The inverse of ``merge``."""
        self.entries -= other.entries
        for cell, counters in other.cells.items():
            self._add(cell, counters, -1)

    def _add(self, cell: str, counters: Mapping[str, int], sign: int) -> None:
        target = self.cells.setdefault(cell, {})
        for counter, amount in counters.items():
            target[counter] = target.get(counter, 0) + sign * amount

    def nonzero(self) -> Iterator[tuple[str, str, int]]:
        """(cell, counter, value) for every counter that says something."""
        for cell, counters in self.cells.items():
            for counter, value in counters.items():
                if value:
                    yield cell, counter, value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Counts):
            return NotImplemented
        return self.entries == other.entries and set(self.nonzero()) == set(other.nonzero())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Counts(entries={self.entries}, cells={self.cells})"


def fold_all(changes: Iterable[Change], questions: Questions) -> Counts:
    """The counts of a whole log."""
    counts = Counts()
    for change in changes:
        counts.fold(change, questions)
    return counts


def bundle_terms(counts: Counts, shown: Mapping[str, Mapping[str, int]]) -> Counts:
    """The same counts, with all terms that do not stand in the same cell of ``shown`` added up under ``other``."""
    result = Counts(counts.entries)
    for cell, counters in counts.cells.items():
        target = result.cells.setdefault(cell, {})
        known = shown.get(cell, {})
        for counter, value in counters.items():
            name = OTHER if counter.startswith(TERM) and counter not in known else counter
            target[name] = target.get(name, 0) + value
    return result


class Difference(NamedTuple):
    """One counter on which a tally and a recount disagree."""

    cell: str
    counter: str
    stored: int
    recounted: int


def differences(stored: Counts, recounted: Counts) -> list[Difference]:
    """Where two counts differ, sorted; the number of entries stands as cell ``""``, counter ``entries``."""
    left = {(cell, counter): value for cell, counter, value in stored.nonzero()}
    right = {(cell, counter): value for cell, counter, value in recounted.nonzero()}
    left["", "entries"], right["", "entries"] = stored.entries, recounted.entries
    return [
        Difference(cell, counter, left.get((cell, counter), 0), right.get((cell, counter), 0))
        for cell, counter in sorted(left.keys() | right.keys())
        if left.get((cell, counter), 0) != right.get((cell, counter), 0)
    ]
