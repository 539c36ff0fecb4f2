"""The counters of one question, as they stood at the end of each step. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from app.contracts.frames import AnswerValue
from app.features.analytics.tally import OTHER, TERM, Change, Countable, Counts
from app.features.history.steps import Steps

MOST_TERMS = 50


class Point(msgspec.Struct, frozen=True):
    """``counters``: absolute, those that are not zero; between two points nothing changed."""

    at: datetime
    counters: dict[str, int]


class KeptTerms:
    """A question whose terms are counted one by one only where they are in ``kept``."""

    def __init__(self, question: Countable, kept: frozenset[str]) -> None:
        self._question = question
        self._kept = kept

    def counters(self, value: AnswerValue, /) -> dict[str, int]:
        counters: dict[str, int] = {}
        for name, amount in self._question.counters(value).items():
            told = OTHER if name.startswith(TERM) and name not in self._kept else name
            counters[told] = counters.get(told, 0) + amount
        return counters


def most_said(counters: Mapping[str, int]) -> frozenset[str]:
    """The terms that are told by name: those that were said most in the end."""
    terms = ((count, name) for name, count in counters.items() if name.startswith(TERM) and count)
    return frozenset(name for _, name in heapq.nlargest(MOST_TERMS, terms))


class Replay:
    """``cell``: the question and the round that is told. Entries may come in any order."""

    def __init__(self, question: str, attempt: int, countable: Countable, steps: Steps) -> None:
        self.cell = f"{question}@{attempt}"
        self._question, self._attempt = question, attempt
        self._countable = {question: countable}
        self._steps = steps
        self._changes: dict[int, Counts] = {}

    def add(self, at: datetime, change: Change) -> None:
        """Count an entry where it says something about the question."""
        if change.attempt == self._attempt and self._question in change.answers:
            self._changes.setdefault(self._steps.place(at), Counts()).fold(change, self._countable)

    def points(self) -> Iterator[Point]:
        """One for each step in which something changed, the earliest first."""
        counts, told = Counts(), dict[str, int]()
        for place in sorted(self._changes):
            counts.merge(self._changes[place])
            now = {name: value for name, value in counts.cells.get(self.cell, {}).items() if value}
            if now != told:
                told = now
                yield Point(self._steps.closes(place), now)
