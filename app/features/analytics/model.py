"""The tally of a session: what was counted, and up to where."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.contracts.frames import Position, ResultsData
from app.features.analytics.small_groups import Shown
from app.features.analytics.tally import Counts

FIRST_EPOCH = 1
FIRST_VERSION = 1

Token = dict[str, Any]


class Mark(msgspec.Struct, frozen=True):
    """A place in a partition's stream.

    ``position`` numbers the events of one ``generation``; every relay that started from the same checkpoint numbers
    them alike. ``token`` is the event's own, only good for comparing.
    """

    generation: int
    position: int
    token: Token


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """``counts`` hold exactly the session's events up to ``mark``. ``epoch`` rises with each rebuild, ``version`` with
    each write within it. ``shown``: what may be seen of a session that hides small groups; None where all may.
    ``log_removed_at``: the counts are kept though their log is gone, by retention."""

    session: str
    organization: str
    epoch: int
    version: int
    mark: Mark
    as_of: datetime
    counts: Counts
    shown: Shown | None = None
    log_removed_at: datetime | None = None

    @property
    def position(self) -> Position:
        """What a client that holds this tally stands at."""
        return Position(self.epoch, self.version)

    def results(self) -> ResultsData:
        """Everything that is not zero and may be shown."""
        if self.shown is not None:
            return ResultsData(self.shown.entries, self.shown.visible(self.counts.cells))
        cells: dict[str, dict[str, int]] = {}
        for cell, counter, value in self.counts.nonzero():
            cells.setdefault(cell, {})[counter] = value
        return ResultsData(self.counts.entries, cells)

    def results_of(self, changed: Counts) -> ResultsData:
        """The present values of the counters that ``changed`` names, zeros included."""
        cells = self.counts.cells
        return ResultsData(
            self.counts.entries,
            {cell: {counter: cells[cell][counter] for counter in counters} for cell, counters in changed.cells.items()},
        )


class Recount(msgspec.Struct, frozen=True, kw_only=True):
    """What the last recount of a session found; ``differences`` counts the counters that disagreed."""

    session: str
    organization: str
    epoch: int
    version: int
    entries: int
    agrees: bool
    differences: int
    at: datetime
