"""What history and progress look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.features.history.progress import Progress, ProgressPoint, QuestionProgress
from app.features.history.replay import Point
from app.features.history.service import History


class PointResource(msgspec.Struct):
    """``counters``: as in results, absolute; of words the fifty that were said most in the end, others as ``other``."""

    at: datetime
    counters: Annotated[dict[str, int], Meta(examples=[{"n": 12, "o:tea": 9, "o:coffee": 3}])]

    @classmethod
    def of(cls, point: Point) -> PointResource:
        return cls(point.at, point.counters)


class HistoryResource(msgspec.Struct):
    """``points``: one for each step of ``step_s`` seconds in which something changed, the earliest first. ``round``:
    the attempt of an open session."""

    question: str
    round: int
    step_s: int
    points: list[PointResource]

    @classmethod
    def of(cls, history: History) -> HistoryResource:
        return cls(history.question, history.attempt, history.step_s, [PointResource.of(one) for one in history.points])


class ProgressResource(msgspec.Struct):
    """``rate``: of those who joined, how many answered. ``median_s``: from joining to the first answers, of the first
    100,000 people; null where nobody has answered. ``points``: one for each step of ``step_s`` seconds in which
    somebody joined or answered. ``questions`` in their order: where ``last_answered`` is high, people stopped."""

    joined: int
    answered: int
    rate: float | None
    median_s: float | None
    step_s: int
    points: list[ProgressPoint]
    questions: list[QuestionProgress]

    @classmethod
    def of(cls, progress: Progress) -> ProgressResource:
        return cls(
            joined=progress.joined,
            answered=progress.answered,
            rate=progress.answered / progress.joined if progress.joined else None,
            median_s=progress.median_s,
            step_s=progress.step_s,
            points=progress.points,
            questions=progress.questions,
        )
