"""When a question or a section is shown, by the answers so far: the conditions, and whether they hold.

The web app decides the same way; tests/vectors/conditions.json holds both to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import AnswerValue, Identifier

MAX_DEPTH = 6
MAX_SIZE = 64
"""Most conditions within one, itself included."""

Comparable = Annotated[str, Meta(min_length=1, max_length=64)] | int | float
Answers = Mapping[str, AnswerValue]


class Node(msgspec.Struct, tag_field="op", frozen=True, forbid_unknown_fields=True):
    """What all conditions share."""

    def parts(self) -> tuple[Condition, ...]:
        """The conditions that this one is made of."""
        return ()


class Composed(Node, frozen=True):
    """Refuses, as it is decoded, to be deeper or larger than anybody reads."""

    def __post_init__(self) -> None:
        if _depth(self) > MAX_DEPTH:
            raise ValueError(f"Conditions nest at most {MAX_DEPTH} deep")
        if _size(self) > MAX_SIZE:
            raise ValueError(f"A condition holds at most {MAX_SIZE} others")


class And(Composed, tag="and", frozen=True):
    conditions: Annotated[tuple[Condition, ...], Meta(min_length=1, max_length=20)]

    def parts(self) -> tuple[Condition, ...]:
        return self.conditions


class Or(Composed, tag="or", frozen=True):
    conditions: Annotated[tuple[Condition, ...], Meta(min_length=1, max_length=20)]

    def parts(self) -> tuple[Condition, ...]:
        return self.conditions


class Not(Composed, tag="not", frozen=True):
    condition: Condition

    def parts(self) -> tuple[Condition, ...]:
        return (self.condition,)


class Answered(Node, tag="answered", frozen=True):
    """There is an answer; "not applicable" is one."""

    question: Identifier


class Is(Node, tag="is", frozen=True):
    """The answer is exactly this option, number, date or time."""

    question: Identifier
    value: Comparable


class Includes(Node, tag="includes", frozen=True):
    """The option is among those chosen; in a matrix, in any row."""

    question: Identifier
    option: Identifier


class AtLeast(Node, tag="at_least", frozen=True):
    """The answer is this number, date or time, or a later one."""

    question: Identifier
    value: Comparable


class AtMost(Node, tag="at_most", frozen=True):
    """The answer is this number, date or time, or an earlier one."""

    question: Identifier
    value: Comparable


Atom = Answered | Is | Includes | AtLeast | AtMost
Condition = And | Or | Not | Answered | Is | Includes | AtLeast | AtMost


class Gate(msgspec.Struct, frozen=True):
    """A question and all that must hold for it to be shown."""

    question: str
    conditions: tuple[Condition, ...] = ()


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether the condition holds. Nothing is true of an answer that is not there, so every atom about it fails."""
    match condition:
        case And():
            return all(holds(part, answers) for part in condition.conditions)
        case Or():
            return any(holds(part, answers) for part in condition.conditions)
        case Not():
            return not holds(condition.condition, answers)
        case _:
            return is_true_of(condition, answers.get(condition.question))


def is_true_of(atom: Atom, value: AnswerValue) -> bool:
    """Whether one answer is as the atom says. Texts are compared as they are sorted: dates and times are ISO 8601."""
    match atom:
        case Answered():
            return is_given(value)
        case Is():
            return are_alike(value, atom.value) and value == atom.value
        case Includes():
            return atom.option in chosen_in(value)
        case AtLeast():
            return are_alike(value, atom.value) and value >= atom.value  # type: ignore[operator]  # both of one kind
        case AtMost():
            return are_alike(value, atom.value) and value <= atom.value  # type: ignore[operator]  # both of one kind


def shown_questions(gates: Iterable[Gate], answers: Answers) -> set[str]:
    """The ids of the questions that are shown. An answer to a hidden question counts as not given, for those after it
    too: otherwise a question could hang on one that the respondent cannot see any more."""
    visible: dict[str, AnswerValue] = {}
    for gate in gates:
        if all(holds(condition, visible) for condition in gate.conditions):
            visible[gate.question] = answers.get(gate.question)
    return set(visible)


def atoms_in(condition: Condition) -> Iterator[Atom]:
    """What the condition says of single answers, in order."""
    if isinstance(condition, And | Or | Not):
        for part in condition.parts():
            yield from atoms_in(part)
    else:
        yield condition


def atom_paths(condition: Condition, path: str) -> Iterator[tuple[str, Atom]]:
    """The same with where each stands, as ``show_if.conditions.0``."""
    match condition:
        case And() | Or():
            for position, part in enumerate(condition.conditions):
                yield from atom_paths(part, f"{path}.conditions.{position}")
        case Not():
            yield from atom_paths(condition.condition, f"{path}.condition")
        case _:
            yield path, condition


def is_given(value: AnswerValue) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return bool(value) if isinstance(value, list | dict) else value is not None


def chosen_in(value: object) -> list[object]:
    """The options in an answer, however its type keeps them; words of one's own are none. No row of a matrix has the
    name of a part of a choice."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    if value.keys() <= {"chosen", "other", "ms"}:
        return chosen_in(value.get("chosen"))
    return [option for row in value.values() for option in chosen_in(row)]


def are_alike(value: AnswerValue, bound: Comparable) -> bool:
    """Whether the two can be compared: two texts, or two numbers."""
    if isinstance(bound, str):
        return isinstance(value, str)
    return isinstance(value, int | float)


def _depth(condition: Node) -> int:
    return 1 + max(map(_depth, condition.parts()), default=0)


def _size(condition: Node) -> int:
    return 1 + sum(map(_size, condition.parts()))
