"""What every question type shares: fields, the answer "not applicable", columns of an export, texts to translate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

import msgspec
from msgspec import Meta

from app.contracts.frames import AnswerValue, Identifier
from app.core.errors import FieldError
from app.features.surveys.conditions import Condition
from app.features.surveys.questions.texts import TRANSLATABLE, texts_of, with_texts

Counters = dict[str, int]
"""What one answer adds to its cell of the tally: counter → amount. Integers only, so that adding is exact and its order
does not matter; small enough that the sums of a billion answers stay within MongoDB's 64 bits."""

Scalar = str | int | float | bool
"""What stands in one cell of an export."""

Title = Annotated[str, Meta(min_length=1, max_length=500, extra=TRANSLATABLE)]
Label = Annotated[str, Meta(min_length=1, max_length=200, extra=TRANSLATABLE)]
OptionalLabel = Annotated[str, Meta(max_length=200, extra=TRANSLATABLE)]
Description = Annotated[str, Meta(max_length=2_000, extra=TRANSLATABLE)]
Unit = Annotated[str, Meta(max_length=30, extra=TRANSLATABLE)]

ANSWERED = frozenset({"answered"})
COMPARED = ANSWERED | {"is"}
INCLUDING = ANSWERED | {"includes"}
ORDERED = COMPARED | {"at_least", "at_most"}
"""What conditions can ask of an answer: the tags of ``app.features.surveys.conditions``."""

SMALL_ANSWER_BYTES = 1_100
"""What a word, a number, a moment or a mail address of 254 characters takes at most."""

BYTES_OF_CHARACTER = 4
"""In UTF-8; JSON has shorter escapes for all that a text may hold."""

NOT_APPLICABLE = "na"
NA_COUNTER = "x:na"


Telling = Literal[
    "nothing", "answers", "options", "quiz_options", "ranks", "points", "values", "recommendations", "bins", "rows",
    "places", "moments", "terms", "words",
]  # fmt: skip
"""What reports show of a type's counters."""


class AnswerRejected(Exception):
    """A value does not fit its question; ``code`` is stable, ``message`` is for the respondent."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class AnswerContext(msgspec.Struct, frozen=True):
    """What the server knows about an answer beyond its value.

    ``elapsed_ms``: since the question was opened; None where it was not opened for all at once, as in forms.
    ``is_revealed``: its results, and what is right, are on all phones.
    """

    elapsed_ms: int | None = None
    is_revealed: bool = False


NO_CONTEXT = AnswerContext()


class Column(msgspec.Struct, frozen=True):
    """One column of an export. ``labels``: what the values of a text column stand for."""

    name: str
    label: str
    kind: Literal["text", "integer", "number", "date", "time", "boolean"]
    labels: dict[str, str] = {}


class Example(NamedTuple):
    """What the published contracts show of a type: the fields that its definition needs, and an answer."""

    fields: Mapping[str, Any] = {}
    answer: AnswerValue = None


class Described(msgspec.Struct, tag_field="type", frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields that respondents see of every question. ``allow_na``: "not applicable" is an answer too."""

    id: Identifier
    title: Title
    description: Description = ""
    required: bool = False
    show_if: Condition | None = None
    allow_na: bool = False

    def texts(self) -> Iterator[tuple[str, str]]:
        """(path, text) of every text that can be translated, empty ones left out: ``title``, ``options.tea.label``."""
        return texts_of(self)

    def with_texts(self, texts: Mapping[str, str]) -> Self:
        """The same question with these texts, by the paths of ``texts``; those that are missing stay."""
        return with_texts(self, texts)


class Score(NamedTuple):
    """What one answer is worth."""

    is_correct: bool
    points: int


class QuestionBase(Described, frozen=True, kw_only=True):
    """A question type is a subclass: pure (no I/O, no clock, no randomness), it says what its values are by the five
    methods that stand last here. Left as they are, they make a question that takes no answer."""

    example: ClassVar[Example] = Example()
    can_be_na: ClassVar[bool] = True
    told_as: ClassVar[Telling] = "answers"
    operators: ClassVar[frozenset[str]] = ANSWERED
    fixed_options: ClassVar[tuple[str, ...]] = ()
    measured_by: ClassVar[tuple[str, ...]] = ()
    """What must be the same in two versions of the question for their numbers to be of one kind."""

    def check(self, value: AnswerValue, context: AnswerContext = NO_CONTEXT) -> AnswerValue:
        """The value as it is stored; checking a stored value in the same context gives it again.

        Raises AnswerRejected, and nothing else, whatever the value is.
        """
        if not is_na(value):
            return self.accepted(value, context)
        if not (self.allow_na and self.can_be_na):
            raise AnswerRejected("na_not_allowed", "This question needs an answer of its own.")
        return {NOT_APPLICABLE: True}

    def counters(self, value: AnswerValue) -> Counters:
        """What a stored value adds to the tally: ``n`` and what the type counts, or ``x:na`` alone."""
        return {NA_COUNTER: 1} if is_na(value) else {"n": 1, **self.counted(value)}

    def export_columns(self) -> tuple[Column, ...]:
        """The columns of an export, in order. An answer that was skipped has no cell in any of them."""
        na = (Column(f"{self.id}_na", f"{self.title}: not applicable", "boolean"),) if self.allow_na else ()
        return (*self.value_columns(), *na)

    def export_row(self, value: AnswerValue) -> dict[str, Scalar]:
        """The cells of a stored value, by the names of their columns."""
        if value is None:
            return {}
        if is_na(value):
            return {f"{self.id}_na": True}
        return self.cells(value) | ({f"{self.id}_na": False} if self.allow_na else {})

    def takes_words(self) -> bool:
        """Whether people answer in their own words here, that others may read."""
        return False

    def words(self, value: AnswerValue) -> str | None:
        """What a stored value says in somebody's own words; None where it does not."""
        return None

    def score(self, value: AnswerValue) -> Score | None:
        """What a stored value is worth; None where answers are not right or wrong."""
        return None

    def most_points(self) -> int | None:
        """What the best answer is worth; None where answers are not right or wrong."""
        return None

    def problems(self) -> Iterator[FieldError]:
        """What is wrong with the definition beyond its types; paths are relative to the question."""
        if self.allow_na and not self.can_be_na:
            yield FieldError("This cannot be not applicable.", "not_possible", "allow_na")
        yield from self.faults()
        names = [column.name for column in self.export_columns()]
        if len(set(names)) < len(names) and not any(self.faults()):
            yield FieldError("With these ids two columns of an export would have one name.", "ambiguous_ids")

    def most_bytes(self) -> int:
        """What an answer takes at most as JSON."""
        return SMALL_ANSWER_BYTES

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        """``check`` of a value that is not "not applicable"."""
        raise AnswerRejected("takes_no_answer", "This takes no answer.")

    def counted(self, value: AnswerValue) -> Counters:
        """``counters`` beside ``n``."""
        return {}

    def value_columns(self) -> tuple[Column, ...]:
        return ()

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        """``export_row`` of a value that is not "not applicable"."""
        return {}

    def faults(self) -> Iterator[FieldError]:
        """``problems`` of this type."""
        return iter(())


class PlainQuestion(QuestionBase, frozen=True, kw_only=True):
    """A question that holds nothing to be kept from participants."""

    def for_participants(self, *, is_revealed: bool = False) -> Self:
        """The question as participants may see it now."""
        return self


def is_na(value: AnswerValue) -> bool:
    """Whether the answer is "not applicable": ``{"na": true}``."""
    return isinstance(value, dict) and len(value) == 1 and value.get(NOT_APPLICABLE) is True


def is_whole(value: object) -> bool:
    """A whole number; ``True`` is none."""
    return isinstance(value, int) and not isinstance(value, bool)
