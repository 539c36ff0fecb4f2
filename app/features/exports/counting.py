"""A fold of answer sheets that keeps the bounds of the tally."""

from __future__ import annotations

from collections.abc import Mapping

from app.features.analytics.model import Tally
from app.features.analytics.tally import Cells, Change, Counts, bundle_terms
from app.features.exports.spool import Standing
from app.features.surveys.questions import Question

BUNDLE_EVERY = 1_000


class Counting:
    """A fold in bounded memory: terms that the tally does not hold are one sum, as in every recount."""

    def __init__(self, questions: Mapping[str, Question], tally: Tally | None) -> None:
        self._questions = questions
        self._known = tally.counts.cells if tally else {}
        self._sum, self._pending = Counts(), Counts()

    def add(self, standing: Standing) -> None:
        self._pending.fold(Change(standing.attempt, standing.answers, {}), self._questions)
        if self._pending.entries >= BUNDLE_EVERY:
            self._bundle()

    def total(self, entries: int) -> Counts:
        """What was counted, as the counts of a log with so many entries."""
        self._bundle()
        return Counts(entries, self._sum.cells)

    def cells(self) -> Cells:
        """What was counted and is not zero."""
        self._bundle()
        cells: Cells = {}
        for cell, counter, value in self._sum.nonzero():
            cells.setdefault(cell, {})[counter] = value
        return cells

    def _bundle(self) -> None:
        self._sum.merge(bundle_terms(self._pending, self._known))
        self._pending = Counts()
