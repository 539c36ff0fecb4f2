"""A number of points shared out among options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Example,
    PlainQuestion,
    Scalar,
    Telling,
    is_whole,
)
from app.features.surveys.questions.options import TEA_OR_COFFEE, FewOptions, bytes_of, repeated_ids


class Points(PlainQuestion, tag="points", frozen=True, kw_only=True):
    """The value holds the whole points of each option that got any, in the options' order; they add up to ``total``.

    ``p:<option>`` sums points, ``pp:<option>`` their squares, ``o:<option>`` counts those who gave any.
    """

    example: ClassVar[Example] = Example({"options": TEA_OR_COFFEE}, {"tea": 70, "coffee": 30})
    told_as: ClassVar[Telling] = "points"
    measured_by: ClassVar[tuple[str, ...]] = ("total",)

    options: FewOptions
    total: Annotated[int, Meta(ge=1, le=1_000)] = 100
    shuffle: bool = False

    def most_bytes(self) -> int:
        return super().most_bytes() + bytes_of(self.options, beside=9)

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        given = _points_of(value)
        if given is None:
            raise AnswerRejected("wrong_type", "Give whole points to the options.")
        if not given.keys() <= {option.id for option in self.options}:
            raise AnswerRejected("unknown_option", "One of these options does not exist.")
        if any(points < 0 for points in given.values()):
            raise AnswerRejected("out_of_range", "Points cannot be less than none.")
        if sum(given.values()) != self.total:
            raise AnswerRejected("wrong_total", f"Give {self.total} points in all.")
        return {option.id: given[option.id] for option in self.options if given.get(option.id)}

    def counted(self, value: AnswerValue) -> Counters:
        counters: Counters = {}
        for option, points in (_points_of(value) or {}).items():
            counters |= {f"p:{option}": points, f"pp:{option}": points * points, f"o:{option}": 1}
        return counters

    def value_columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(f"{self.id}_{option.id}", f"{self.title}: {option.label}", "integer") for option in self.options
        )

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        given = _points_of(value) or {}
        return {f"{self.id}_{option.id}": given.get(option.id, 0) for option in self.options}

    def faults(self) -> Iterator[FieldError]:
        return repeated_ids(self.options)


def _points_of(value: AnswerValue) -> dict[str, int] | None:
    """The points of each option; None where the value is something else."""
    if not isinstance(value, dict):
        return None
    points = {option: given for option, given in value.items() if isinstance(given, int) and is_whole(given)}
    return points if len(points) == len(value) else None
