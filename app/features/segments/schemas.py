"""What segments look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

import msgspec
from msgspec import Meta

from app.features.analytics.tally import Cells
from app.features.segments.service import SegmentResults


class SegmentResource(msgspec.Struct):
    """``people``: those who chose any of ``options`` in ``round`` (of an open session: that attempt), of the
    ``answered`` who chose any option of the question. ``cells``: what they answered in all rounds, as in results;
    questions that none of them answered are missing. Counted where the tally stood at ``epoch`` and ``version``, or a
    little later; 0 before the first entry."""

    question: str
    round: int
    options: tuple[str, ...]
    people: int
    answered: int
    cells: Annotated[Cells, Meta(examples=[{"drink@1": {"n": 12, "o:tea": 9, "o:coffee": 3}}])]
    epoch: int
    version: int
    as_of: datetime

    @classmethod
    def of(cls, found: SegmentResults) -> Self:
        segment, counts = found.segment, found.counts
        return cls(
            question=segment.question,
            round=segment.attempt,
            options=segment.options,
            people=counts.people,
            answered=counts.answered,
            cells=counts.cells,
            epoch=found.at.epoch,
            version=found.at.version,
            as_of=found.as_of,
        )
