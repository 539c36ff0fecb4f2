"""A dashboard that follows the protocol to the letter and writes down everything it was shown."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from app.contracts.frames import SUBPROTOCOL, Delta, Hello, Ping, Pong, Position, ServerFrame, Snapshot, Subscribe

PAUSE_S = 0.1
_frames = msgspec.json.Decoder(ServerFrame)
_encode = msgspec.json.Encoder().encode


class Watcher:
    """Shows one session's results; reconnects by itself with the position it holds. Use as a context manager."""

    def __init__(self, socket_url: str, token: str, session: str) -> None:
        self._url = socket_url
        self._token = token
        self._channel = f"session:{session}:results"
        self._task: asyncio.Task[None] | None = None
        self.position: Position | None = None
        self.history: list[Position] = []
        self.entries = 0
        self.cells: dict[str, dict[str, int]] = {}

    async def __aenter__(self) -> Watcher:
        self._task = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @property
    def shown(self) -> dict[str, dict[str, int]]:
        """What the screen says, without the zeros that say nothing."""
        cells = {cell: {name: n for name, n in counters.items() if n} for cell, counters in self.cells.items()}
        return {cell: counters for cell, counters in cells.items() if counters}

    def versions_fell(self) -> list[tuple[Position, Position]]:
        """Pairs of positions shown one after the other of which the later is not later; epochs may not fall either."""
        order = [(position.epoch, position.version) for position in self.history]
        return [
            (self.history[index], self.history[index + 1])
            for index in range(len(order) - 1)
            if order[index + 1] < order[index]
        ]

    async def _watch(self) -> None:
        while True:
            with contextlib.suppress(ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
                async with connect(
                    self._url,
                    subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
                    compression=None,
                    ping_interval=None,
                    close_timeout=1,
                ) as connection:
                    await self._follow(connection)
            await asyncio.sleep(PAUSE_S)

    async def _follow(self, connection: ClientConnection) -> None:
        await connection.send(_encode(Hello(token=self._token)), text=True)
        await self._subscribe(connection)
        async for text in connection:
            frame = _frames.decode(text)
            if isinstance(frame, Ping):
                await connection.send(_encode(Pong()), text=True)
            elif isinstance(frame, Snapshot):
                self._show(frame.epoch, frame.version, {}, frame.data)
            elif isinstance(frame, Delta) and not self._apply(frame):
                await self._subscribe(connection)

    async def _subscribe(self, connection: ClientConnection) -> None:
        await connection.send(_encode(Subscribe(id="watch", channel=self._channel, since=self.position)), text=True)

    def _apply(self, delta: Delta) -> bool:
        """False where frames before this one are missing."""
        held = self.position
        if held is None or held.epoch != delta.epoch or delta.from_ > held.version:
            return False
        if delta.version > held.version:
            self._show(delta.epoch, delta.version, self.cells, delta.data)
        return True

    def _show(self, epoch: int, version: int, cells: dict[str, dict[str, int]], data: dict[str, Any]) -> None:
        self.position = Position(epoch, version)
        self.history.append(self.position)
        self.entries = data["entries"]
        changed: dict[str, dict[str, int]] = data["cells"]
        self.cells = cells | {cell: cells.get(cell, {}) | counters for cell, counters in changed.items()}
