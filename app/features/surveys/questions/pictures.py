"""Choices among pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from app.contracts.frames import AnswerValue, Identifier
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    INCLUDING,
    AnswerContext,
    Column,
    Counters,
    Example,
    Label,
    OptionalLabel,
    PlainQuestion,
    Scalar,
    Telling,
)
from app.features.surveys.questions.choice import impossible_counts, require_count
from app.features.surveys.questions.options import (
    TEA_OR_COFFEE,
    bytes_of,
    chosen_of,
    repeated_ids,
    require_possible,
    texts_in,
)

ImageId = Annotated[str, Meta(pattern=r"^img_[A-Za-z0-9_-]{1,60}$(?!\n)")]


class PictureOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``image``: an uploaded one; null only while drafting. ``alt`` describes it where the label does not."""

    id: Identifier
    label: Label
    image: ImageId | None = None
    alt: OptionalLabel = ""
    exclusive: bool = False


class PictureChoice(PlainQuestion, tag="picture_choice", frozen=True, kw_only=True):
    """One or several pictures; the value is the list of their ids, kept in the options' order."""

    example: ClassVar[Example] = Example(
        {"options": [{**option, "image": f"img_{option['id']}"} for option in TEA_OR_COFFEE]}, ["tea"]
    )
    operators: ClassVar[frozenset[str]] = INCLUDING
    told_as: ClassVar[Telling] = "options"

    options: Annotated[tuple[PictureOption, ...], Meta(min_length=2, max_length=100)]
    min_choices: Annotated[int, Meta(ge=1)] = 1
    max_choices: Annotated[int, Meta(ge=1)] = 1
    shuffle: bool = False

    def most_bytes(self) -> int:
        return super().most_bytes() + bytes_of(self.options)

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        chosen = chosen_of(self.options, value)
        is_exclusive = require_possible(self.options, chosen)
        require_count(len(chosen), 1 if is_exclusive else self.min_choices, self.max_choices)
        return list(chosen)

    def counted(self, value: AnswerValue) -> Counters:
        return {f"o:{option}": 1 for option in texts_in(value)}

    def value_columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(f"{self.id}_{option.id}", f"{self.title}: {option.label}", "boolean") for option in self.options
        )

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        chosen = texts_in(value)
        return {f"{self.id}_{option.id}": option.id in chosen for option in self.options}

    def faults(self) -> Iterator[FieldError]:
        yield from repeated_ids(self.options)
        for position, option in enumerate(self.options):
            if option.image is None:
                yield FieldError("Choose a picture.", "missing", f"options.{position}.image")
        plain = sum(not option.exclusive for option in self.options)
        yield from impossible_counts(self.min_choices, self.max_choices, max(plain, 1))
