"""What differs between two contents, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import Question

OF_CONTENT = ("title", "description", "language", "theme", "sections", "translations", "settings")


class FieldChange(msgspec.Struct, frozen=True):
    """``before`` and ``after`` as they stand in the JSON of a survey."""

    field: str
    before: Any
    after: Any


class NamedQuestion(msgspec.Struct, frozen=True):
    id: str
    title: str


class QuestionChange(msgspec.Struct, frozen=True):
    """A question that stands in both; another ``type`` is a changed field too."""

    id: str
    title: str
    fields: list[FieldChange]


class ContentChanges(msgspec.Struct, frozen=True):
    """``is_reordered``: the questions that stand in both are asked in another order."""

    fields: list[FieldChange]
    added: list[NamedQuestion]
    removed: list[NamedQuestion]
    changed: list[QuestionChange]
    is_reordered: bool


def changes_from(before: SurveyContent, after: SurveyContent) -> ContentChanges:
    """What was done to make ``after`` of ``before``."""
    old = {question.id: question for question in before.questions}
    new = {question.id: question for question in after.questions}
    both = [name for name in new if name in old]
    changed = [QuestionChange(name, new[name].title, _question_changes(old[name], new[name])) for name in both]
    return ContentChanges(
        fields=_field_changes(_jsonable(before), _jsonable(after), OF_CONTENT),
        added=[NamedQuestion(question.id, question.title) for name, question in new.items() if name not in old],
        removed=[NamedQuestion(question.id, question.title) for name, question in old.items() if name not in new],
        changed=[change for change in changed if change.fields],
        is_reordered=both != [name for name in old if name in new],
    )


def _question_changes(before: Question, after: Question) -> list[FieldChange]:
    old, new = _jsonable(before), _jsonable(after)
    return _field_changes(old, new, dict.fromkeys((*old, *new)))


def _field_changes(before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> list[FieldChange]:
    return [
        FieldChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    ]


def _jsonable(struct: msgspec.Struct) -> dict[str, Any]:
    result: dict[str, Any] = msgspec.to_builtins(struct)
    return result
