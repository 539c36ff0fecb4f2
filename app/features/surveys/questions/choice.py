"""Choices among named options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import AnswerValue, Identifier
from app.core.errors import FieldError
from app.features.surveys.questions.base import AnswerRejected, Counters, Label, QuestionBase


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: Identifier
    label: Label


Options = Annotated[tuple[Option, ...], Meta(min_length=2, max_length=100)]


def _repeated_ids(options: tuple[Option, ...]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for position, option in enumerate(options):
        if option.id in seen:
            yield FieldError("This id stands twice.", "duplicate_id", f"options.{position}.id")
        seen.add(option.id)


class SingleChoice(QuestionBase, tag="single_choice", frozen=True, kw_only=True):
    """Exactly one of the options; the value is its id."""

    options: Options

    def check(self, value: AnswerValue) -> AnswerValue:
        if not isinstance(value, str):
            raise AnswerRejected("wrong_type", "Choose one option.")
        if all(option.id != value for option in self.options):
            raise AnswerRejected("unknown_option", "This option does not exist.")
        return value

    def counters(self, value: AnswerValue) -> Counters:
        return {"n": 1, f"o:{value}": 1}

    def problems(self) -> Iterator[FieldError]:
        return _repeated_ids(self.options)


class MultipleChoice(QuestionBase, tag="multiple_choice", frozen=True, kw_only=True):
    """Several of the options; the value is the list of their ids, kept in the options' order."""

    options: Options
    min_choices: Annotated[int, Meta(ge=1)] = 1
    max_choices: Annotated[int, Meta(ge=1)] | None = None

    def check(self, value: AnswerValue) -> AnswerValue:
        if not isinstance(value, list):
            raise AnswerRejected("wrong_type", "Choose from the options.")
        chosen = set(value)
        if len(chosen) != len(value):
            raise AnswerRejected("repeated_option", "Each option counts once.")
        if not chosen <= {option.id for option in self.options}:
            raise AnswerRejected("unknown_option", "One of these options does not exist.")
        if len(chosen) < self.min_choices:
            raise AnswerRejected("too_few", f"Choose at least {self.min_choices}.")
        if self.max_choices is not None and len(chosen) > self.max_choices:
            raise AnswerRejected("too_many", f"Choose at most {self.max_choices}.")
        return [option.id for option in self.options if option.id in chosen]

    def counters(self, value: AnswerValue) -> Counters:
        chosen = value if isinstance(value, list) else []
        return {"n": 1, **{f"o:{option}": 1 for option in chosen}}

    def problems(self) -> Iterator[FieldError]:
        yield from _repeated_ids(self.options)
        most = self.max_choices or len(self.options)
        if most > len(self.options):
            yield FieldError("More than there are options.", "out_of_range", "max_choices")
        if self.min_choices > most:
            yield FieldError("More than may be chosen.", "out_of_range", "min_choices")
