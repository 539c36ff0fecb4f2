"""Whether answers fit their questions: pure, with an error for each field."""

from __future__ import annotations

from collections.abc import Mapping

from app.contracts.frames import AnswerValue
from app.core.errors import AnswersInvalid, FieldError
from app.features.submissions.model import NewSubmission
from app.features.surveys.model import FORM
from app.features.surveys.questions import AnswerRejected, Question


def checked_answers(submission: NewSubmission, questions: Mapping[str, Question]) -> dict[str, AnswerValue]:
    """The answers as they are stored, in the order they were sent; null takes an answer back.

    A part that is a question holds exactly the answer to it; the part ``form`` holds the whole form as it now stands,
    so its required questions must be answered.

    Raises:
        AnswersInvalid: with a FieldError at ``answers.<question>`` for each answer that does not fit.
    """
    problems: list[FieldError] = []
    checked: dict[str, AnswerValue] = {}
    for question_id, value in submission.answers.items():
        field = f"answers.{question_id}"
        question = questions.get(question_id)
        if question is None:
            problems.append(FieldError("This survey has no such question.", "unknown_question", field))
        elif submission.part not in (FORM, question_id):
            problems.append(FieldError("This answer belongs to another part.", "wrong_part", field))
        elif value is None:
            checked[question_id] = None
        else:
            try:
                checked[question_id] = question.check(value)
            except AnswerRejected as rejected:
                problems.append(FieldError(rejected.message, rejected.code, field))
    problems.extend(_missing(submission, questions))
    if problems:
        raise AnswersInvalid(fields=tuple(problems))
    return checked


def _missing(submission: NewSubmission, questions: Mapping[str, Question]) -> list[FieldError]:
    if submission.part == FORM:
        needed = [question.id for question in questions.values() if question.required]
        missing = [question_id for question_id in needed if submission.answers.get(question_id) is None]
    else:
        missing = [submission.part] if submission.part not in submission.answers else []
    return [FieldError("This question needs an answer.", "required", f"answers.{name}") for name in missing]
