"""Several changes to a draft's questions as one edit: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import Identifier
from app.core.errors import FieldError, InvalidInput
from app.features.surveys.model import MAX_QUESTIONS
from app.features.surveys.paging import Paging
from app.features.surveys.questions import Question
from app.features.surveys.sections import Section

MAX_OPERATIONS = 400
Position = Annotated[int, Meta(ge=0, le=MAX_QUESTIONS)]


class CreateQuestion(msgspec.Struct, frozen=True, tag_field="op", tag="create", forbid_unknown_fields=True):
    """Put a new question at ``position``, counted from 0; without one at the end, or at that of ``section``. Where
    there are sections, it stands in this one, or in that of the question before it; one that this batch deleted before
    goes back to its own where that fits."""

    question: Question
    position: Position | None = None
    section: Identifier | None = None


class UpdateQuestion(msgspec.Struct, frozen=True, tag_field="op", tag="update", forbid_unknown_fields=True):
    """Put ``question`` in the place of the one with its id."""

    question: Question


class DeleteQuestion(msgspec.Struct, frozen=True, tag_field="op", tag="delete", forbid_unknown_fields=True):
    id: Identifier


class MoveQuestion(msgspec.Struct, frozen=True, tag_field="op", tag="move", forbid_unknown_fields=True):
    """``position`` counts among the others, from 0; beyond them it is the end. Where there are sections, it stands in
    ``section``; without one it stays in its own where that fits, or goes to that of the question before it."""

    id: Identifier
    position: Position
    section: Identifier | None = None


Operation = CreateQuestion | UpdateQuestion | DeleteQuestion | MoveQuestion


def changed(
    questions: Sequence[Question], sections: Sequence[Section], operations: Sequence[Operation]
) -> tuple[tuple[Question, ...], tuple[Section, ...]]:
    """Questions and sections after the operations, one after the other.

    Raises:
        InvalidInput: some cannot be carried out; with a path for each of them.
    """
    after, paging, problems = list(questions), Paging(sections), []
    for index, operation in enumerate(operations):
        problem = _carry_out(operation, after, paging)
        if problem is not None:
            problems.append(FieldError(problem.message, problem.code, f"operations.{index}.{problem.field}"))
    if len(after) > MAX_QUESTIONS:
        problems.append(FieldError(f"A survey has at most {MAX_QUESTIONS} questions.", "too_many", "operations"))
    if problems:
        raise InvalidInput("Nothing was changed: some of these operations are not possible.", fields=tuple(problems))
    return tuple(after), paging.sections


def _carry_out(operation: Operation, questions: list[Question], paging: Paging) -> FieldError | None:
    """Change ``questions`` and their pages; what stands in the way, where something does."""
    places = {question.id: place for place, question in enumerate(questions)}
    match operation:
        case CreateQuestion(question, position, section):
            if question.id in places:
                return FieldError("There is already a question with this id.", "duplicate_id", "question.id")
            if position is None:
                position = len(questions) if section is None else paging.end_of(section, [*places])
            questions.insert(position, question)
            return paging.enter(question.id, [one.id for one in questions], wanted=section)
        case UpdateQuestion(question):
            if question.id not in places:
                return FieldError("There is no question with this id.", "unknown_question", "question.id")
            questions[places[question.id]] = question
        case DeleteQuestion(id) | MoveQuestion(id):
            if id not in places:
                return FieldError("There is no question with this id.", "unknown_question", "id")
            question = questions.pop(places[id])
            paging.leave(id)
            if isinstance(operation, MoveQuestion):
                questions.insert(operation.position, question)
                return paging.enter(id, [one.id for one in questions], wanted=operation.section)
    return None
