"""Questions with right answers and points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from app.contracts.frames import AnswerItem, AnswerValue, Identifier
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    INCLUDING,
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Described,
    Example,
    QuestionBase,
    Scalar,
    Score,
    Telling,
)
from app.features.surveys.questions.options import (
    TEA_OR_COFFEE,
    FewOptions,
    bytes_of,
    chosen_of,
    labels_of,
    repeated_ids,
)

GRACE_MS = 1_000
"""How long after the limit an answer is still taken: it left the phone before."""

Correct = Annotated[tuple[Identifier, ...], Meta(min_length=1, max_length=20)]
MaxPoints = Annotated[int, Meta(ge=1, le=10_000)]
Scoring = Literal["flat", "speed"]
TimeLimit = Annotated[int, Meta(ge=5, le=600)]


class PublicQuiz(Described, tag="quiz", frozen=True, kw_only=True):
    """A quiz question as participants see it: ``correct`` is null until the question is revealed."""

    options: FewOptions
    correct: Correct | None = None
    points: MaxPoints = 1_000
    scoring: Scoring = "flat"
    time_limit_s: TimeLimit | None = None
    shuffle: bool = False


class Quiz(QuestionBase, tag="quiz", frozen=True, kw_only=True):
    """Right is who chooses all of ``correct`` and nothing else.

    Sent is the list of ids; stored is ``{"chosen": ids, "ms": elapsed}``, with the time since the question was opened
    as the server measured it, and without where it was not opened for all at once. ``o:<option>`` counts choices,
    ``correct`` right answers, ``points`` sums points.
    """

    example: ClassVar[Example] = Example({"options": TEA_OR_COFFEE, "correct": ["tea"]}, ["tea"])
    operators: ClassVar[frozenset[str]] = INCLUDING
    told_as: ClassVar[Telling] = "quiz_options"

    options: FewOptions
    correct: Correct
    points: MaxPoints = 1_000
    scoring: Scoring = "flat"
    time_limit_s: TimeLimit | None = None
    shuffle: bool = False

    def most_bytes(self) -> int:
        return super().most_bytes() + bytes_of(self.options)

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if context.is_revealed:
            raise AnswerRejected("already_revealed", "The right answer was shown already.")
        chosen = chosen_of(self.options, value.get("chosen") if isinstance(value, dict) else value)
        if not chosen:
            raise AnswerRejected("too_few", "Choose an answer.")
        if context.elapsed_ms is None:
            return {"chosen": list(chosen)}
        if self.time_limit_s is not None and context.elapsed_ms > self.time_limit_s * 1_000 + GRACE_MS:
            raise AnswerRejected("time_is_up", "The time for this question is up.")
        return {"chosen": list(chosen), "ms": context.elapsed_ms}

    def score(self, value: AnswerValue) -> Score:
        """What a stored value is worth. With ``speed``, points fall from all at once to half at the limit, as Kahoot
        counts them: points × (1 − ms ÷ (2 × limit)), rounded half up and never below half."""
        chosen, ms = _parts_of(value)
        if set(chosen) != set(self.correct):
            return Score(False, 0)
        if self.scoring == "flat" or self.time_limit_s is None or ms is None:
            return Score(True, self.points)
        whole = 2 * self.time_limit_s * 1_000
        earned = (2 * self.points * (whole - ms) + whole) // (2 * whole)
        return Score(True, min(max(earned, (self.points + 1) // 2), self.points))

    def most_points(self) -> int:
        return self.points

    def counted(self, value: AnswerValue) -> Counters:
        chosen, _ = _parts_of(value)
        score = self.score(value)
        return {**{f"o:{option}": 1 for option in chosen}, "correct": int(score.is_correct), "points": score.points}

    def value_columns(self) -> tuple[Column, ...]:
        return (
            Column(self.id, self.title, "text", labels_of(self.options)),
            Column(f"{self.id}_correct", f"{self.title}: right", "boolean"),
            Column(f"{self.id}_points", f"{self.title}: points", "integer"),
            Column(f"{self.id}_ms", f"{self.title}: milliseconds until the answer", "integer"),
        )

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        chosen, ms = _parts_of(value)
        score = self.score(value)
        cells: dict[str, Scalar] = {
            self.id: ";".join(chosen),
            f"{self.id}_correct": score.is_correct,
            f"{self.id}_points": score.points,
        }
        return cells if ms is None else {**cells, f"{self.id}_ms": ms}

    def faults(self) -> Iterator[FieldError]:
        yield from repeated_ids(self.options)
        known = {option.id for option in self.options}
        for position, option in enumerate(self.correct):
            if option not in known:
                yield FieldError("This option does not exist.", "unknown_option", f"correct.{position}")
            if option in self.correct[:position]:
                yield FieldError("This option stands twice.", "duplicate_id", f"correct.{position}")
        if self.scoring == "speed" and self.time_limit_s is None:
            yield FieldError("Points for speed need a time limit.", "missing", "time_limit_s")

    def for_participants(self, *, is_revealed: bool = False) -> PublicQuiz:
        """The question as participants may see it now."""
        shared = {name: getattr(self, name) for name in PublicQuiz.__struct_fields__}
        return PublicQuiz(**{**shared, "correct": self.correct if is_revealed else None})


def _parts_of(value: AnswerValue) -> tuple[list[str], int | None]:
    """The chosen ids of a stored value, and its time."""
    parts: dict[str, AnswerItem] = value if isinstance(value, dict) else {}
    chosen, ms = parts.get("chosen"), parts.get("ms")
    return [str(one) for one in chosen] if isinstance(chosen, list) else [], ms if isinstance(ms, int) else None
