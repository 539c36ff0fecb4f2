"""What each simulated respondent does: honest people, and the ways of real ones on bad networks.

Pure: a plan depends on the seed and the row only. Whatever a plan does, its last submission holds the file's row.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.contracts.frames import AnswerValue
from app.demo.survey import QUESTIONS, Respondent
from app.features.surveys.questions import Number, Question, Scale, ShortText, SingleChoice

Values = dict[str, AnswerValue]


class Habit(StrEnum):
    """How somebody behaves; the last four are what the log must withstand."""

    STEADY = "answers once"
    CHANGES_MIND = "changes their mind"
    SENDS_TWICE = "sends twice"
    DROPS = "drops and comes back"
    RETRACTS = "retracts, answers again"


HABIT_WEIGHTS = {
    Habit.STEADY: 60,
    Habit.CHANGES_MIND: 12,
    Habit.SENDS_TWICE: 10,
    Habit.DROPS: 10,
    Habit.RETRACTS: 8,
}


@dataclass(frozen=True, slots=True)
class Submission:
    """One message; ``resent`` sends the same frame once more, ``cut`` breaks the socket right after the first send."""

    answers: Values
    resent: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A respondent, their habit, and their submissions in order."""

    respondent: Respondent
    habit: Habit
    submissions: tuple[Submission, ...]


def plan_of(respondent: Respondent, seed: int) -> Plan:
    """The plan of one respondent; the same for the same row and seed."""
    randomness = random.Random(f"{seed}:{respondent.number}")
    habit = randomness.choices(list(HABIT_WEIGHTS), list(HABIT_WEIGHTS.values()))[0]
    return Plan(respondent, habit, tuple(_submissions(respondent.answers, habit, randomness)))


def _submissions(truth: Values, habit: Habit, randomness: random.Random) -> Iterator[Submission]:
    match habit:
        case Habit.STEADY:
            yield Submission(truth)
        case Habit.CHANGES_MIND:
            yield Submission(_other_values(truth, randomness))
            yield Submission(truth)
        case Habit.SENDS_TWICE:
            yield Submission(truth, resent=True)
        case Habit.DROPS:
            yield Submission(truth, cut=True)
        case Habit.RETRACTS:
            yield Submission(truth)
            yield Submission(_retracted(truth))
            yield Submission(truth)


def _other_values(truth: Values, randomness: random.Random) -> Values:
    """Another valid value for about half of the questions, at least one."""
    changed = dict(truth)
    for question in randomness.sample(QUESTIONS, randomness.randint(1, len(QUESTIONS))):
        changed[question.id] = _any_value(question, randomness)
    return changed


def _any_value(question: Question, randomness: random.Random) -> AnswerValue:
    match question:
        case SingleChoice():
            return randomness.choice(question.options).id
        case Scale():
            return randomness.randint(question.min, question.max)
        case Number():
            return randomness.randint(int(question.min), int(question.max))
        case ShortText():
            return randomness.choice(("None of them", "undecided", "Green", "reform"))
        case _:
            raise TypeError(f"The sample survey has no {type(question).__name__}.")


def _retracted(truth: Values) -> Values:
    """The same form with all that may be taken back, taken back."""
    return {question.id: truth[question.id] if question.required else None for question in QUESTIONS}
