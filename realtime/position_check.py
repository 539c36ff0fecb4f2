"""The safety net under the event bus: compare what this gateway holds with what is stored, and load what is behind."""

from __future__ import annotations

import asyncio
import logging

from app.core.errors import AppError
from realtime.hub import Hub
from realtime.ports import Bus, Readers

log = logging.getLogger(__name__)

INTERVAL_S = 2.0
INTERVAL_WITHOUT_BUS_S = 0.5


class PositionCheck:
    """Three small reads every INTERVAL_S for all rooms together; more often while Redis is away."""

    def __init__(self, hub: Hub, stored: Readers, *, bus: Bus) -> None:
        self._hub, self._stored, self._bus = hub, stored, bus

    async def run(self) -> None:
        """Check for ever."""
        while True:
            await asyncio.sleep(INTERVAL_S if self._bus.is_connected else INTERVAL_WITHOUT_BUS_S)
            try:
                await self.check()
            except AppError as failure:
                log.warning("positions were not checked", extra={"reason": failure.code})

    async def check(self) -> list[str]:
        """Load every room that is behind; returns their sessions."""
        held = self._hub.positions()
        if not held:
            return []
        stored = await self._stored.tallies.positions(held.keys())
        state_versions = await self._stored.sessions.state_versions(held.keys())
        boards = await self._stored.boards.versions(held.keys())
        behind: list[str] = []
        for session, (position, state_version, board_version) in held.items():
            at = stored.get(session)
            results_behind = at is not None and (at.epoch, at.version) > (position.epoch, position.version)
            state_behind = state_versions.get(session, state_version) > state_version
            if results_behind or state_behind or boards.get(session, 0) > board_version:
                behind.append(session)
                self._hub.on_gap(session)
        return behind
