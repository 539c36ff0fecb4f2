"""Of every question type, enough answers are tried to make each atom true and false."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.features.surveys.conditions import And, Answered, AtLeast, AtMost, Atom, Includes, Is, is_true_of
from app.features.surveys.questions import Question
from app.features.surveys.representatives import representatives

OPTIONS = [{"id": name, "label": name} for name in "abcd"]
PICTURES = [{**option, "image": "img_1"} for option in OPTIONS]
AXIS = {"title": "x", "low_label": "low", "high_label": "high"}
FIELDS: dict[str, tuple[dict[str, Any], tuple[Any, Any]]] = {
    "single_choice": ({"options": OPTIONS, "other": {"label": "Other"}}, ("a", "b")),
    "dropdown": ({"options": OPTIONS}, ("a", "d")),
    "multiple_choice": ({"options": OPTIONS, "min_choices": 3}, ("a", "b")),
    "picture_choice": ({"options": PICTURES}, ("a", "b")),
    "yes_no": ({}, ("yes", "no")),
    "consent": ({"text": "All of it"}, ("agreed", "declined")),
    "ranking": ({"options": OPTIONS, "min_ranked": 2, "max_ranked": 3}, ("a", "b")),
    "matrix": ({"rows": OPTIONS[:2], "columns": OPTIONS}, ("a", "b")),
    "points": ({"options": OPTIONS}, ("a", "b")),
    "scale": ({"min": -3, "max": 3}, (-1, 2)),
    "nps": ({}, (0, 10)),
    "number": ({"min": 0, "max": 5, "decimals": 2}, (0.25, 4.75)),
    "slider": ({"min": 1, "max": 9, "step": 2}, (3, 7)),
    "date": ({"earliest": "2026-01-01", "latest": "2026-12-31"}, ("2026-01-01", "2026-02-28")),
    "time": ({"earliest": "08:00"}, ("08:00", "23:59")),
    "short_text": ({}, ("x", "y")),
    "long_text": ({}, ("x", "y")),
    "email": ({}, ("x", "y")),
    "phone": ({}, ("x", "y")),
    "quiz": ({"options": OPTIONS, "correct": ["a"]}, ("a", "b")),
    "grid_2x2": ({"items": OPTIONS, "x_axis": AXIS, "y_axis": AXIS}, ("x", "y")),
}


def question_of(kind: str) -> Question:
    fields = {"type": kind, "id": "q", "title": "?", **FIELDS[kind][0]}
    question: Question = msgspec.convert(fields, Question)
    return question


def atoms_of(kind: str) -> list[Atom]:
    one, other = FIELDS[kind][1]
    made: dict[str, list[Atom]] = {
        "answered": [Answered("q")],
        "is": [Is("q", one), Is("q", other)],
        "includes": [Includes("q", one), Includes("q", other)],
        "at_least": [AtLeast("q", other)],
        "at_most": [AtMost("q", one)],
    }
    return [atom for name in sorted(question_of(kind).operators) for atom in made[name]]


@pytest.mark.parametrize("kind", FIELDS)
def test_each_atom_can_be_true_and_false_of_an_answer(kind: str) -> None:
    question, atoms = question_of(kind), atoms_of(kind)
    tried = representatives(question, atoms)
    assert tried is not None
    assert tried[0] is None
    for atom in atoms:
        assert {is_true_of(atom, value) for value in tried if value is not None} >= {True}
        assert False in {is_true_of(atom, value) for value in tried}
    for value in tried[1:]:
        assert question.check(value) == value


def test_every_type_is_tried_but_the_one_that_takes_no_answer() -> None:
    kinds = {str(kind.__struct_config__.tag) for kind in Question.__args__}
    assert kinds - set(FIELDS) == {"statement"}
    statement: Question = msgspec.convert({"type": "statement", "id": "q", "title": "?"}, Question)
    assert representatives(statement, [Answered("q")]) == [None]


def test_both_options_at_once_are_tried_where_several_may_be_chosen() -> None:
    both = And((Includes("q", "a"), Includes("q", "b")))
    for kind in ("multiple_choice", "ranking", "matrix", "quiz"):
        tried = representatives(question_of(kind), [Includes("q", "a"), Includes("q", "b")]) or []
        assert any(all(is_true_of(atom, value) for atom in both.conditions) for value in tried)  # type: ignore[arg-type]
    tried = representatives(question_of("picture_choice"), [Includes("q", "a"), Includes("q", "b")]) or []
    assert not any(is_true_of(Includes("q", "a"), one) and is_true_of(Includes("q", "b"), one) for one in tried)
