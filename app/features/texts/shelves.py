"""Shelves that are in use: each read once from the log, and kept as long as somebody goes on reading."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from app.contracts.frames import Position
from app.core.turns import Turns
from app.features.texts.shelf import Shelf

MOST = 8
"""Questions of which a process holds the texts, on its disk; more push out the one that was asked for longest ago."""
KEPT_S = 300.0
FRESH_S = 5.0
"""While answers come in at every tick, a log is read again no sooner. Who was erased is gone at once."""
MAX_AT_ONCE = 2
"""Logs that one process reads at the same time."""
MAX_WAITING = 20
"""Readings that wait for them; more are refused."""

Key = tuple[str, str]
"""Session and question."""


@dataclass(frozen=True)
class LogState:
    """Where the tally of a log stands, and how many of its revisions are erased."""

    at: Position
    erased: int


@dataclass(frozen=True)
class Source:
    """What a shelf is made of. ``tagging`` names the tags that there are now."""

    log: LogState
    tagging: str
    filled: Callable[[], Awaitable[Shelf]]
    tag: Callable[[Shelf], Awaitable[None]]


@dataclass
class _Held:
    """``users`` have it, or wait for their turn."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    shelf: Shelf | None = None
    log: LogState | None = None
    tagging: str = ""
    filled_at: float = 0.0
    expiry: asyncio.TimerHandle | None = None


class Shelves:
    """``ticks``: seconds that only rise."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._held: dict[Key, _Held] = {}
        self.turns = Turns(MAX_AT_ONCE, MAX_WAITING)

    @asynccontextmanager
    async def borrowed(self, key: Key, source: Source) -> AsyncIterator[tuple[Shelf, LogState]]:
        """The shelf of a question, for one at a time, and the state that it holds or is ahead of.

        Raises what ``source`` raises; Unavailable where too many logs wait to be read.
        """
        held = self._held.pop(key, None) or _Held()
        self._held[key] = held  # the last in line to go
        held.users += 1
        try:
            async with held.turn:
                yield await self._brought_up(held, source)
        finally:
            held.users -= 1
            self._put_back(key, held)

    def close(self) -> None:
        """Remove all of them."""
        for key in list(self._held):
            self._drop(key)

    async def _brought_up(self, held: _Held, source: Source) -> tuple[Shelf, LogState]:
        shelf, state = held.shelf, held.log
        if shelf is None or state is None or not self._is_current(held, state, source.log):
            async with self.turns.taken():
                filled = await source.filled()
            if shelf is not None:
                shelf.close()
            shelf, state = filled, source.log
            held.shelf, held.log, held.tagging, held.filled_at = shelf, state, "", self._ticks()
        if held.tagging != source.tagging:
            await source.tag(shelf)
            held.tagging = source.tagging
        return shelf, state

    def _is_current(self, held: _Held, state: LogState, wanted: LogState) -> bool:
        is_fresh = self._ticks() < held.filled_at + FRESH_S
        return state == wanted or (is_fresh and state.erased >= wanted.erased)

    def _put_back(self, key: Key, held: _Held) -> None:
        if held.expiry is not None:
            held.expiry.cancel()
        held.expiry = asyncio.get_running_loop().call_later(KEPT_S, self._drop_unused, key)
        if held.shelf is None:
            self._drop_unused(key)
        for longest_ago in list(self._held)[:-MOST]:
            self._drop_unused(longest_ago)

    def _drop_unused(self, key: Key) -> None:
        held = self._held.get(key)
        if held is not None and held.users == 0:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        held = self._held.pop(key)
        if held.expiry is not None:
            held.expiry.cancel()
        if held.shelf is not None:
            held.shelf.close()
