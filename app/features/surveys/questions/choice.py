"""Choices among named options, with room for an answer in one's own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    COMPARED,
    INCLUDING,
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Example,
    Label,
    PlainQuestion,
    Scalar,
    Telling,
)
from app.features.surveys.questions.options import (
    TEA_OR_COFFEE,
    Options,
    bytes_of,
    chosen_of,
    labels_of,
    repeated_ids,
    require_possible,
    texts_in,
)
from app.features.surveys.questions.text import MAX_CHARACTERS, short_text, term_of

OTHER = "other"
CHOSEN = "chosen"


class OtherOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An option to be filled in; always the last one."""

    label: Label
    max_length: Annotated[int, Meta(ge=1, le=MAX_CHARACTERS)] = MAX_CHARACTERS


class ChoiceBase(PlainQuestion, frozen=True, kw_only=True):
    """``shuffle``: each respondent sees the options in an order of their own, exclusive ones and Other last."""

    told_as: ClassVar[Telling] = "options"

    options: Options
    other: OtherOption | None = None
    shuffle: bool = False

    def faults(self) -> Iterator[FieldError]:
        return repeated_ids(self.options)

    def most_bytes(self) -> int:
        return super().most_bytes() + bytes_of(self.options)

    def takes_words(self) -> bool:
        return self.other is not None

    def words(self, value: AnswerValue) -> str | None:
        return str(value[OTHER]) if isinstance(value, dict) and OTHER in value else None

    def other_text(self, text: object) -> str:
        """An answer in one's own words, as it is stored. Raises AnswerRejected."""
        if self.other is None:
            raise AnswerRejected("unknown_option", "This question takes no other answer.")
        return short_text(text, self.other.max_length)

    def other_column(self) -> tuple[Column, ...]:
        return (Column(f"{self.id}_other", f"{self.title}: {self.other.label}", "text"),) if self.other else ()


class OneChoice(ChoiceBase, frozen=True, kw_only=True):
    """Exactly one of the options; the value is its id, or ``{"other": text}``."""

    example: ClassVar[Example] = Example({"options": TEA_OR_COFFEE}, "tea")
    operators: ClassVar[frozenset[str]] = COMPARED | INCLUDING

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if isinstance(value, dict) and value.keys() == {OTHER}:
            return {OTHER: self.other_text(value[OTHER])}
        if not isinstance(value, str):
            raise AnswerRejected("wrong_type", "Choose one option.")
        if all(option.id != value for option in self.options):
            raise AnswerRejected("unknown_option", "This option does not exist.")
        return value

    def counted(self, value: AnswerValue) -> Counters:
        return _other_counters(value) if isinstance(value, dict) else {f"o:{value}": 1}

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "text", labels_of(self.options)), *self.other_column())

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {f"{self.id}_other": str(value[OTHER])} if isinstance(value, dict) else {self.id: str(value)}


class SingleChoice(OneChoice, tag="single_choice", frozen=True, kw_only=True):
    """One of several options, all in sight."""


class Dropdown(OneChoice, tag="dropdown", frozen=True, kw_only=True):
    """One of many options, in a list that opens."""


class MultipleChoice(ChoiceBase, tag="multiple_choice", frozen=True, kw_only=True):
    """Several of the options; the value is the list of their ids, kept in the options' order, or with an answer in
    one's own words, which counts as one more choice, ``{"chosen": ids, "other": text}``. An exclusive option is
    enough."""

    example: ClassVar[Example] = Example({"options": TEA_OR_COFFEE}, ["tea", "coffee"])
    operators: ClassVar[frozenset[str]] = INCLUDING

    min_choices: Annotated[int, Meta(ge=1)] = 1
    max_choices: Annotated[int, Meta(ge=1)] | None = None

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        sent = value if isinstance(value, dict) else {CHOSEN: value}
        if not sent or not sent.keys() <= {CHOSEN, OTHER}:
            raise AnswerRejected("wrong_type", "Choose from the options.")
        chosen = chosen_of(self.options, sent.get(CHOSEN, []))
        other = [self.other_text(sent[OTHER])] if OTHER in sent else []
        is_exclusive = require_possible(self.options, chosen, len(other))
        require_count(len(chosen) + len(other), 1 if is_exclusive else self.min_choices, self.max_choices)
        return {CHOSEN: list(chosen), OTHER: other[0]} if other else list(chosen)

    def counted(self, value: AnswerValue) -> Counters:
        return {f"o:{option}": 1 for option in _chosen_in(value)} | _other_counters(value)

    def value_columns(self) -> tuple[Column, ...]:
        columns = (
            Column(f"{self.id}_{option.id}", f"{self.title}: {option.label}", "boolean") for option in self.options
        )
        return (*columns, *self.other_column())

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        chosen = _chosen_in(value)
        cells: dict[str, Scalar] = {f"{self.id}_{option.id}": option.id in chosen for option in self.options}
        return cells | ({f"{self.id}_other": str(value[OTHER])} if isinstance(value, dict) else {})

    def faults(self) -> Iterator[FieldError]:
        yield from repeated_ids(self.options)
        plain = sum(not option.exclusive for option in self.options) + (self.other is not None)
        yield from impossible_counts(self.min_choices, self.max_choices, max(plain, 1))


def require_count(count: int, least: int, most: int | None) -> None:
    """Raises AnswerRejected unless so many may be chosen."""
    if count < least:
        raise AnswerRejected("too_few", f"Choose at least {least}.")
    if most is not None and count > most:
        raise AnswerRejected("too_many", f"Choose at most {most}.")


def impossible_counts(least: int, most: int | None, available: int) -> Iterator[FieldError]:
    """Problems of ``min_choices`` and ``max_choices`` where so many can be chosen at once."""
    if most is not None and most > available:
        yield FieldError("More than there are options.", "out_of_range", "max_choices")
    if least > min(most or available, available):
        yield FieldError("More than may be chosen.", "out_of_range", "min_choices")


def _chosen_in(value: AnswerValue) -> list[str]:
    if isinstance(value, dict):
        chosen = value[CHOSEN]
        return [str(one) for one in chosen] if isinstance(chosen, list) else []
    return texts_in(value)


def _other_counters(value: AnswerValue) -> Counters:
    return {"x:other": 1, f"t:{term_of(str(value[OTHER]))}": 1} if isinstance(value, dict) else {}
