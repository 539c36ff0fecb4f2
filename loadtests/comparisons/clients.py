"""Light clients of the servers that ImpactPulse is compared with."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from loadtests.wire import HandshakeRefused, LightSocket, connect

SOCKETIO_PATH = "/socket.io/?EIO=4&transport=websocket"
CONNECT_TIMEOUT_S = 30.0
CONNECTS_AT_ONCE = 50
ATTEMPTS, PAUSE_S = 100, 0.1
OPEN, PING, PONG = b"0", b"2", b"3"
CONNECT, EVENT = b"40", b"42"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """``frame`` is JSON text, to be sent ``count`` times to everybody."""

    rate_per_s: float
    count: int
    frame: bytes

    def as_order(self) -> dict[str, Any]:
        """What both servers understand."""
        return {"rate_per_s": self.rate_per_s, "count": self.count, "frame": msgspec.Raw(self.frame)}


class Client(Protocol):
    """What a comparison needs of a client; ``frames``: broadcasts received."""

    frames: int

    async def open(self, host: str, port: int) -> None: ...

    def order(self, broadcast: Broadcast) -> None: ...

    def abort(self) -> None: ...


class BareClient:
    """Of ``bare_sockets``: counts whatever comes."""

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


class SocketIoPhone:
    """Of ``socketio_server``: joins the default namespace (Engine.IO 4, Socket.IO 5) and counts the events."""

    __slots__ = ("_connected", "_socket", "frames")

    def __init__(self) -> None:
        self._socket: LightSocket | None = None
        self._connected: asyncio.Future[None] | None = None
        self.frames = 0

    async def open(self, host: str, port: int) -> None:
        """Return once the namespace is joined."""
        self._connected = asyncio.get_running_loop().create_future()
        self._socket = await connect(host, port, SOCKETIO_PATH, self._on_text, _ignore)
        await asyncio.wait_for(self._connected, CONNECT_TIMEOUT_S)

    def order(self, broadcast: Broadcast) -> None:
        """Make the server broadcast to everybody."""
        self._send(EVENT + msgspec.json.encode(["start", broadcast.as_order()]))

    def abort(self) -> None:
        """Drop the connection."""
        if self._socket is not None:
            self._socket.abort()

    def _on_text(self, payload: bytes) -> None:
        if payload.startswith(EVENT):
            self.frames += 1
        elif payload.startswith(CONNECT):
            if self._connected is not None:
                self._connected.set_result(None)
        elif payload.startswith(OPEN):
            self._send(CONNECT)
        elif payload == PING:
            self._send(PONG)

    def _send(self, payload: bytes) -> None:
        # The first packet can come in the same segment as the handshake's answer, before ``connect`` has returned.
        asyncio.get_running_loop().call_soon(self._send_now, payload)

    def _send_now(self, payload: bytes) -> None:
        if self._socket is None:
            self._send(payload)
        else:
            self._socket.send(payload)


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
