"""Conditions that cannot be meant are named before publishing, each by its path."""

from __future__ import annotations

import pytest

from app.features.surveys.conditions import And, Answered, AtLeast, AtMost, Condition, Includes, Is, Not, Or
from app.features.surveys.dead_ends import dead_ends
from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import MultipleChoice, Number, Option, Question, Scale, ShortText, SingleChoice
from app.features.surveys.sections import Section

OPTIONS = (Option("a", "A"), Option("b", "B"), Option("c", "C"))
ONE = SingleChoice(id="one", title="?", options=OPTIONS)
SOME = MultipleChoice(id="some", title="?", options=OPTIONS, max_choices=2)
STEP = Scale(id="step", title="?", min=1, max=5)
EXACT = Number(id="exact", title="?", min=0, max=1, decimals=1)
WORD = ShortText(id="word", title="?")
FIRST: tuple[Question, ...] = (ONE, SOME, STEP, EXACT, WORD)


def last(condition: Condition, *, required: bool = False) -> Scale:
    return Scale(id="last", title="?", show_if=condition, required=required)


def problems(*questions: Question, sections: tuple[Section, ...] = ()) -> list[tuple[str | None, str]]:
    content = SurveyContent(title="A survey", questions=questions, sections=sections)
    return [(problem.field, problem.code) for problem in content.problems()]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Answered("word"), []),
        (Is("one", "a"), []),
        (Includes("one", "a"), []),
        (Includes("some", "a"), []),
        (AtLeast("step", 2), []),
        (Is("exact", 0.5), []),
        (Answered("gone"), [("question", "unknown_question")]),
        (Is("one", "z"), [("value", "unknown_option")]),
        (Is("one", 1), [("value", "wrong_type")]),
        (Is("step", 9), [("value", "out_of_range")]),
        (AtMost("step", "3"), [("value", "wrong_type")]),
        (Includes("some", "z"), [("option", "unknown_option")]),
        (Is("some", "a"), [("op", "wrong_operator")]),
        (Is("word", "a"), [("op", "wrong_operator")]),
        (AtLeast("one", "a"), [("op", "wrong_operator")]),
        (Includes("step", "a"), [("op", "wrong_operator")]),
    ],
)
def test_a_condition_fits_the_question_it_asks_about(condition: Condition, expected: list[tuple[str, str]]) -> None:
    assert problems(*FIRST, last(condition)) == [(f"questions.5.show_if.{field}", code) for field, code in expected]
    nested = And((Answered("one"), Not(condition)))
    path = "questions.5.show_if.conditions.1.condition"
    assert problems(*FIRST, last(nested)) == [(f"{path}.{field}", code) for field, code in expected]


def test_what_is_asked_about_stands_earlier() -> None:
    early = Scale(id="early", title="?", show_if=Answered("one"))
    assert problems(early, ONE) == [("questions.0.show_if.question", "asked_later")]


def messages(*questions: Question, sections: tuple[Section, ...] = ()) -> list[str]:
    content = SurveyContent(title="A survey", questions=questions, sections=sections)
    return [problem.message for problem in content.problems() if problem.code == "circle"]


def test_a_circle_is_named_with_its_path() -> None:
    first = Scale(id="first", title="?", show_if=Answered("third"))
    second = Scale(id="second", title="?", show_if=Answered("first"))
    third = Scale(id="third", title="?", show_if=Answered("second"))
    assert messages(first, second, third) == ["This goes in a circle: first → third → second → first."]
    itself = Scale(id="itself", title="?", show_if=Answered("itself"))
    assert messages(itself) == ["This goes in a circle: itself → itself."]
    page = Section(id="page", questions=("one", "step"), show_if=Answered("step"))
    assert messages(ONE, STEP, sections=(page,)) == ["This goes in a circle: step → step."]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (And((Is("one", "a"), Is("one", "b"))), "never_holds"),
        (And((AtLeast("step", 4), AtMost("step", 3))), "never_holds"),
        (And((AtLeast("exact", 0.6), Not(AtLeast("exact", 0.7)), Not(Is("exact", 0.6)))), "never_holds"),
        (And((Includes("some", "a"), Includes("some", "b"), Includes("some", "c"))), "never_holds"),
        (And((Is("one", "a"), Not(Answered("one")))), "never_holds"),
        (Or((Answered("one"), Not(Answered("one")))), "always_holds"),
        (Not(And((Is("one", "a"), Is("one", "b")))), "always_holds"),
        (Or((Not(Includes("some", "a")), Not(Includes("some", "b")), Not(Includes("some", "c")))), "always_holds"),
    ],
)  # fmt: skip
def test_a_condition_decides_something(condition: Condition, code: str) -> None:
    assert problems(*FIRST, last(condition)) == [("questions.5.show_if", code)]


def test_a_dead_end_is_found_across_questions() -> None:
    follow = Scale(id="follow", title="?", show_if=Is("one", "a"))
    condition = And((Answered("follow"), Is("one", "b")))
    assert problems(ONE, follow, last(condition, required=True)) == [
        ("questions.2.show_if", "never_holds"),
        ("questions.2.required", "required_never_shown"),
    ]


def test_a_section_of_which_nothing_is_ever_shown_is_named() -> None:
    inner = Scale(id="inner", title="?", show_if=Is("one", "b"), required=True)
    sections = (
        Section(id="first", questions=("one",)),
        Section(id="second", questions=("inner",), show_if=Is("one", "a")),
    )
    assert problems(ONE, inner, sections=sections) == [
        ("questions.1.required", "required_never_shown"),
        ("sections.1.questions", "never_shown"),
    ]
    never = Section(id="second", questions=("step",), show_if=And((Is("one", "a"), Is("one", "b"))))
    assert problems(ONE, STEP, sections=(sections[0], never)) == [
        ("sections.1.show_if", "never_holds"),
        ("sections.1.questions", "never_shown"),
    ]


def test_an_optional_question_that_no_answers_lead_to_is_named() -> None:
    inner = Scale(id="inner", title="?", show_if=Is("one", "b"))
    other = Scale(id="other", title="?")
    sections = (
        Section(id="first", questions=("one",)),
        Section(id="second", questions=("inner", "other"), show_if=Is("one", "a")),
    )
    assert problems(ONE, inner, other, sections=sections) == [("questions.1.show_if", "never_shown")]
    follow = Scale(id="follow", title="?", show_if=Answered("inner"))
    assert problems(ONE, inner, follow) == []


def test_what_is_tried_for_one_question_is_not_tried_again_for_the_next() -> None:
    inner = tuple(Scale(id=f"inner{number}", title="?", show_if=Is("one", "b")) for number in range(9))
    questions: tuple[Question, ...] = (ONE, *inner, last(And((Is("one", "a"), Is("one", "b")))))
    sections = (
        Section(id="first", questions=("one",)),
        Section(id="second", questions=tuple(one.id for one in inner), show_if=Is("one", "a")),
        Section(id="third", questions=("last",)),
    )
    each = {("questions.10.show_if", "never_holds"), ("sections.2.questions", "never_shown")}
    together = {(f"questions.{number}.show_if", "never_shown") for number in range(1, 10)}
    for most_trials, expected in ((10, each), (20, each | together | {("sections.1.questions", "never_shown")})):
        found = dead_ends(questions, sections, most_trials)
        assert {(problem.field, problem.code) for problem in found} == expected


def test_where_too_much_would_have_to_be_tried_nothing_is_said() -> None:
    many = tuple(Option(f"o{number}", "O") for number in range(20))
    large = MultipleChoice(id="large", title="?", options=many)
    nine = tuple(Includes("large", f"o{number}") for number in range(9))
    assert problems(large, last(And((*nine, Not(nine[0]))))) == []
    scales = tuple(Scale(id=f"s{number}", title="?") for number in range(12))
    every = tuple(AtLeast(scale.id, 3) for scale in scales)
    assert problems(*scales, last(And((*every, Not(every[0]))))) == []
