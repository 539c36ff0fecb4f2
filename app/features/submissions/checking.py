"""Whether answers fit their questions: pure, with an error for each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.contracts.frames import AnswerValue
from app.core.errors import AnswersInvalid, FieldError
from app.features.submissions.model import NewSubmission
from app.features.surveys.conditions import Answers, Gate, shown_questions
from app.features.surveys.model import FORM
from app.features.surveys.questions import NO_CONTEXT, AnswerContext, AnswerRejected, Question


def checked_answers(
    submission: NewSubmission,
    questions: Mapping[str, Question],
    gates: Sequence[Gate] = (),
    *,
    context: AnswerContext = NO_CONTEXT,
) -> dict[str, AnswerValue]:
    """The answers as they are stored, in the order they were sent; null takes an answer back.

    A part that is a question holds exactly the answer to it; the part ``form`` holds the whole form as it now stands,
    so its required questions must be answered where they are shown, and hidden ones must not. ``gates`` say what is
    shown; they count for forms alone: in a live session the facilitator decides what is asked.

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
                checked[question_id] = question.check(value, context)
            except AnswerRejected as rejected:
                problems.append(FieldError(rejected.message, rejected.code, field))
    problems.extend(_missing(submission, questions, checked, gates))
    if problems:
        raise AnswersInvalid(fields=tuple(problems))
    return checked


def _missing(
    submission: NewSubmission, questions: Mapping[str, Question], checked: Answers, gates: Sequence[Gate]
) -> list[FieldError]:
    """Answers that should be there and are not, and the other way round."""
    given = {name for name, value in submission.answers.items() if value is not None}
    if submission.part != FORM:
        missing, hidden = {submission.part} - submission.answers.keys(), set[str]()
    else:
        # An answer that does not fit counts as it was sent, so that one mistake is not told as several.
        shown = shown_questions(gates, {**submission.answers, **checked}) if gates else set(questions)
        missing = {name for name in shown if questions[name].required} - given
        hidden = (given & questions.keys()) - shown
    return [
        *(FieldError("This question needs an answer.", "required", f"answers.{name}") for name in sorted(missing)),
        *(FieldError("This question is not shown.", "not_shown", f"answers.{name}") for name in sorted(hidden)),
    ]
