"""Sessions in memory, for the paths that look one up with every answer."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from app.core.clock import Ticks
from app.features.sessions.model import SessionInFull
from app.features.sessions.service import SessionService

MAX_AGE_S = 1.0
MAX_SESSIONS = 2_000


class SessionDirectory:
    """Remembers at most ``MAX_SESSIONS`` sessions for ``MAX_AGE_S``; a crowd that asks at once shares one read."""

    def __init__(self, sessions: SessionService, ticks: Ticks) -> None:
        self._sessions = sessions
        self._ticks = ticks
        self._remembered: OrderedDict[str, tuple[float, SessionInFull]] = OrderedDict()
        self._reading: dict[str, asyncio.Task[SessionInFull | None]] = {}

    async def find(self, session_id: str) -> SessionInFull | None:
        """The session as it was at most ``MAX_AGE_S`` ago."""
        remembered = self._remembered.get(session_id)
        if remembered is not None and self._ticks() - remembered[0] < MAX_AGE_S:
            return remembered[1]
        return await self._shared_read(session_id)

    async def find_now(self, session_id: str) -> SessionInFull | None:
        """The session as it is stored after this call began."""
        under_way = self._reading.get(session_id)
        if under_way is not None:
            await asyncio.wait((under_way,))  # that one began before this call
        return await self._shared_read(session_id)

    def forget(self, session_id: str) -> None:
        """Read it again next time: it is known to have changed."""
        self._remembered.pop(session_id, None)

    async def _shared_read(self, session_id: str) -> SessionInFull | None:
        task = self._reading.get(session_id)
        if task is None or task.done():
            task = self._reading[session_id] = asyncio.create_task(self._read(session_id))
        return await asyncio.shield(task)

    async def _read(self, session_id: str) -> SessionInFull | None:
        asked_at = self._ticks()
        try:
            found = await self._sessions.find(session_id)
        finally:
            self._reading.pop(session_id, None)
        if found is None:
            self._remembered.pop(session_id, None)
            return None
        self._remembered[session_id] = (asked_at, found)
        self._remembered.move_to_end(session_id)
        if len(self._remembered) > MAX_SESSIONS:
            self._remembered.popitem(last=False)
        return found
