"""What is wrong with a division into sections."""

from __future__ import annotations

import pytest

from app.features.surveys.conditions import Answered, Gate
from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import Nps
from app.features.surveys.sections import Section

QUESTIONS = tuple(Nps(id=name, title="?") for name in "abc")


def section(name: str, *questions: str) -> Section:
    return Section(id=name, questions=questions)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ((), []),
        ((section("one", "a", "b"), section("two", "c")), []),
        ((section("one", "a", "b"), section("one", "c")), [("sections.1.id", "duplicate_id")]),
        ((section("one", "a", "b", "c"), section("two")), [("sections.1.questions", "too_few")]),
        ((section("one", "a", "b", "c", "d"),), [("sections.0.questions.3", "unknown_question")]),
        ((section("one", "a", "b"), section("two", "b", "c")), [("sections.1.questions.0", "duplicate_id")]),
        ((section("one", "a"), section("two", "c")), [("sections", "not_in_a_section")]),
        ((section("one", "b"), section("two", "a", "c")), [("sections", "wrong_order")]),
    ],
)
def test_each_question_stands_in_one_section_in_order(
    sections: tuple[Section, ...], expected: list[tuple[str, str]]
) -> None:
    problems = SurveyContent(title="A survey", questions=QUESTIONS, sections=sections).problems()
    assert [(problem.field, problem.code) for problem in problems] == expected


def test_a_question_stands_behind_its_section_and_its_own_condition() -> None:
    asked, own = Answered("a"), Answered("b")
    questions = (*QUESTIONS[:2], Nps(id="c", title="?", show_if=own))
    sections = (section("one", "a", "b"), Section(id="two", questions=("c",), show_if=asked))
    gates = SurveyContent(title="A survey", questions=questions, sections=sections).gates()
    assert gates == (Gate("a"), Gate("b"), Gate("c", (asked, own)))
