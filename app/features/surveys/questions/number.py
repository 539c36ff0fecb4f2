"""Numbers in a range, typed or slid to: counted in fixed bins, with exact moments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
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
    OptionalLabel,
    PlainQuestion,
    Scalar,
    Telling,
    Unit,
)

MAX_BINS = 100
LIMB = 2**32
MAX_STEPS = 10**9

Bound = Annotated[float, Meta(ge=-1e9, le=1e9)]


class Stepped(PlainQuestion, frozen=True, kw_only=True):
    """A number from ``min`` to ``max``, both included, on a grid of steps that begins at ``min``.

    Values are counted as whole *steps* above ``min``: integers, so that sums are exact and the order of folding does
    not matter. ``sum`` adds the steps; ``sq_hi``/``sq_lo`` add the limbs (base 2**32) of their squares, so that neither
    can overflow MongoDB's 64 bits. ``b:<i>`` counts bin i, which holds ``steps_per_bin`` steps: one where the range has
    at most MAX_BINS values (then quantiles are exact), else the least 1, 2 or 5 times a power of ten that needs no
    more than MAX_BINS bins.
    """

    example: ClassVar[Example] = Example(answer=42)
    operators: ClassVar[frozenset[str]] = ORDERED
    told_as: ClassVar[Telling] = "bins"
    measured_by: ClassVar[tuple[str, ...]] = ("min", "max", "step_size", "unit")

    min: Bound = 0.0
    max: Bound = 100.0
    unit: Unit = ""

    @property
    def step_size(self) -> Decimal:
        """The width of a step; 1 unless the type says otherwise."""
        return Decimal(1)

    @property
    def steps(self) -> int:
        """The highest step, at ``max`` or the last one before it."""
        return self.step_of(self.max)

    @property
    def steps_per_bin(self) -> int:
        magnitude = 1
        while True:
            for factor in (1, 2, 5):
                if self.steps // (factor * magnitude) < MAX_BINS:
                    return factor * magnitude
            magnitude *= 10

    def step_of(self, value: float) -> int:
        """How many steps ``value`` is above ``min``."""
        return int((decimal(value) - decimal(self.min)) // self.step_size)

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise AnswerRejected("wrong_type", "Give a number.")
        if not self.min <= value <= self.max:
            raise AnswerRejected("out_of_range", f"Give a number from {self.min:g} to {self.max:g}.")
        self.require_on_grid(value)
        return int(value) if value == int(value) else value

    def require_on_grid(self, value: float) -> None:
        """Raises AnswerRejected unless the value is a whole number of steps above ``min``."""
        if decimal(self.min) + self.step_of(value) * self.step_size != decimal(value):
            raise AnswerRejected("off_the_grid", f"Give a number in steps of {self.step_size:f}.")

    def counted(self, value: AnswerValue) -> Counters:
        step = self.step_of(value if isinstance(value, int | float) else self.min)
        high, low = divmod(step * step, LIMB)
        return {f"b:{step // self.steps_per_bin}": 1, "sum": step, "sq_hi": high, "sq_lo": low}

    def value_columns(self) -> tuple[Column, ...]:
        label = f"{self.title} ({self.unit})" if self.unit else self.title
        is_whole = all(decimal(one) % 1 == 0 for one in (self.min, self.step_size))
        return (Column(self.id, label, "integer" if is_whole else "number"),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: value} if isinstance(value, int | float) else {}

    def faults(self) -> Iterator[FieldError]:
        if self.min >= self.max:
            yield FieldError("The highest value must be above the lowest.", "out_of_range", "max")
            return
        if self.steps > MAX_STEPS:
            yield FieldError(f"The range has more than {MAX_STEPS:,} steps.", "out_of_range", "max")


class Number(Stepped, tag="number", frozen=True, kw_only=True):
    """A number with up to ``decimals`` places; a step is 10**-decimals."""

    decimals: Annotated[int, Meta(ge=0, le=4)] = 0

    @property
    def step_size(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)

    def require_on_grid(self, value: float) -> None:
        if decimal(value) % self.step_size:
            raise AnswerRejected("too_precise", f"Give at most {self.decimals} decimal places.")

    def faults(self) -> Iterator[FieldError]:
        yield from super().faults()
        for name, bound in (("min", self.min), ("max", self.max)):
            if self.min < self.max and decimal(bound) % self.step_size:
                yield FieldError("This has more decimal places than answers may have.", "too_precise", name)


class Slider(Stepped, tag="slider", frozen=True, kw_only=True):
    """A number that is slid to: ``min``, or any whole number of ``step`` above it."""

    step: Annotated[float, Meta(ge=1e-6, le=1e9)] = 1.0
    min_label: OptionalLabel = ""
    max_label: OptionalLabel = ""

    @property
    def step_size(self) -> Decimal:
        return decimal(self.step)

    def faults(self) -> Iterator[FieldError]:
        yield from super().faults()
        if self.min < self.max and decimal(self.min) + self.steps * self.step_size != decimal(self.max):
            yield FieldError("The highest value cannot be reached in such steps.", "off_the_grid", "step")


def decimal(value: float | Decimal) -> Decimal:
    """The number as it is written."""
    return value if isinstance(value, Decimal) else Decimal(str(value))
