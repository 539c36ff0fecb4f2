"""A part of a session's people, and what they answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from app.features.analytics.model import Tally
from app.features.analytics.tally import Cells
from app.features.exports.counting import Counting
from app.features.exports.people import chosen_by
from app.features.exports.spool import Standing
from app.features.surveys.questions import Question


class Segment(msgspec.Struct, frozen=True):
    """Who chose any of ``options`` in one round of a live session, or one attempt of an open one."""

    question: str
    attempt: int
    options: tuple[str, ...]


class SegmentCounts(msgspec.Struct, frozen=True):
    """``people``: those in the segment, of the ``answered`` who chose any option at all. ``cells``: what they answered,
    in every round."""

    people: int
    answered: int
    cells: Cells


class SegmentFold:
    """Counts the people of a segment, one by one."""

    def __init__(self, segment: Segment, questions: Mapping[str, Question], tally: Tally | None) -> None:
        self._segment = segment
        self._question = questions[segment.question]
        self._wanted = frozenset(segment.options)
        self._people = self._answered = 0
        self._counting = Counting(questions, tally)

    def add(self, sheets: Sequence[Standing]) -> None:
        """One participant, with the sheets of all attempts."""
        chosen = chosen_by(sheets, self._question, self._segment.attempt)
        self._answered += bool(chosen)
        if chosen & self._wanted:
            self._people += 1
            for sheet in sheets:
                self._counting.add(sheet)

    def counts(self) -> SegmentCounts:
        return SegmentCounts(self._people, self._answered, self._counting.cells())
