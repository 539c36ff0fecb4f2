"""Whether conditions hold, and what is shown: by the vectors that the web app is held to as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from app.contracts.frames import AnswerValue
from app.features.surveys.conditions import MAX_DEPTH, MAX_SIZE, Condition, Gate, holds, shown_questions
from app.features.surveys.questions import Nps, Question
from app.features.surveys.sections import Section, gates_of

OPERATORS = msgspec.json.decode(Path("tests/vectors/operators.json").read_bytes())
VECTORS = msgspec.json.decode(Path("tests/vectors/conditions.json").read_bytes())


class Holding(msgspec.Struct):
    name: str
    condition: Condition
    answers: dict[str, AnswerValue]
    holds: bool


class Showing(msgspec.Struct):
    name: str
    questions: list[dict[str, Any]]
    answers: dict[str, AnswerValue]
    shown: list[str]
    sections: list[Section] = []

    def gates(self) -> tuple[Gate, ...]:
        questions = [msgspec.convert({"type": "nps", "title": "?", **question}, Nps) for question in self.questions]
        return gates_of(questions, self.sections)


def test_the_web_app_offers_what_each_type_can_be_asked() -> None:
    assert {kind.__struct_config__.tag: sorted(kind.operators) for kind in get_args(Question)} == OPERATORS


@pytest.mark.parametrize("vector", msgspec.convert(VECTORS["holds"], list[Holding]), ids=lambda vector: vector.name)
def test_a_condition_holds(vector: Holding) -> None:
    assert holds(vector.condition, vector.answers) is vector.holds


@pytest.mark.parametrize("vector", msgspec.convert(VECTORS["shown"], list[Showing]), ids=lambda vector: vector.name)
def test_questions_are_shown(vector: Showing) -> None:
    assert shown_questions(vector.gates(), vector.answers) == set(vector.shown)


def nested(depth: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"op": "answered", "question": "q"}
    for _ in range(depth - 1):
        condition = {"op": "not", "condition": condition}
    return condition


def test_a_condition_has_a_depth_that_people_can_read() -> None:
    msgspec.convert(nested(MAX_DEPTH), Condition)
    with pytest.raises(msgspec.ValidationError, match="nest at most 6 deep"):
        msgspec.convert(nested(MAX_DEPTH + 1), Condition)


def wide(size: int) -> dict[str, Any]:
    atom = {"op": "answered", "question": "q"}
    rows = [[atom] * min(15, size - 1 - start) for start in range(0, size - 1, 16)]
    return {"op": "or", "conditions": [{"op": "and", "conditions": row} for row in rows if row]}


def count(condition: dict[str, Any]) -> int:
    return 1 + sum(count(part) for part in condition.get("conditions", ()))


def test_a_condition_has_a_size_that_people_can_read() -> None:
    largest = wide(MAX_SIZE - 1)
    largest["conditions"][-1]["conditions"] += [{"op": "answered", "question": "q"}] * (MAX_SIZE - count(largest))
    assert count(largest) == MAX_SIZE
    msgspec.convert(largest, Condition)
    largest["conditions"][0]["conditions"] += [{"op": "answered", "question": "q"}]
    with pytest.raises(msgspec.ValidationError, match="holds at most 64 others"):
        msgspec.convert(largest, Condition)
