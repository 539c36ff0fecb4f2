"""Pages of a survey: which questions stand together, and what is wrong with a division."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import Identifier
from app.core.errors import FieldError
from app.features.surveys.conditions import Condition, Gate
from app.features.surveys.questions import TRANSLATABLE, Question

MAX_SECTIONS = 100


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page: its questions by their ids, in order. ``show_if`` hides all of them at once."""

    id: Identifier
    title: Annotated[str, Meta(max_length=200, extra=TRANSLATABLE)] = ""
    description: Annotated[str, Meta(max_length=4_000, extra=TRANSLATABLE)] = ""
    questions: Annotated[tuple[Identifier, ...], Meta(max_length=200)]
    show_if: Condition | None = None


Sections = Annotated[tuple[Section, ...], Meta(max_length=MAX_SECTIONS)]


def gates_of(questions: Sequence[Question], sections: Sequence[Section]) -> tuple[Gate, ...]:
    """Each question with the conditions of its section and its own, in the order in which they are asked."""
    of_section = {question: section.show_if for section in sections for question in section.questions}
    pairs = ((question.id, (of_section.get(question.id), question.show_if)) for question in questions)
    return tuple(Gate(name, tuple(one for one in conditions if one is not None)) for name, conditions in pairs)


def division_problems(questions: Sequence[Question], sections: Sequence[Section]) -> Iterator[FieldError]:
    """Where there are sections, each question stands in exactly one, in the questions' order."""
    if not sections:
        return
    known = [question.id for question in questions]
    placed: list[str] = []
    seen: set[str] = set()
    for position, section in enumerate(sections):
        path = f"sections.{position}"
        if section.id in seen:
            yield FieldError("This id appears twice.", "duplicate_id", f"{path}.id")
        seen.add(section.id)
        if not section.questions:
            yield FieldError("A section needs at least one question.", "too_few", f"{path}.questions")
        for place, question in enumerate(section.questions):
            if question not in known:
                yield FieldError("There is no such question.", "unknown_question", f"{path}.questions.{place}")
            elif question in placed:
                yield FieldError("This question stands in two places.", "duplicate_id", f"{path}.questions.{place}")
            else:
                placed.append(question)
    missing = [question for question in known if question not in placed]
    if missing:
        yield FieldError(f"In no section: {', '.join(missing)}.", "not_in_a_section", "sections")
    elif placed != list(dict.fromkeys(known)):
        yield FieldError("The sections ask in another order than the questions.", "wrong_order", "sections")
