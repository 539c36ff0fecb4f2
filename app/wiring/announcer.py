"""Tells of changes in this process at once, and in the others through the bus."""

from __future__ import annotations

from app.contracts.events import SessionEvent, SessionTouched, StateChanged
from app.features.sessions.directory import SessionDirectory
from app.infra.event_bus import SessionEvents


class Announcer:
    """``directory`` is set once it exists: it reads sessions through the service that announces."""

    def __init__(self, bus: SessionEvents) -> None:
        self._bus = bus
        self.directory: SessionDirectory | None = None

    async def publish(self, event: SessionEvent) -> bool:
        """False where the others could not be told."""
        if self.directory is not None and isinstance(event, StateChanged | SessionTouched):
            self.directory.forget(event.session)
        return await self._bus.publish(event)
