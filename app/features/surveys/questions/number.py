"""Numbers in a range: counted in fixed bins, with exact moments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import AnswerRejected, Counters, QuestionBase

MAX_BINS = 100
LIMB = 2**32
MAX_STEPS = 10**9

Bound = Annotated[float, Meta(ge=-1e9, le=1e9)]


class Number(QuestionBase, tag="number", frozen=True, kw_only=True):
    """A number from ``min`` to ``max`` with up to ``decimals`` places, both ends included.

    Values are counted as whole *steps* of 10**-decimals above ``min``: integers, so that sums are exact and the order
    of folding does not matter. ``sum`` adds the steps; ``sq_hi``/``sq_lo`` add the limbs (base 2**32) of their squares,
    so that neither can overflow MongoDB's 64 bits. ``b:<i>`` counts bin i, which holds ``steps_per_bin`` steps: one
    where the range has at most MAX_BINS values (then quantiles are exact), else the least 1, 2 or 5 times a power of
    ten that needs no more than MAX_BINS bins.
    """

    min: Bound = 0.0
    max: Bound = 100.0
    decimals: Annotated[int, Meta(ge=0, le=4)] = 0
    unit: Annotated[str, Meta(max_length=30)] = ""

    @property
    def steps(self) -> int:
        """The highest step, at ``max``."""
        return self._step_of(self.max)

    @property
    def steps_per_bin(self) -> int:
        magnitude = 1
        while True:
            for factor in (1, 2, 5):
                if self.steps // (factor * magnitude) < MAX_BINS:
                    return factor * magnitude
            magnitude *= 10

    def check(self, value: AnswerValue) -> AnswerValue:
        if not isinstance(value, int | float):
            raise AnswerRejected("wrong_type", "Give a number.")
        if not self.min <= value <= self.max:
            raise AnswerRejected("out_of_range", f"Give a number from {self.min:g} to {self.max:g}.")
        scaled = Decimal(str(value)).scaleb(self.decimals)
        if scaled != scaled.to_integral_value():
            raise AnswerRejected("too_precise", f"Give at most {self.decimals} decimal places.")
        return int(value) if value == int(value) else value

    def counters(self, value: AnswerValue) -> Counters:
        step = self._step_of(value if isinstance(value, int | float) else self.min)
        high, low = divmod(step * step, LIMB)
        return {"n": 1, f"b:{step // self.steps_per_bin}": 1, "sum": step, "sq_hi": high, "sq_lo": low}

    def problems(self) -> Iterator[FieldError]:
        if self.min >= self.max:
            yield FieldError("The highest value must be above the lowest.", "out_of_range", "max")
            return
        if self.steps > MAX_STEPS:
            yield FieldError(f"The range has more than {MAX_STEPS:,} steps.", "out_of_range", "max")
        for name, bound in (("min", self.min), ("max", self.max)):
            scaled = Decimal(str(bound)).scaleb(self.decimals)
            if scaled != scaled.to_integral_value():
                yield FieldError("This has more decimal places than answers may have.", "too_precise", name)

    def _step_of(self, value: float) -> int:
        return int((Decimal(str(value)) - Decimal(str(self.min))).scaleb(self.decimals))
