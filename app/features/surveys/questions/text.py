"""Short texts, counted as terms of a word cloud."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.features.surveys.questions.base import AnswerRejected, Counters, QuestionBase

MAX_CHARACTERS = 80


class ShortText(QuestionBase, tag="short_text", frozen=True, kw_only=True):
    """A word or a phrase; stored as typed, counted by its term."""

    max_length: Annotated[int, Meta(ge=1, le=MAX_CHARACTERS)] = 40

    def check(self, value: AnswerValue) -> AnswerValue:
        if not isinstance(value, str):
            raise AnswerRejected("wrong_type", "Write a word or a short phrase.")
        text = " ".join(unicodedata.normalize("NFC", value).split())
        if not text:
            raise AnswerRejected("empty", "Write a word or a short phrase.")
        if len(text) > self.max_length:
            raise AnswerRejected("too_long", f"Write at most {self.max_length} characters.")
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
            raise AnswerRejected("control_character", "This text holds a control character.")
        return text

    def counters(self, value: AnswerValue) -> Counters:
        return {"n": 1, f"t:{term_of(str(value))}": 1}


def term_of(text: str) -> str:
    """What two texts must share to be counted as one: NFKC, case-folded, single spaces, no outer punctuation."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded.strip(".,;:!?…\"'“”‘’()[]{}") or folded
