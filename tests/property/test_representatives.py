"""Whatever anybody answers, a representative is true in the same ways: else publishing is blocked for nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.features.surveys.conditions import Answered, AtLeast, AtMost, Atom, Includes, Is, chosen_in, is_true_of
from app.features.surveys.questions import Question
from app.features.surveys.representatives import representatives
from tests.builders.question_types import ANSWERS, new_answer, new_question, without_bounds

MAKERS: dict[str, Callable[[Any], Atom]] = {
    "answered": lambda _: Answered("q"),
    "is": lambda value: Is("q", value),
    "includes": lambda value: Includes("q", value),
    "at_least": lambda value: AtLeast("q", value),
    "at_most": lambda value: AtMost("q", value),
}


def atoms_about(question: Question, chance: random.Random) -> list[Atom]:
    """Up to four that an author could write: with values that the question takes."""
    atoms = []
    for name in chance.choices(sorted(question.operators), k=chance.randint(1, 4)):
        answer = question.check(new_answer(question, chance))
        values = [*chosen_in(answer)] if name == "includes" else [answer]
        value = chance.choice(values) if values else None
        if name == "answered" or isinstance(value, str | int | float):
            atoms.append(MAKERS[name](value))
    return atoms


@pytest.mark.parametrize("tag", sorted(ANSWERS))
@settings(max_examples=40, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_what_an_answer_makes_true_one_of_the_representatives_does_too(tag: str, chance: random.Random) -> None:
    question = new_question(tag, chance, **without_bounds(tag, chance))
    atoms = atoms_about(question, chance)
    answer = question.check(new_answer(question, chance))
    tried = representatives(question, atoms)
    assert tried is not None
    found = [[is_true_of(atom, value) for atom in atoms] for value in tried]
    assert [is_true_of(atom, answer) for atom in atoms] in found, (question, answer)
