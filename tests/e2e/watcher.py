"""A dashboard that writes down every position it was shown."""

from __future__ import annotations

from app.client.watcher import Watcher
from app.contracts.frames import Delta, Position, ResultsData, ServerFrame, Snapshot


class Dashboard(Watcher):
    """The results of one session on a screen; reconnects and heals by itself."""

    def __init__(self, url: str, token: str, session: str) -> None:
        self._channel = f"session:{session}:results"
        super().__init__(url, token, [self._channel])
        self.history: list[Position] = []

    async def on_frame(self, frame: ServerFrame) -> None:
        await super().on_frame(frame)
        if isinstance(frame, Snapshot | Delta) and (position := self.views[self._channel].position) is not None:
            self.history.append(position)

    @property
    def shown(self) -> ResultsData:
        """What the screen says, without the zeros that say nothing."""
        return self.views[self._channel].results()

    def falls(self) -> list[tuple[Position, Position]]:
        """Positions shown one after the other of which the later is the lesser; epochs may not fall either."""
        pairs = zip(self.history, self.history[1:], strict=False)
        return [
            (before, after) for before, after in pairs if (after.epoch, after.version) < (before.epoch, before.version)
        ]
