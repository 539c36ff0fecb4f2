"""A dashboard that writes down each position it was shown, and when."""

from __future__ import annotations

import itertools
import time

from app.client.watcher import Watcher
from app.contracts.frames import Position, ResultsData, ServerFrame


class Screen(Watcher):
    """The results of one session; reconnects and heals by itself."""

    def __init__(self, url: str, token: str, session: str) -> None:
        self._channel = f"session:{session}:results"
        super().__init__(url, token, [self._channel])
        self.positions: list[Position] = []
        self._moments: list[float] = []

    async def on_frame(self, frame: ServerFrame) -> None:
        await super().on_frame(frame)
        position = self.views[self._channel].position
        if position is not None and (not self.positions or self.positions[-1] != position):
            self.positions.append(position)
            self._moments.append(time.monotonic())

    @property
    def shown(self) -> ResultsData:
        """What it says now, without the zeros that say nothing."""
        return self.views[self._channel].results()

    def counted(self, question: str) -> int:
        """How many have answered, as it shows it."""
        return self.shown.cells.get(f"{question}@1", {}).get("n", 0)

    @property
    def falls(self) -> list[tuple[Position, Position]]:
        """Positions shown one after the other of which the later is the lesser; epochs may not fall either."""
        pairs = itertools.pairwise(self.positions)
        return [(one, next_) for one, next_ in pairs if (next_.epoch, next_.version) < (one.epoch, one.version)]

    @property
    def gaps(self) -> int:
        """Deltas that did not fit, so that it had to ask again."""
        return self.views[self._channel].gaps

    @property
    def standstill_s(self) -> float:
        """The longest time without anything new."""
        return max((later - sooner for sooner, later in itertools.pairwise(self._moments)), default=0.0)
