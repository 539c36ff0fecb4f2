"""Work that a few may do at a time, and that only so many may wait for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.core.errors import Unavailable

RETRY_AFTER_MS = 5_000


class Turns:
    """``at_once`` have their turn, ``most_waiting`` wait for it."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most_waiting = most_waiting
        self._waiting = 0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """A turn, until the context ends. Raises Unavailable where too many wait already."""
        if self._free.locked() and self._waiting >= self._most_waiting:
            raise Unavailable(retry_after_ms=RETRY_AFTER_MS)
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()
