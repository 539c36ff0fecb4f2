"""Items placed on a plane of two axes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Example,
    Label,
    OptionalLabel,
    PlainQuestion,
    Scalar,
    Telling,
    is_whole,
)
from app.features.surveys.questions.options import TEA_OR_COFFEE, Option, bytes_of, repeated_ids

FAR_END = 100
BINS = 10


class Axis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From 0 at ``low_label`` to 100 at ``high_label``."""

    title: Label
    low_label: OptionalLabel = ""
    high_label: OptionalLabel = ""


class Grid(PlainQuestion, tag="grid_2x2", frozen=True, kw_only=True):
    """The value holds ``[x, y]`` of every item, whole numbers from 0 to 100, in the items' order.

    Of each item: ``i:`` counts placements, ``g:<item>:<x bin>:<y bin>`` those in a square of 10 by 10 bins (100 lies in
    the last), ``x:``, ``y:``, ``xx:``, ``yy:`` and ``xy:`` sum coordinates, their squares and their products.
    """

    example: ClassVar[Example] = Example(
        {"items": TEA_OR_COFFEE, "x_axis": {"title": "Effort"}, "y_axis": {"title": "Joy"}},
        {"tea": [30, 80], "coffee": [55, 90]},
    )
    told_as: ClassVar[Telling] = "places"

    items: Annotated[tuple[Option, ...], Meta(min_length=1, max_length=20)]
    x_axis: Axis
    y_axis: Axis

    def most_bytes(self) -> int:
        return super().most_bytes() + bytes_of(self.items, beside=13)

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if not isinstance(value, dict):
            raise AnswerRejected("wrong_type", "Place each item.")
        known = {item.id for item in self.items}
        if not value.keys() <= known:
            raise AnswerRejected("unknown_item", "One of these items does not exist.")
        if value.keys() != known:
            raise AnswerRejected("items_missing", "Place each item.")
        return {item.id: list(_place(value[item.id])) for item in self.items}

    def counted(self, value: AnswerValue) -> Counters:
        counters: Counters = {}
        for item, (x, y) in _places(value).items():
            counters |= {f"i:{item}": 1, f"g:{item}:{_bin(x)}:{_bin(y)}": 1}
            counters |= {f"x:{item}": x, f"y:{item}": y, f"xx:{item}": x * x, f"yy:{item}": y * y, f"xy:{item}": x * y}
        return counters

    def value_columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(f"{self.id}_{item.id}_{axis}", f"{self.title}: {item.label}: {titled.title}", "integer")
            for item in self.items
            for axis, titled in (("x", self.x_axis), ("y", self.y_axis))
        )

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        cells: dict[str, Scalar] = {}
        for item, (x, y) in _places(value).items():
            cells |= {f"{self.id}_{item}_x": x, f"{self.id}_{item}_y": y}
        return cells

    def faults(self) -> Iterator[FieldError]:
        return repeated_ids(self.items, "items")


def _place(sent: object) -> tuple[int, int]:
    if not isinstance(sent, list) or len(sent) != 2 or not all(is_whole(one) for one in sent):
        raise AnswerRejected("wrong_type", "A place is two whole numbers.")
    if not all(0 <= one <= FAR_END for one in sent):
        raise AnswerRejected("out_of_range", f"Places go from 0 to {FAR_END}.")
    return sent[0], sent[1]


def _places(value: AnswerValue) -> dict[str, tuple[int, int]]:
    """The places of a stored value."""
    return {item: _place(place) for item, place in value.items()} if isinstance(value, dict) else {}


def _bin(coordinate: int) -> int:
    return min(coordinate * BINS // FAR_END, BINS - 1)
