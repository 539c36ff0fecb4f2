"""Yes or no, consent, and statements that only inform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    COMPARED,
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
from app.features.surveys.questions.texts import TRANSLATABLE

AGREED = "agreed"
DECLINED = "declined"


class YesNo(PlainQuestion, tag="yes_no", frozen=True, kw_only=True):
    """``"yes"`` or ``"no"``, whatever they are called on the screens."""

    example: ClassVar[Example] = Example(answer="yes")
    operators: ClassVar[frozenset[str]] = COMPARED
    fixed_options: ClassVar[tuple[str, ...]] = ("yes", "no")
    told_as: ClassVar[Telling] = "options"

    yes_label: Label = "Yes"
    no_label: Label = "No"

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        return _one_of(value, ("yes", "no"))

    def counted(self, value: AnswerValue) -> Counters:
        return {f"o:{value}": 1}

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "text", {"yes": self.yes_label, "no": self.no_label}),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: str(value)}


class Consent(PlainQuestion, tag="consent", frozen=True, kw_only=True):
    """``"agreed"`` or ``"declined"`` to ``text``; where it is required, only agreeing will do."""

    example: ClassVar[Example] = Example({"text": "My answers may be quoted without my name."}, "agreed")
    operators: ClassVar[frozenset[str]] = COMPARED
    fixed_options: ClassVar[tuple[str, ...]] = (AGREED, DECLINED)
    told_as: ClassVar[Telling] = "options"
    can_be_na: ClassVar[bool] = False

    text: Annotated[str, Meta(max_length=4_000, extra=TRANSLATABLE)] = ""

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        answer = _one_of(value, (AGREED, DECLINED))
        if self.required and answer == DECLINED:
            raise AnswerRejected("consent_needed", "Without your consent this cannot go on.")
        return answer

    def counted(self, value: AnswerValue) -> Counters:
        return {f"o:{value}": 1}

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "text", {AGREED: "Agreed", DECLINED: "Declined"}),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: str(value)}

    def faults(self) -> Iterator[FieldError]:
        if not self.text.strip():
            yield FieldError("Say what is agreed to.", "missing", "text")


class Statement(PlainQuestion, tag="statement", frozen=True, kw_only=True):
    """A title and a text to be read; it takes no answer."""

    operators: ClassVar[frozenset[str]] = frozenset()
    told_as: ClassVar[Telling] = "nothing"
    can_be_na: ClassVar[bool] = False

    def faults(self) -> Iterator[FieldError]:
        if self.required:
            yield FieldError("A statement takes no answer.", "not_possible", "required")


def _one_of(value: AnswerValue, answers: tuple[str, str]) -> str:
    if not isinstance(value, str):
        raise AnswerRejected("wrong_type", "Choose one of the two.")
    if value not in answers:
        raise AnswerRejected("unknown_option", "This answer does not exist.")
    return value
