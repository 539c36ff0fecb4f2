"""Conditions against evaluators that know nothing of ours: by brute force over all answers of small questions."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contracts.frames import AnswerValue
from app.features.surveys.conditions import (
    And,
    Answered,
    AtLeast,
    AtMost,
    Condition,
    Gate,
    Includes,
    Is,
    Not,
    Or,
    holds,
    shown_questions,
)
from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import MultipleChoice, Option, Question, Scale, SingleChoice

OPTIONS = (Option("a", "A"), Option("b", "B"), Option("c", "C"))
ALL_ANSWERS: dict[str, list[AnswerValue]] = {
    "one": [None, "a", "b", "c"],
    "some": [None, ["a"], ["b"], ["c"], ["a", "b"], ["a", "c"], ["b", "c"]],
    "step": [None, 1, 2, 3, 4],
}
QUESTIONS: tuple[Question, ...] = (
    SingleChoice(id="one", title="?", options=OPTIONS),
    MultipleChoice(id="some", title="?", options=OPTIONS, max_choices=2),
    Scale(id="step", title="?", min=1, max=4),
)
letters, steps = st.sampled_from("abc"), st.integers(1, 4)
atoms: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from(("one", "some", "step")).map(Answered),
    st.builds(Is, st.just("one"), letters),
    st.builds(Includes, st.sampled_from(("one", "some")), letters),
    st.builds(AtLeast, st.just("step"), steps),
    st.builds(AtMost, st.just("step"), steps),
    st.builds(Is, st.just("step"), steps),
)


def composed(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return some.map(And) | some.map(Or) | parts.map(Not)


conditions = st.recursive(atoms, composed, max_leaves=6)
answers = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in ALL_ANSWERS.items()})


def told(condition: Any, given: dict[str, AnswerValue]) -> bool:
    """The same question put to the JSON of a condition, by a table of what each operator means."""
    value = given.get(condition.get("question", ""))
    chosen = value if isinstance(value, list) else [value]
    operators: dict[str, Any] = {
        "and": lambda: not [part for part in condition["conditions"] if not told(part, given)],
        "or": lambda: bool([part for part in condition["conditions"] if told(part, given)]),
        "not": lambda: not told(condition["condition"], given),
        "answered": lambda: value is not None,
        "is": lambda: value == condition["value"],
        "includes": lambda: condition["option"] in chosen,
        "at_least": lambda: value in range(condition["value"], 5),
        "at_most": lambda: value in range(condition["value"] + 1),
    }
    return bool(operators[condition["op"]]())


@given(conditions, answers)
def test_a_condition_holds_as_its_words_say(condition: Condition, given: dict[str, AnswerValue]) -> None:
    assert holds(condition, given) is told(msgspec.to_builtins(condition), given)


def seen(shown_if: list[Condition], given: dict[str, AnswerValue]) -> list[str]:
    """What is shown of ``one`` (always), ``some`` and ``step`` behind a condition each, step by step."""
    visible: dict[str, AnswerValue] = {"one": given["one"]}
    for name, condition in zip(("some", "step"), shown_if, strict=True):
        if told(msgspec.to_builtins(condition), visible):
            visible[name] = given[name]
    return list(visible)


@given(st.tuples(conditions, conditions), answers)
def test_what_is_hidden_counts_as_unanswered(both: tuple[Condition, Condition], given: dict[str, AnswerValue]) -> None:
    gates = [Gate("one"), *(Gate(name, (one,)) for name, one in zip(("some", "step"), both, strict=True))]
    assert shown_questions(gates, given) == set(seen(list(both), given))


@settings(max_examples=150, deadline=None)
@given(conditions, conditions.filter(lambda condition: "step" not in str(condition) and "some" not in str(condition)))
def test_dead_ends_are_those_that_trying_everything_finds(last: Condition, second: Condition) -> None:
    questions = (QUESTIONS[0], msgspec.structs.replace(QUESTIONS[1], show_if=second), QUESTIONS[2])
    shown = (*questions, Scale(id="last", title="?", show_if=last, required=True))
    outcomes: dict[str, set[bool]] = {"questions.1.show_if": set(), "questions.3.show_if": set()}
    for combination in itertools.product(*ALL_ANSWERS.values()):
        situation = dict(zip(ALL_ANSWERS, combination, strict=True))
        outcomes["questions.1.show_if"].add(told(msgspec.to_builtins(second), situation))
        if not told(msgspec.to_builtins(second), situation):
            situation["some"] = None
        outcomes["questions.3.show_if"].add(told(msgspec.to_builtins(last), situation))
    expected = {(path, "always_holds") for path, found in outcomes.items() if found == {True}}
    expected |= {(path, "never_holds") for path, found in outcomes.items() if found == {False}}
    if outcomes["questions.3.show_if"] == {False}:
        expected.add(("questions.3.required", "required_never_shown"))
    found = SurveyContent(title="A survey", questions=shown).problems()
    assert {(problem.field, problem.code) for problem in found} == expected
