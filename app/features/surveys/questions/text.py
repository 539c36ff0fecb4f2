"""Texts: short ones, counted as terms of a word cloud, and long ones, of which only words are counted."""

from __future__ import annotations

import unicodedata
from typing import Annotated, ClassVar

from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.features.surveys.questions.base import (
    BYTES_OF_CHARACTER,
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Example,
    PlainQuestion,
    Scalar,
    Telling,
)

MAX_CHARACTERS = 80
MAX_LONG_CHARACTERS = 4_000
LINE_CHARACTERS = "\n\t"


class ShortText(PlainQuestion, tag="short_text", frozen=True, kw_only=True):
    """A word or a phrase; stored as typed, counted by its term."""

    example: ClassVar[Example] = Example(answer="calm")
    told_as: ClassVar[Telling] = "terms"

    max_length: Annotated[int, Meta(ge=1, le=MAX_CHARACTERS)] = 40

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        return short_text(value, self.max_length)

    def counted(self, value: AnswerValue) -> Counters:
        return {f"t:{term_of(str(value))}": 1}

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "text"),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: str(value)}

    def takes_words(self) -> bool:
        return True

    def words(self, value: AnswerValue) -> str | None:
        return value if isinstance(value, str) else None


class LongText(PlainQuestion, tag="long_text", frozen=True, kw_only=True):
    """Sentences and paragraphs; ``w`` counts their words."""

    example: ClassVar[Example] = Example(answer="More time for questions.")
    told_as: ClassVar[Telling] = "words"

    max_length: Annotated[int, Meta(ge=1, le=MAX_LONG_CHARACTERS)] = 2_000

    def most_bytes(self) -> int:
        return super().most_bytes() + BYTES_OF_CHARACTER * self.max_length

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if not isinstance(value, str):
            raise AnswerRejected("wrong_type", "Write a text.")
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return _fitting(unicodedata.normalize("NFC", lines).strip(), self.max_length, LINE_CHARACTERS)

    def counted(self, value: AnswerValue) -> Counters:
        return {"w": len(str(value).split())}

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "text"),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: str(value)}

    def takes_words(self) -> bool:
        return True

    def words(self, value: AnswerValue) -> str | None:
        return value if isinstance(value, str) else None


def short_text(value: object, max_length: int) -> str:
    """A text in one line, NFC, with single spaces. Raises AnswerRejected."""
    if not isinstance(value, str):
        raise AnswerRejected("wrong_type", "Write a word or a short phrase.")
    return _fitting(" ".join(unicodedata.normalize("NFC", value).split()), max_length)


def _fitting(text: str, max_length: int, allowed: str = "") -> str:
    if not text:
        raise AnswerRejected("empty", "Write something.")
    if len(text) > max_length:
        raise AnswerRejected("too_long", f"Write at most {max_length} characters.")
    if any(unicodedata.category(character) in ("Cc", "Cs") and character not in allowed for character in text):
        raise AnswerRejected("control_character", "This text holds a control character.")
    return text


def term_of(text: str) -> str:
    """What two texts must share to be counted as one: NFKC, case-folded, single spaces, no outer punctuation."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded.strip(".,;:!?…\"'“”‘’()[]{}") or folded
