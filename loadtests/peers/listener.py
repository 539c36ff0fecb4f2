"""A light client of the broadcaster: Engine.IO 4 and Socket.IO 5, as far as it takes to be sent to."""

from __future__ import annotations

import asyncio

import msgspec

from loadtests.floors.clients import Broadcast
from loadtests.wire import LightSocket, connect

PATH = "/socket.io/?EIO=4&transport=websocket"
CONNECT_TIMEOUT_S = 30.0
OPEN, PING, PONG = b"0", b"2", b"3"
CONNECT, EVENT = b"40", b"42"


class Listener:
    """Joins the default namespace (Engine.IO 4, Socket.IO 5) and counts the events."""

    __slots__ = ("_connected", "_socket", "frames")

    def __init__(self) -> None:
        self._socket: LightSocket | None = None
        self._connected: asyncio.Future[None] | None = None
        self.frames = 0

    async def open(self, host: str, port: int) -> None:
        """Return once the namespace is joined."""
        self._connected = asyncio.get_running_loop().create_future()
        self._socket = await connect(host, port, PATH, self._on_text, _ignore)
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


def _ignore(_code: int) -> None:
    pass
