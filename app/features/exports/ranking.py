"""Who has most points: pure. Equal points share a rank, and who falls off the end for want of places is counted."""

from __future__ import annotations

import heapq
from collections import Counter

import msgspec

from app.contracts.frames import AnswerValue
from app.features.surveys.questions import Question


class Earned(msgspec.Struct, order=True):
    """What somebody has so far, in the order of rank; ``answered`` counts questions."""

    points: int = 0
    correct: int = 0
    answered: int = 0
    participant: str = ""

    def add(self, question: Question, value: AnswerValue) -> None:
        score = None if value is None else question.score(value)
        if score is not None:
            self.points += score.points
            self.correct += score.is_correct
            self.answered += 1


class Ranked(msgspec.Struct):
    rank: int
    participant: str
    points: int
    correct: int
    answered: int


class Ranking(msgspec.Struct):
    """``tied``: how many more have the points of the last of ``places``."""

    players: int
    tied: int
    places: list[Ranked]

    def cut(self, top: int) -> Ranking:
        """The first ``top`` places of it."""
        kept, left = self.places[:top], self.places[top:]
        if not left:
            return self
        last = kept[-1].points
        beyond = self.tied if self.places[-1].points == last else 0
        return Ranking(self.players, beyond + sum(one.points == last for one in left), kept)


class Best:
    """The first ``top`` of all who pass by, each of whom passes once."""

    def __init__(self, top: int) -> None:
        self._top = top
        self._kept: list[Earned] = []
        self._having: Counter[int] = Counter()

    def enter(self, earned: Earned) -> None:
        """Who answered nothing that counts does not play."""
        if not earned.answered:
            return
        self._having[earned.points] += 1
        if len(self._kept) < self._top:
            heapq.heappush(self._kept, earned)
        else:
            heapq.heappushpop(self._kept, earned)

    def ranking(self) -> Ranking:
        kept = sorted(self._kept, reverse=True)
        shown = Counter(one.points for one in kept)
        last = kept[-1].points if kept else 0
        return Ranking(
            players=self._having.total(),
            tied=self._having[last] - shown[last],
            places=[
                Ranked(
                    rank=1 + sum(other.points > one.points for other in kept),
                    participant=one.participant,
                    points=one.points,
                    correct=one.correct,
                    answered=one.answered,
                )
                for one in kept
            ],
        )
