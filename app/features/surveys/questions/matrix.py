"""The same choice for each of several rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import (
    INCLUDING,
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    Example,
    PlainQuestion,
    Scalar,
    Telling,
)
from app.features.surveys.questions.options import (
    TEA_OR_COFFEE,
    FewOptions,
    Option,
    bytes_of,
    chosen_of,
    labels_of,
    repeated_ids,
    require_possible,
)

PARTS_OF_A_CHOICE = frozenset({"chosen", "other", "ms"})
"""Fields of what a choice with words of one's own, or with a time, is stored as: conditions tell answers by them."""


class Matrix(PlainQuestion, tag="matrix", frozen=True, kw_only=True):
    """The value holds for each row, in the rows' order, the id of its column, or with ``per_row`` "many" the list of
    them, in the columns' order. ``all_rows``: every row needs an answer; else one row is enough.

    ``c:<row>:<column>`` counts choices, ``rn:<row>`` respondents who answered the row.
    """

    example: ClassVar[Example] = Example(
        {"rows": TEA_OR_COFFEE, "columns": [{"id": "good", "label": "Good"}, {"id": "bad", "label": "Bad"}]},
        {"tea": "good", "coffee": "bad"},
    )
    operators: ClassVar[frozenset[str]] = INCLUDING
    told_as: ClassVar[Telling] = "rows"

    rows: Annotated[tuple[Option, ...], Meta(min_length=1, max_length=30)]
    columns: FewOptions
    per_row: Literal["one", "many"] = "one"
    all_rows: bool = True

    def most_bytes(self) -> int:
        return super().most_bytes() + bytes_of(self.rows, beside=6 + bytes_of(self.columns))

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if not isinstance(value, dict):
            raise AnswerRejected("wrong_type", "Choose in each row.")
        if not value.keys() <= {row.id for row in self.rows}:
            raise AnswerRejected("unknown_row", "One of these rows does not exist.")
        chosen = {row.id: self._chosen(value[row.id]) for row in self.rows if row.id in value}
        answered = {row: columns for row, columns in chosen.items() if columns}
        if len(answered) < (len(self.rows) if self.all_rows else 1):
            raise AnswerRejected("rows_missing", "Choose in each row." if self.all_rows else "Choose in a row.")
        if self.per_row == "one":
            return {row: columns[0] for row, columns in answered.items()}
        return {row: list(columns) for row, columns in answered.items()}

    def counted(self, value: AnswerValue) -> Counters:
        counters: Counters = {}
        for row, columns in _rows_of(value).items():
            counters |= {f"rn:{row}": 1, **{f"c:{row}:{column}": 1 for column in columns}}
        return counters

    def value_columns(self) -> tuple[Column, ...]:
        if self.per_row == "one":
            labels = labels_of(self.columns)
            return tuple(
                Column(f"{self.id}_{row.id}", f"{self.title}: {row.label}", "text", labels) for row in self.rows
            )
        return tuple(
            Column(f"{self.id}_{row.id}_{column.id}", f"{self.title}: {row.label}: {column.label}", "boolean")
            for row in self.rows
            for column in self.columns
        )

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        rows = _rows_of(value)
        if self.per_row == "one":
            return {f"{self.id}_{row}": columns[0] for row, columns in rows.items()}
        return {
            f"{self.id}_{row}_{column.id}": column.id in columns
            for row, columns in rows.items()
            for column in self.columns
        }

    def faults(self) -> Iterator[FieldError]:
        yield from repeated_ids(self.rows, "rows")
        yield from repeated_ids(self.columns, "columns")
        for position, row in enumerate(self.rows):
            if row.id in PARTS_OF_A_CHOICE:
                yield FieldError("This id is reserved.", "reserved_id", f"rows.{position}.id")

    def _chosen(self, sent: object) -> list[str]:
        if self.per_row == "one":
            if not isinstance(sent, str):
                raise AnswerRejected("wrong_type", "Choose one in each row.")
            return chosen_of(self.columns, [sent])
        chosen = chosen_of(self.columns, sent)
        require_possible(self.columns, chosen)
        return chosen


def _rows_of(value: AnswerValue) -> dict[str, list[str]]:
    """The chosen columns of each row of a stored value."""
    rows = value if isinstance(value, dict) else {}
    return {
        row: [str(one) for one in chosen] if isinstance(chosen, list) else [str(chosen)] for row, chosen in rows.items()
    }
