"""Options put in order, the best first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    INCLUDING,
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Example,
    PlainQuestion,
    Scalar,
    Telling,
)
from app.features.surveys.questions.options import (
    TEA_OR_COFFEE,
    FewOptions,
    bytes_of,
    chosen_of,
    repeated_ids,
    texts_in,
)


class Ranking(PlainQuestion, tag="ranking", frozen=True, kw_only=True):
    """The value is the list of ids, best first. ``min_ranked`` and ``max_ranked``: null means all options.

    ``r:<option>:<rank>`` counts ranks from 1, ``o:<option>`` having been ranked at all.
    """

    example: ClassVar[Example] = Example({"options": TEA_OR_COFFEE}, ["coffee", "tea"])
    operators: ClassVar[frozenset[str]] = INCLUDING
    told_as: ClassVar[Telling] = "ranks"

    options: FewOptions
    min_ranked: Annotated[int, Meta(ge=1)] | None = None
    max_ranked: Annotated[int, Meta(ge=1)] | None = None
    shuffle: bool = False

    def most_bytes(self) -> int:
        return super().most_bytes() + bytes_of(self.options)

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        ranked = len(chosen_of(self.options, value))
        if ranked < self._least:
            raise AnswerRejected("too_few", f"Rank at least {self._least}.")
        if ranked > self._most:
            raise AnswerRejected("too_many", f"Rank at most {self._most}.")
        return list(texts_in(value))

    def counted(self, value: AnswerValue) -> Counters:
        counters: Counters = {}
        for rank, option in enumerate(texts_in(value), start=1):
            counters |= {f"r:{option}:{rank}": 1, f"o:{option}": 1}
        return counters

    def value_columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(f"{self.id}_{option.id}", f"{self.title}: rank of {option.label}", "integer")
            for option in self.options
        )

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {f"{self.id}_{option}": rank for rank, option in enumerate(texts_in(value), start=1)}

    def faults(self) -> Iterator[FieldError]:
        yield from repeated_ids(self.options)
        if self._most > len(self.options):
            yield FieldError("More than there are options.", "out_of_range", "max_ranked")
        if self._least > self._most:
            yield FieldError("More than may be ranked.", "out_of_range", "min_ranked")

    @property
    def _least(self) -> int:
        return len(self.options) if self.min_ranked is None else self.min_ranked

    @property
    def _most(self) -> int:
        return len(self.options) if self.max_ranked is None else self.max_ranked
