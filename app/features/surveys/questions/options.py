"""Named options: what choices, rankings, matrices and points are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Protocol

import msgspec
from msgspec import Meta

from app.contracts.frames import AnswerValue, Identifier
from app.core.errors import FieldError
from app.features.surveys.questions.base import AnswerRejected, Label


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``exclusive``: may not be chosen together with others ("none of the above")."""

    id: Identifier
    label: Label
    exclusive: bool = False


Options = Annotated[tuple[Option, ...], Meta(min_length=2, max_length=100)]
FewOptions = Annotated[tuple[Option, ...], Meta(min_length=2, max_length=20)]


TEA_OR_COFFEE = [{"id": "tea", "label": "Tea"}, {"id": "coffee", "label": "Coffee"}]
"""The options of examples."""


class Choosable(Protocol):
    """What every kind of option has."""

    @property
    def id(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def exclusive(self) -> bool: ...


def repeated_ids(options: Sequence[Choosable], field: str = "options") -> Iterator[FieldError]:
    """A problem for each id that stood before."""
    seen: set[str] = set()
    for position, option in enumerate(options):
        if option.id in seen:
            yield FieldError("This id appears twice.", "duplicate_id", f"{field}.{position}.id")
        seen.add(option.id)


def bytes_of(options: Sequence[Choosable], beside: int = 4) -> int:
    """What a list or an object of all of them takes as JSON, with so many bytes beside each id."""
    return sum(len(option.id) + beside for option in options)


def labels_of(options: Sequence[Choosable]) -> dict[str, str]:
    """What each id stands for."""
    return {option.id: option.label for option in options}


def chosen_of(options: Sequence[Choosable], value: object) -> list[str]:
    """The ids of ``value``, in the options' order. Raises AnswerRejected unless it is a list of options, each once."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise AnswerRejected("wrong_type", "Choose from the options.")
    chosen = set(value)
    if len(chosen) != len(value):
        raise AnswerRejected("repeated_option", "Each option counts once.")
    if not chosen <= {option.id for option in options}:
        raise AnswerRejected("unknown_option", "One of these options does not exist.")
    return [option.id for option in options if option.id in chosen]


def require_possible(options: Sequence[Choosable], chosen: Collection[str], further: int = 0) -> bool:
    """Whether an exclusive option is chosen. Raises AnswerRejected where it is, and it does not stand alone."""
    is_exclusive = any(option.exclusive and option.id in chosen for option in options)
    if is_exclusive and len(chosen) + further > 1:
        raise AnswerRejected("exclusive_option", "This option goes with no other.")
    return is_exclusive


def texts_in(value: AnswerValue) -> list[str]:
    """The ids of a stored list."""
    return [str(one) for one in value] if isinstance(value, list) else []
