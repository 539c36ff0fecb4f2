"""What every question type shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from app.contracts.frames import Identifier
from app.core.errors import FieldError

Counters = dict[str, int]
"""What one answer adds to its cell of the tally: counter → amount. Always holds ``n: 1``. Integers only, so that
adding is exact and its order does not matter."""

Title = Annotated[str, Meta(min_length=1, max_length=500)]
Label = Annotated[str, Meta(min_length=1, max_length=200)]


class AnswerRejected(Exception):
    """A value does not fit its question; ``code`` is stable, ``message`` is for the respondent."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class QuestionBase(msgspec.Struct, tag_field="type", frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields of every question. Subclasses are pure (no I/O, no clock, no randomness) and add two methods:

    ``check(value) -> value`` returns the value as it is stored, or raises AnswerRejected;
    ``counters(value) -> Counters`` says what a stored value adds to the tally.
    """

    id: Identifier
    title: Title
    description: Annotated[str, Meta(max_length=2_000)] = ""
    required: bool = False

    def problems(self) -> Iterator[FieldError]:
        """What is wrong with the definition beyond its types; paths are relative to the question."""
        return iter(())
