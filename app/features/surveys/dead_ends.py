"""Conditions that decide nothing, and questions that nobody can ever see.

Decided by trying: of every question that matters one answer for each thing that the conditions can tell apart (see
``representatives``), in all combinations, with hidden questions unanswered. So it is exact; where there are more than
``MAX_COMBINATIONS`` combinations nothing is said.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.conditions import Atom, Condition, Gate, atoms_in, holds, shown_questions
from app.features.surveys.questions import Question
from app.features.surveys.representatives import representatives
from app.features.surveys.sections import Section, gates_of

MAX_COMBINATIONS = 2_000
MAX_TRIALS = 40_000
"""For one survey: about half a second."""


@dataclass
class Trials:
    """Situations in which a survey can be, and how many more may be looked at."""

    questions: Mapping[str, Question]
    gates: Mapping[str, Gate]
    left: int = MAX_TRIALS
    seen: dict[tuple[Condition, ...], set[bool]] = field(default_factory=dict)

    def outcomes(self, *conditions: Condition) -> set[bool]:
        """What conditions can come to together: both, or the one that it always is. Both where that cannot be told."""
        if conditions not in self.seen:
            self.seen[conditions] = self._outcomes(conditions)
        return self.seen[conditions]

    def can_be_shown(self, question: str) -> bool:
        """False where no answers lead to the question."""
        conditions = self.gates[question].conditions
        return not conditions or True in self.outcomes(*conditions)

    def _outcomes(self, conditions: Sequence[Condition]) -> set[bool]:
        outcomes: set[bool] = set()
        for visible in self._situations(conditions):
            self.left -= 1
            outcomes.add(all(holds(condition, visible) for condition in conditions))
            if len(outcomes) == 2 or self.left <= 0:
                return {True, False}
        return outcomes or {True, False}

    def _situations(self, conditions: Sequence[Condition]) -> Iterator[Mapping[str, AnswerValue]]:
        """What is answered and seen, in every way that matters to the conditions; nothing where there are too many."""
        asked = self._asked(conditions)
        answers: list[list[AnswerValue]] = []
        for question, atoms in asked.items():
            found = representatives(self.questions[question], atoms)
            if found is None:
                return
            answers.append(found)
        if math.prod(map(len, answers)) > MAX_COMBINATIONS:
            return
        gates = [gate for gate in self.gates.values() if gate.question in asked]
        for combination in itertools.product(*answers):
            given = dict(zip(asked, combination, strict=True))
            shown = shown_questions(gates, given)
            yield {question: value for question, value in given.items() if question in shown}

    def _asked(self, conditions: Sequence[Condition]) -> dict[str, list[Atom]]:
        """The questions that the conditions hang on, directly or through others, with all that is said of each."""
        asked: dict[str, list[Atom]] = {}
        waiting = list(conditions)
        while waiting:
            for atom in atoms_in(waiting.pop()):
                if atom.question not in asked:
                    waiting.extend(self.gates[atom.question].conditions)
                said = asked.setdefault(atom.question, [])
                if atom not in said:
                    said.append(atom)
        return asked


def dead_ends(
    questions: Sequence[Question], sections: Sequence[Section], most_trials: int = MAX_TRIALS
) -> Iterator[FieldError]:
    """Problems of conditions that make sense one by one (see ``references``); the paths start at the content."""
    gates = gates_of(questions, sections)
    by_id = {question.id: question for question in questions}
    trials = Trials(by_id, {gate.question: gate for gate in gates}, most_trials)
    for one in (*questions, *sections):
        if one.show_if is not None:  # each for itself first: in a large survey what two come to together costs too much
            trials.outcomes(one.show_if)
    for position, question in enumerate(questions):
        yield from _undecided(trials, question.show_if, f"questions.{position}.show_if")
        if trials.can_be_shown(question.id):
            continue
        if question.required:
            yield FieldError(
                "This question is required, but never shown.", "required_never_shown", f"questions.{position}.required"
            )
        elif all(trials.outcomes(condition) != {False} for condition in trials.gates[question.id].conditions):
            # Each of its conditions can hold, and is no fault by itself: that of its page and its own never do at once.
            yield FieldError("No answers lead here.", "never_shown", f"questions.{position}.show_if")
    for position, section in enumerate(sections):
        yield from _undecided(trials, section.show_if, f"sections.{position}.show_if")
        if section.questions and not any(trials.can_be_shown(question) for question in section.questions):
            yield FieldError("No answers lead here.", "never_shown", f"sections.{position}.questions")


def _undecided(trials: Trials, condition: Condition | None, path: str) -> Iterator[FieldError]:
    if condition is None:
        return
    outcomes = trials.outcomes(condition)
    if outcomes == {False}:
        yield FieldError("This can never be so.", "never_holds", path)
    elif outcomes == {True}:
        yield FieldError("This is always so.", "always_holds", path)
