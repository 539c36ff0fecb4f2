"""A connection that is made anew until nobody wants it: what respondents and screens share."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Self

import msgspec

from app.client.backoff import Backoff
from app.client.socket import FAILURES, Refused, Socket, opened
from app.contracts.close_codes import should_come_back
from app.contracts.frames import Draining, ServerFrame
from app.core.clock import monotonic


class Line:
    """Connects, greets, hands over frames, and comes back after any failure that a close code does not forbid.

    Subclasses say what to do ``on_open`` and ``on_frame``. Use with ``async with``; ``connects`` counts the greetings,
    ``absences_s`` says how long it was away before each but the first.
    """

    def __init__(self, url: str, token: str, *, randomness: Callable[[], float] = random.random) -> None:
        self._url, self._token = url, token
        self._backoff = Backoff(randomness)
        self._task: asyncio.Task[None] | None = None
        self._socket: Socket | None = None
        self.connects = 0
        self.absences_s: list[float] = []
        self._lost_at: float | None = None
        self.last_close_code: int | None = None
        self.last_refusal: Refused | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._keep_connected())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    @property
    def is_over(self) -> bool:
        """True once the server has told this client to stay away."""
        return self._task is not None and self._task.done()

    @property
    def is_connected(self) -> bool:
        """True while the server has welcomed us and the connection stands."""
        return self._socket is not None

    def drop(self) -> None:
        """Lose the connection as a dead network does; it comes back."""
        if self._socket is not None:
            self._socket.abort()

    async def send(self, frame: msgspec.Struct) -> bool:
        """Send one frame if connected; False where it is known not to have left."""
        if self._socket is None:
            return False
        try:
            await self._socket.send(frame)
        except FAILURES:
            return False
        return True

    async def on_open(self) -> None:
        """The server has welcomed us, again perhaps."""

    async def on_frame(self, frame: ServerFrame) -> None:
        """A frame came in."""

    async def _keep_connected(self) -> None:
        while True:
            draining_pause_s, socket = None, None
            try:
                async with opened(self._url) as socket:
                    draining_pause_s = await self._use(socket)
            except Refused as refusal:
                self.last_refusal = refusal
            except FAILURES:
                pass
            finally:
                self._socket = None
            if socket is not None:  # closed by now: a refusal is read before the close code that follows it
                self.last_close_code = socket.close_code
            if not should_come_back(self.last_close_code):
                return
            await asyncio.sleep(self._backoff.next_pause_s() if draining_pause_s is None else draining_pause_s)

    async def _use(self, socket: Socket) -> float | None:
        """Serve one connection; returns after how many seconds to come back where the server says so."""
        pause_s: float | None = None
        try:
            await socket.hello(self._token)
            self._socket = socket
            self._note_return()
            self._backoff.reset()
            await self.on_open()
            async for frame in socket.frames():
                if isinstance(frame, Draining):
                    pause_s = frame.reconnect_after_ms / 1000
                await self.on_frame(frame)
        except FAILURES:
            pass
        if self._lost_at is None:
            self._lost_at = monotonic()
        return pause_s

    def _note_return(self) -> None:
        self.connects += 1
        if self._lost_at is not None and self.connects > 1:
            self.absences_s.append(monotonic() - self._lost_at)
        self._lost_at = None
