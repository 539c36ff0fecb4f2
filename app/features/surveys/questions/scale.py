"""Whole numbers on a labelled scale, and the net promoter score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    ORDERED,
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Example,
    Label,
    OptionalLabel,
    PlainQuestion,
    Scalar,
    Telling,
    is_whole,
)

MAX_STEPS = 101


class ScaleLabel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: int
    label: Label


class ScaleBase(PlainQuestion, frozen=True, kw_only=True):
    """Whole numbers, each with a count of its own: ``v:<value>``."""

    example: ClassVar[Example] = Example(answer=4)
    operators: ClassVar[frozenset[str]] = ORDERED
    told_as: ClassVar[Telling] = "values"

    @property
    def values(self) -> range:
        """All that can be answered."""
        return range(11)

    def counted(self, value: AnswerValue) -> Counters:
        return {f"v:{value}": 1}

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "integer"),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: value} if isinstance(value, int) else {}


class Scale(ScaleBase, tag="scale", frozen=True, kw_only=True):
    """A whole number from ``min`` to ``max``, both included."""

    measured_by: ClassVar[tuple[str, ...]] = ("min", "max")

    min: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] = 1
    max: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] = 5
    labels: Annotated[tuple[ScaleLabel, ...], Meta(max_length=MAX_STEPS)] = ()

    @property
    def values(self) -> range:
        return range(self.min, self.max + 1)

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        return _whole_number(value, self.min, self.max)

    def value_columns(self) -> tuple[Column, ...]:
        labels = {str(label.value): label.label for label in self.labels}
        return (Column(self.id, self.title, "integer", labels),)

    def faults(self) -> Iterator[FieldError]:
        if not self.min < self.max < self.min + MAX_STEPS:
            yield FieldError(f"A scale has 2 to {MAX_STEPS} steps.", "out_of_range", "max")
        seen: set[int] = set()
        for position, label in enumerate(self.labels):
            if not self.min <= label.value <= self.max:
                yield FieldError("This value is not on the scale.", "out_of_range", f"labels.{position}.value")
            if label.value in seen:
                yield FieldError("This value is labelled twice.", "duplicate_value", f"labels.{position}.value")
            seen.add(label.value)


class Nps(ScaleBase, tag="nps", frozen=True, kw_only=True):
    """How likely a recommendation is, 0 … 10. Net promoter score = % of 9–10 minus % of 0–6 (Reichheld 2003)."""

    told_as: ClassVar[Telling] = "recommendations"

    min_label: OptionalLabel = ""
    max_label: OptionalLabel = ""

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        return _whole_number(value, 0, 10)


def _whole_number(value: AnswerValue, least: int, most: int) -> int:
    if not isinstance(value, int) or not is_whole(value):
        raise AnswerRejected("wrong_type", "Give a whole number.")
    if not least <= value <= most:
        raise AnswerRejected("out_of_range", f"Give a number from {least} to {most}.")
    return value
