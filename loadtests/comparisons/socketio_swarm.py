"""The same light client, speaking Engine.IO 4 and Socket.IO 5 over WebSocket."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec

from loadtests.wire import HandshakeRefused, LightSocket, connect

CONNECT_TIMEOUT_S = 30.0
PATH = "/socket.io/?EIO=4&transport=websocket"
CONNECTS_AT_ONCE = 50
ATTEMPTS, PAUSE_S = 100, 0.1
OPEN, PING, PONG = b"0", b"2", b"3"
CONNECT, EVENT = b"40", b"42"


class SocketIoPhone:
    """Connects to the default namespace and counts the events it gets."""

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

    def emit(self, event: str, body: object) -> None:
        """Send one event."""
        self._send(EVENT + msgspec.json.encode([event, body]))

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


async def open_all_socketio(phones: Sequence[SocketIoPhone], host: str, port: int) -> None:
    """Wait for the server to listen, then connect all of them. Raises OSError when it never does."""
    for _attempt in range(ATTEMPTS):
        try:
            await phones[0].open(host, port)
            break
        except (OSError, HandshakeRefused):
            await asyncio.sleep(PAUSE_S)
    gate = asyncio.Semaphore(CONNECTS_AT_ONCE)

    async def open_one(phone: SocketIoPhone) -> None:
        async with gate:
            await phone.open(host, port)

    await asyncio.gather(*(open_one(phone) for phone in phones[1:]))


def _ignore(_code: int) -> None:
    pass
