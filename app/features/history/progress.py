"""How a session came along: who joined and answered when, how far they got, how long it took. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from app.contracts.frames import AnswerValue
from app.features.history.steps import Steps
from app.features.surveys.conditions import Gate, shown_questions

Answers = Mapping[str, AnswerValue]


class ProgressPoint(msgspec.Struct, frozen=True):
    """``joined`` and ``answered``: how many people had, by ``at``."""

    at: datetime
    joined: int
    answered: int


class QuestionProgress(msgspec.Struct, frozen=True):
    """Of those who answered anything: ``shown`` to how many, ``answered`` by how many, and of how many it is the last
    answer there is."""

    question: str
    shown: int
    answered: int
    last_answered: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """``median_s``: from joining to the first answer sheet, over the ``timed``; None where nobody was."""

    joined: int
    answered: int
    median_s: float | None
    timed: int
    step_s: int
    points: list[ProgressPoint]
    questions: list[QuestionProgress]


class Course:
    """Gathers people one by one. ``questions``: their ids in order; ``gates``: what decides which are shown, none where
    everybody is asked everything."""

    def __init__(self, questions: Sequence[str], gates: Iterable[Gate], steps: Steps) -> None:
        self._questions = questions
        self._gates = tuple(gates)
        self._steps = steps
        self._joined = [0] * steps.count
        self._answered = [0] * steps.count
        self._took = array("d")
        self._shown, self._given, self._last = (dict.fromkeys(questions, 0) for _ in range(3))

    def join(self, at: datetime) -> None:
        self._joined[self._steps.place(at)] += 1

    def answer(self, first_at: datetime, sheets: Sequence[Answers], joined_at: datetime | None) -> None:
        """Somebody who answered anything; ``sheets``: what holds in the end, one for each attempt."""
        given = {name for sheet in sheets for name, value in sheet.items() if value is not None}
        answered = [question for question in self._questions if question in given]
        if not answered:
            return
        self._answered[self._steps.place(first_at)] += 1
        self._last[answered[-1]] += 1
        for question in answered:
            self._given[question] += 1
        for question in self._shown_on(sheets):
            self._shown[question] += 1
        if joined_at is not None:
            self._took.append(max(0.0, (first_at - joined_at).total_seconds()))

    def progress(self) -> Progress:
        """All that was gathered."""
        points, joined, answered = [], 0, 0
        for place in range(self._steps.count):
            if self._joined[place] or self._answered[place]:
                joined, answered = joined + self._joined[place], answered + self._answered[place]
                points.append(ProgressPoint(self._steps.closes(place), joined, answered))
        return Progress(
            joined=joined,
            answered=answered,
            median_s=_median(self._took),
            timed=len(self._took),
            step_s=self._steps.step_s,
            points=points,
            questions=[
                QuestionProgress(one, self._shown[one], self._given[one], self._last[one]) for one in self._questions
            ],
        )

    def _shown_on(self, sheets: Sequence[Answers]) -> Iterable[str]:
        if not self._gates:
            return self._questions
        return set().union(*(shown_questions(self._gates, sheet) for sheet in sheets)) & set(self._questions)


def _median(took: array[float]) -> float | None:
    if not took:
        return None
    ordered = sorted(took)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
