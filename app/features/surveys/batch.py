"""Several changes to a draft's questions as one edit: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import Identifier
from app.core.errors import FieldError, InvalidInput
from app.features.surveys.model import MAX_QUESTIONS
from app.features.surveys.questions import Question

MAX_OPERATIONS = 400
Position = Annotated[int, Meta(ge=0, le=MAX_QUESTIONS)]


class CreateQuestion(msgspec.Struct, frozen=True, tag_field="op", tag="create", forbid_unknown_fields=True):
    """Put a new question at ``position``, counted from 0; at the end without one."""

    question: Question
    position: Position | None = None


class UpdateQuestion(msgspec.Struct, frozen=True, tag_field="op", tag="update", forbid_unknown_fields=True):
    """Put ``question`` in the place of the one with its id."""

    question: Question


class DeleteQuestion(msgspec.Struct, frozen=True, tag_field="op", tag="delete", forbid_unknown_fields=True):
    id: Identifier


class MoveQuestion(msgspec.Struct, frozen=True, tag_field="op", tag="move", forbid_unknown_fields=True):
    """``position`` counts among the others, from 0; beyond them it is the end."""

    id: Identifier
    position: Position


Operation = CreateQuestion | UpdateQuestion | DeleteQuestion | MoveQuestion


def changed_questions(questions: Sequence[Question], operations: Sequence[Operation]) -> tuple[Question, ...]:
    """``questions`` after the operations, one after the other.

    Raises:
        InvalidInput: some cannot be carried out; with a path for each of them.
    """
    changed, problems = list(questions), []
    for index, operation in enumerate(operations):
        problem = _carry_out(operation, changed)
        if problem is not None:
            problems.append(FieldError(problem.message, problem.code, f"operations.{index}.{problem.field}"))
    if len(changed) > MAX_QUESTIONS:
        problems.append(FieldError(f"A survey has at most {MAX_QUESTIONS} questions.", "too_many", "operations"))
    if problems:
        raise InvalidInput("Nothing was changed: some of these operations are not possible.", fields=tuple(problems))
    return tuple(changed)


def _carry_out(operation: Operation, questions: list[Question]) -> FieldError | None:
    """Change ``questions``; what stands in the way, where something does."""
    places = {question.id: place for place, question in enumerate(questions)}
    match operation:
        case CreateQuestion(question, position):
            if question.id in places:
                return FieldError("There is already a question with this id.", "duplicate_id", "question.id")
            questions.insert(len(questions) if position is None else position, question)
        case UpdateQuestion(question):
            if question.id not in places:
                return FieldError("There is no question with this id.", "unknown_question", "question.id")
            questions[places[question.id]] = question
        case DeleteQuestion(id) | MoveQuestion(id):
            if id not in places:
                return FieldError("There is no question with this id.", "unknown_question", "id")
            question = questions.pop(places[id])
            if isinstance(operation, MoveQuestion):
                questions.insert(operation.position, question)
    return None
