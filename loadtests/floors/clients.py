"""Light clients of servers that send one frame to everybody, as often as they are told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from loadtests.wire import HandshakeRefused, LightSocket, connect

CONNECTS_AT_ONCE = 50
ATTEMPTS, PAUSE_S = 100, 0.1


@dataclass(frozen=True, slots=True)
class Broadcast:
    """``frame`` is JSON text, to be sent ``count`` times to everybody."""

    rate_per_s: float
    count: int
    frame: bytes

    def as_order(self) -> dict[str, Any]:
        """What each of these servers understands."""
        return {"rate_per_s": self.rate_per_s, "count": self.count, "frame": msgspec.Raw(self.frame)}


class Client(Protocol):
    """What such a server needs of a client; ``frames``: broadcasts received."""

    frames: int

    async def open(self, host: str, port: int) -> None: ...

    def order(self, broadcast: Broadcast) -> None: ...

    def abort(self) -> None: ...


class BareClient:
    """Of a floor: counts whatever comes."""

    __slots__ = ("_socket", "frames")

    def __init__(self) -> None:
        self._socket: LightSocket | None = None
        self.frames = 0

    async def open(self, host: str, port: int) -> None:
        """Return once the connection is upgraded."""
        self._socket = await connect(host, port, "/", self._on_text, _ignore)

    def order(self, broadcast: Broadcast) -> None:
        """Make the server write to everybody."""
        if self._socket is not None:
            self._socket.send(msgspec.json.encode(broadcast.as_order()))

    def abort(self) -> None:
        """Drop the connection."""
        if self._socket is not None:
            self._socket.abort()

    def _on_text(self, _payload: bytes) -> None:
        self.frames += 1


async def open_all_clients(clients: Sequence[Client], host: str, port: int) -> None:
    """Wait for the server to listen, then connect all of them. Raises OSError when it never does."""
    for _attempt in range(ATTEMPTS):
        try:
            await clients[0].open(host, port)
            break
        except (OSError, HandshakeRefused):
            await asyncio.sleep(PAUSE_S)
    gate = asyncio.Semaphore(CONNECTS_AT_ONCE)

    async def open_one(client: Client) -> None:
        async with gate:
            await client.open(host, port)

    await asyncio.gather(*(open_one(client) for client in clients[1:]))


def _ignore(_code: int) -> None:
    pass
