"""An example of each question type for the published contract, made by the types themselves so that none can lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from app.contracts.frame_examples import TypeExample
from app.features.surveys.questions import Question, QuestionBase


def type_examples() -> Iterator[TypeExample]:
    """In the order of the registry."""
    kinds: tuple[type[QuestionBase], ...] = get_args(Question)
    for kind in kinds:
        tag, example = str(kind.__struct_config__.tag), kind.example
        fields: dict[str, Any] = {"type": tag, "id": tag, "title": "An example", **example.fields}
        question: QuestionBase = msgspec.convert(fields, Question)
        if example.answer is None:
            yield TypeExample(tag, fields)
        else:
            yield TypeExample(tag, fields, example.answer, question.counters(question.check(example.answer)))
