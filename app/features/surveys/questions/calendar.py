"""Days of the calendar and times of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    ORDERED,
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Example,
    PlainQuestion,
    Scalar,
    Telling,
)

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2099, 12, 31)
MAX_BINS = 100
MAX_YEARS = 1_000
MINUTES_PER_BIN = 30

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")

ClockTime = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")]


class Date(PlainQuestion, tag="date", frozen=True, kw_only=True):
    """A day, ``"YYYY-MM-DD"``, from ``earliest`` to ``latest``, both included.

    ``d:<label>`` counts days where the range has at most 100 of them, else months (``YYYY-MM``) where it has at most
    100 of those, else years; ``sum`` adds the days since ``earliest``.
    """

    example: ClassVar[Example] = Example(answer="2026-11-29")
    operators: ClassVar[frozenset[str]] = ORDERED
    told_as: ClassVar[Telling] = "moments"

    earliest: date | None = None
    latest: date | None = None

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if not isinstance(value, str):
            raise AnswerRejected("wrong_type", "Give a date.")
        day = _day_of(value)
        if not self._first <= day <= self._last:
            raise AnswerRejected("out_of_range", f"Give a date from {self._first} to {self._last}.")
        return day.isoformat()

    def counted(self, value: AnswerValue) -> Counters:
        day = str(value)
        return {f"d:{day[: self._label_length]}": 1, "sum": (date.fromisoformat(day) - self._first).days}

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "date"),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: str(value)}

    def faults(self) -> Iterator[FieldError]:
        if self._first > self._last:
            yield FieldError("The latest day must not be before the earliest.", "out_of_range", "latest")
        elif self._last.year - self._first.year >= MAX_YEARS:
            yield FieldError(f"The range has more than {MAX_YEARS:,} years.", "out_of_range", "latest")

    @property
    def _first(self) -> date:
        return self.earliest or FIRST_DAY

    @property
    def _last(self) -> date:
        return self.latest or LAST_DAY

    @property
    def _label_length(self) -> int:
        if (self._last - self._first).days < MAX_BINS:
            return len("YYYY-MM-DD")
        months = (self._last.year - self._first.year) * 12 + self._last.month - self._first.month + 1
        return len("YYYY-MM") if months <= MAX_BINS else len("YYYY")


class Time(PlainQuestion, tag="time", frozen=True, kw_only=True):
    """A time of the day, ``"HH:MM"``, from ``earliest`` to ``latest``, both included.

    ``d:<HH:MM>`` counts half hours by their beginning; ``sum`` and ``sq`` add the minutes since ``earliest`` and their
    squares.
    """

    example: ClassVar[Example] = Example(answer="09:30")
    operators: ClassVar[frozenset[str]] = ORDERED
    told_as: ClassVar[Telling] = "moments"

    earliest: ClockTime = "00:00"
    latest: ClockTime = "23:59"

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if not isinstance(value, str):
            raise AnswerRejected("wrong_type", "Give a time.")
        if not _TIME.fullmatch(value):
            raise AnswerRejected("not_a_time", "Give a time as hours and minutes: 09:30.")
        if not self.earliest <= value <= self.latest:
            raise AnswerRejected("out_of_range", f"Give a time from {self.earliest} to {self.latest}.")
        return value

    def counted(self, value: AnswerValue) -> Counters:
        minutes = _minutes_of(str(value))
        hour, minute = divmod(minutes // MINUTES_PER_BIN * MINUTES_PER_BIN, 60)
        since = minutes - _minutes_of(self.earliest)
        return {f"d:{hour:02}:{minute:02}": 1, "sum": since, "sq": since * since}

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "time"),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: str(value)}

    def faults(self) -> Iterator[FieldError]:
        if self.earliest > self.latest:
            yield FieldError("The latest time must not be before the earliest.", "out_of_range", "latest")


def _day_of(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise AnswerRejected("not_a_date", "Give a date as year, month and day: 2030-01-31.")


def _minutes_of(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])
