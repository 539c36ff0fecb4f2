"""What a survey is: a draft that is edited, and the immutable versions that were published from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.core.errors import FieldError
from app.features.surveys.questions import Question

FORM = "form"
"""The part of a whole form in the log; no question may have this id."""

MAX_QUESTIONS = 200

SurveyTitle = Annotated[str, Meta(min_length=1, max_length=200)]
SurveyDescription = Annotated[str, Meta(max_length=4_000)]
Questions = Annotated[tuple[Question, ...], Meta(max_length=MAX_QUESTIONS)]


class SurveyContent(msgspec.Struct, frozen=True, kw_only=True):
    """What respondents see."""

    title: SurveyTitle
    description: SurveyDescription = ""
    questions: Questions = ()

    def problems(self) -> Iterator[FieldError]:
        """What must be mended before this can be published; the paths start at the content."""
        if not self.questions:
            yield FieldError("A survey needs at least one question.", "too_few", "questions")
        seen: set[str] = set()
        for position, question in enumerate(self.questions):
            path = f"questions.{position}"
            if question.id == FORM:
                yield FieldError("This id is reserved.", "reserved_id", f"{path}.id")
            if question.id in seen:
                yield FieldError("This id stands twice.", "duplicate_id", f"{path}.id")
            seen.add(question.id)
            for problem in question.problems():
                yield FieldError(problem.message, problem.code, f"{path}.{problem.field}" if problem.field else path)


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """``number`` counts the organization's surveys from 1; ``draft_version`` rises with each edit;
    ``published`` is the latest version's number, 0 where there is none."""

    id: str
    organization: str
    number: int
    draft: SurveyContent
    draft_version: int
    published: int
    created_by: str
    created_at: datetime
    updated_at: datetime


class SurveyVersion(msgspec.Struct, frozen=True, kw_only=True):
    """Never changes once it is stored."""

    survey: str
    organization: str
    version: int
    content: SurveyContent
    published_at: datetime
    published_by: str

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.content.questions if question.id == question_id), None)
