"""Answers are refused with an error for each field."""

from __future__ import annotations

import msgspec
import pytest

from app.contracts.frames import AnswerValue
from app.core.errors import AnswersInvalid
from app.features.submissions.checking import checked_answers
from app.features.submissions.model import NewSubmission
from app.features.surveys.questions import Question
from tests.builders.sessions import QUESTIONS


def form(answers: dict[str, AnswerValue], part: str = "form") -> NewSubmission:
    return NewSubmission(key="k", session="s", part=part, attempt=1, revision=1, answers=answers)


def refused(submission: NewSubmission, questions: dict[str, Question] = QUESTIONS) -> set[tuple[str | None, str]]:
    with pytest.raises(AnswersInvalid) as refusal:
        checked_answers(submission, questions)
    return {(field.field, field.code) for field in refusal.value.fields}


def test_every_wrong_answer_of_a_form_is_named() -> None:
    submission = form({"colour": "pink", "mood": 9, "gone": 1, "word": "fine", "fruits": []})
    assert refused(submission) == {
        ("answers.colour", "unknown_option"),
        ("answers.mood", "out_of_range"),
        ("answers.gone", "unknown_question"),
        ("answers.fruits", "too_few"),
    }


def test_answers_are_stored_as_their_question_keeps_them() -> None:
    checked = checked_answers(form({"fruits": ["fig", "apple"], "word": "  so   so ", "mood": None}), QUESTIONS)
    assert checked == {"fruits": ["apple", "fig"], "word": "so so", "mood": None}


def test_a_required_question_of_a_form_must_be_answered() -> None:
    questions = {**QUESTIONS, "mood": msgspec.structs.replace(QUESTIONS["mood"], required=True)}
    assert refused(form({"colour": "red"}), questions) == {("answers.mood", "required")}
    assert refused(form({"mood": None}), questions) == {("answers.mood", "required")}


def test_a_part_that_is_a_question_holds_exactly_its_answer() -> None:
    assert refused(form({"colour": "red", "mood": 3}, part="colour")) == {("answers.mood", "wrong_part")}
    assert ("answers.colour", "required") in refused(form({"mood": 3}, part="colour"))


def test_an_answer_may_be_taken_back_even_where_one_is_required() -> None:
    questions = {"colour": msgspec.structs.replace(QUESTIONS["colour"], required=True)}
    assert checked_answers(form({"colour": None}, part="colour"), questions) == {"colour": None}
