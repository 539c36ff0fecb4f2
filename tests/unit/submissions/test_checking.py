"""Answers are refused with an error for each field."""

from __future__ import annotations

import msgspec
import pytest

from app.contracts.frames import AnswerValue
from app.core.errors import AnswersInvalid
from app.features.submissions.checking import checked_answers
from app.features.submissions.model import NewSubmission
from app.features.surveys.conditions import AtLeast, Is
from app.features.surveys.questions import Question
from app.features.surveys.sections import gates_of
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


FOLLOW_UP: dict[str, Question] = {
    **QUESTIONS,
    "mood": msgspec.structs.replace(QUESTIONS["mood"], required=True, show_if=Is("colour", "red")),
    "word": msgspec.structs.replace(QUESTIONS["word"], show_if=AtLeast("mood", 5)),
}
GATES = gates_of(list(FOLLOW_UP.values()), ())


def problems_of(submission: NewSubmission) -> set[tuple[str | None, str]]:
    try:
        checked_answers(submission, FOLLOW_UP, GATES)
    except AnswersInvalid as refusal:
        return {(field.field, field.code) for field in refusal.fields}
    return set()


def test_a_required_question_of_a_form_counts_where_it_is_shown() -> None:
    assert problems_of(form({"colour": "blue"})) == set()
    assert problems_of(form({"colour": "red"})) == {("answers.mood", "required")}
    assert problems_of(form({"colour": "red", "mood": 5, "word": "fine"})) == set()


def test_answers_to_hidden_questions_are_refused_but_may_be_taken_back() -> None:
    assert problems_of(form({"colour": "blue", "mood": 5})) == {("answers.mood", "not_shown")}
    assert problems_of(form({"colour": "blue", "mood": 5, "word": "x"})) == {
        ("answers.mood", "not_shown"),
        ("answers.word", "not_shown"),
    }
    assert problems_of(form({"colour": "blue", "mood": None, "word": None})) == set()


def test_one_mistake_is_not_told_as_several() -> None:
    assert problems_of(form({"colour": "red", "mood": 99, "word": "x"})) == {("answers.mood", "out_of_range")}


def test_in_a_live_session_the_facilitator_decides_what_is_asked() -> None:
    assert problems_of(form({"mood": 5}, part="mood")) == set()
