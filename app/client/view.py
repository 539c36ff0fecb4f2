"""What a client holds of a channel, by the protocol's rules for snapshots and deltas. Pure."""

from __future__ import annotations

from enum import Enum
from typing import Any

import msgspec

from app.contracts.frames import Delta, Position, ResultsData, Snapshot


class Applied(Enum):
    """What a frame did; GAP: subscribe again with ``since``."""

    APPLIED = "applied"
    IGNORED = "ignored"
    GAP = "gap"


class ChannelView:
    """The latest data of one channel. ``gaps`` counts deltas that did not fit, ``falls`` versions that went back."""

    def __init__(self) -> None:
        self.position: Position | None = None
        self.data: Any = None
        self.gaps = 0
        self.falls = 0

    def apply(self, frame: Snapshot | Delta) -> Applied:
        """Take over a frame. A delta fits when the epoch is the same and ``from <= local < version``."""
        if isinstance(frame, Snapshot):
            self._note_fall(frame)
            self.data = frame.data
        else:
            if self.position is None or frame.epoch != self.position.epoch or frame.from_ > self.position.version:
                self.gaps += 1
                return Applied.GAP
            if frame.version <= self.position.version:
                return Applied.IGNORED
            self.data = merged(self.data, frame.data)
        self.position = Position(frame.epoch, frame.version)
        return Applied.APPLIED

    def results(self) -> ResultsData:
        """The data of a results channel, without counters that are 0."""
        if self.data is None:
            return ResultsData(0, {})
        held = msgspec.convert(self.data, ResultsData)
        shown = {cell: {name: value for name, value in names.items() if value} for cell, names in held.cells.items()}
        return ResultsData(held.entries, {cell: names for cell, names in shown.items() if names})

    def _note_fall(self, frame: Snapshot) -> None:
        held = self.position
        if held is not None and frame.epoch == held.epoch and frame.version < held.version:
            self.falls += 1


def merged(held: Any, changes: Any) -> Any:
    """``held`` with the absolute values of ``changes``."""
    if not (isinstance(held, dict) and isinstance(changes, dict)):
        return changes
    return {**held, **{key: merged(held.get(key), value) for key, value in changes.items()}}
