"""What crosstabs look like over REST."""

from __future__ import annotations

from typing import Self

import msgspec

from app.features.crosstabs.service import Crosstab
from app.features.crosstabs.table import Axis


class AxisResource(msgspec.Struct):
    """``round``: the round of a live session, the attempt of an open one. ``several``: a respondent can have chosen
    more than one of the options, and then counts in several cells; totals count everybody once."""

    question: str
    round: int
    options: tuple[str, ...]
    several: bool

    @classmethod
    def of(cls, axis: Axis) -> Self:
        return cls(axis.question, axis.attempt, axis.options, axis.several)


class CrosstabResource(msgspec.Struct):
    """``counts`` has a line for each row option, in it a number for each column option; null where small groups are
    hidden. ``n``: respondents who chose an option in both questions; the totals are of those. Counted where the tally
    stood at ``epoch`` and ``version``, 0 before the first entry."""

    rows: AxisResource
    columns: AxisResource
    counts: list[list[int | None]]
    row_totals: list[int | None]
    column_totals: list[int | None]
    n: int | None
    epoch: int
    version: int

    @classmethod
    def of(cls, found: Crosstab) -> Self:
        *lines, totals = found.table.grid
        return cls(
            rows=AxisResource.of(found.table.rows),
            columns=AxisResource.of(found.table.columns),
            counts=[list(line[:-1]) for line in lines],
            row_totals=[line[-1] for line in lines],
            column_totals=list(totals[:-1]),
            n=totals[-1],
            epoch=found.at.epoch,
            version=found.at.version,
        )
