"""The results of a session as a gateway holds them: absolute values that merge, skip and repeat unharmed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from enum import Enum

import msgspec

from app.contracts.events import ResultsChanged
from app.contracts.frames import Position, ResultsData

Flat = tuple[str, str]
"""A cell and one of its counters."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class TallySnapshot(msgspec.Struct, frozen=True):
    """A tally as stored. Epoch and version are 0 while a session has no entry."""

    epoch: int
    version: int
    as_of: datetime
    data: ResultsData


def empty_tally(now: datetime) -> TallySnapshot:
    """What is shown of a session without an entry."""
    return TallySnapshot(0, 0, now, ResultsData(0, {}))


class Outcome(Enum):
    """What an event or a loaded tally did."""

    APPLIED = "applied"
    STALE = "stale"
    GAP = "gap"


class ConflatedResults:
    """Every counter with the version that it last changed at, so that a delta from any version can be made.

    ``_values`` is kept in the order of those versions: a delta reads only its own end.
    """

    def __init__(self) -> None:
        self.epoch = -1
        self.version = -1
        self.as_of = NEVER
        self.entries = 0
        self._floor = 0
        self._values: dict[Flat, tuple[int, int]] = {}

    @property
    def position(self) -> Position:
        return Position(self.epoch, self.version)

    @property
    def cells(self) -> set[str]:
        """Of which cells something was ever counted."""
        return {cell for cell, _ in self._values}

    def apply(self, event: ResultsChanged) -> Outcome:
        """Take over what an event says, unless it is old or events before it are missing (GAP: load the tally)."""
        if event.epoch < self.epoch or (event.epoch == self.epoch and event.version <= self.version):
            return Outcome.STALE
        if event.since <= 0:
            return self.load(TallySnapshot(event.epoch, event.version, event.as_of, event.data))
        if event.epoch != self.epoch or event.since > self.version:
            return Outcome.GAP
        self._merge(event.data, event.version)
        self._advance(event.version, event.as_of, event.data.entries)
        return Outcome.APPLIED

    def load(self, tally: TallySnapshot) -> Outcome:
        """Take over a whole tally, unless it is older than what is held; a counter missing from it is 0."""
        if (tally.epoch, tally.version) <= (self.epoch, self.version):
            return Outcome.STALE
        if tally.epoch != self.epoch:
            self._values.clear()
            self._floor = tally.version
            self.epoch = tally.epoch
        missing = self._values.keys() - set(_flatten(tally.data))
        self._merge(tally.data, tally.version)
        for key in missing:
            self._set(key, 0, tally.version)
        self._advance(tally.version, tally.as_of, tally.data.entries)
        return Outcome.APPLIED

    def whole(self, questions: Collection[str] | None = None) -> ResultsData:
        """All that is not 0; of these questions only, where they are given."""
        return self._nested(((key, value) for key, (value, _) in self._values.items() if value), questions)

    def since(self, version: int, questions: Collection[str] | None = None) -> ResultsData | None:
        """Absolute values of what changed after ``version``; None where that is no longer known."""
        if not self._floor <= version <= self.version:
            return None
        return self._nested(self._changed_after(version), questions)

    def _changed_after(self, version: int) -> Iterator[tuple[Flat, int]]:
        for key, (value, changed_at) in reversed(self._values.items()):
            if changed_at <= version:
                return
            yield key, value

    def _nested(self, counters: Iterator[tuple[Flat, int]], questions: Collection[str] | None) -> ResultsData:
        cells: dict[str, dict[str, int]] = {}
        for (cell, counter), value in counters:
            if questions is None or cell.rpartition("@")[0] in questions:
                cells.setdefault(cell, {})[counter] = value
        return ResultsData(self.entries, cells)

    def _merge(self, data: ResultsData, version: int) -> None:
        for cell, counters in data.cells.items():
            for counter, value in counters.items():
                self._set((cell, counter), value, version)

    def _set(self, key: Flat, value: int, version: int) -> None:
        former, _ = self._values.get(key, (0, 0))
        if former != value:
            self._values.pop(key, None)  # so that it goes to the end
            self._values[key] = (value, version)

    def _advance(self, version: int, as_of: datetime, entries: int) -> None:
        self.version, self.as_of, self.entries = version, as_of, entries


def _flatten(data: ResultsData) -> Iterator[Flat]:
    return ((cell, counter) for cell, counters in data.cells.items() for counter in counters)
