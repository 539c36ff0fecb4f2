"""One connection of ``impactpulse.v1``: says hello, answers pings, hands out frames."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, WebSocketException
from websockets.typing import Subprotocol

from app.contracts.frames import SUBPROTOCOL, Error, Hello, Ping, Pong, ServerFrame, Welcome
from app.core.errors import AppError

OPEN_TIMEOUT_S = 10.0
SILENCE_MARGIN_S = 8.0
"""A server that is silent for its ping interval and this is gone, though nothing said so."""
FAILURES = (ConnectionClosed, InvalidHandshake, WebSocketException, OSError, TimeoutError)
"""What a network can do to a connection."""

_frames: msgspec.json.Decoder[ServerFrame] = msgspec.json.Decoder(ServerFrame)
_encode = msgspec.json.Encoder().encode


class Refused(AppError):
    """The server said no; ``code`` is its code."""


class Socket:
    """Frames out, frames in."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.welcome: Welcome | None = None

    @property
    def close_code(self) -> int | None:
        """None while open."""
        return self._connection.close_code

    async def hello(self, token: str) -> Welcome:
        """Greet. Raises Refused, and the failures of a network."""
        await self.send(Hello(token))
        async with asyncio.timeout(OPEN_TIMEOUT_S):
            frame = _frames.decode(await self._connection.recv())
        if isinstance(frame, Error):
            raise Refused(frame.message, code=frame.code)
        if not isinstance(frame, Welcome):
            raise Refused("The server did not welcome us.", code="protocol")
        self.welcome = frame
        return frame

    async def send(self, frame: msgspec.Struct) -> None:
        """Send one frame."""
        await self._connection.send(_encode(frame), text=True)

    async def frames(self) -> AsyncIterator[ServerFrame]:
        """Everything but pings, which are answered. Ends with ConnectionClosed; with TimeoutError where the other side
        has gone without a word."""
        while True:
            frame = _frames.decode(await self._heard())
            if isinstance(frame, Ping):
                await self.send(Pong())
            else:
                yield frame

    async def _heard(self) -> str | bytes:
        interval_s = self.welcome.ping_interval_s if self.welcome is not None else OPEN_TIMEOUT_S
        try:
            async with asyncio.timeout(interval_s + SILENCE_MARGIN_S):
                return await self._connection.recv()
        except TimeoutError:
            self.abort()
            raise

    def abort(self) -> None:
        """Lose the connection without a word, as a dead network does."""
        self._connection.transport.abort()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Socket]:
    """A connection to ``ws://…/ws``, closed at the end."""
    async with connect(
        url,
        subprotocols=[Subprotocol(SUBPROTOCOL)],
        compression=None,
        open_timeout=OPEN_TIMEOUT_S,
        ping_interval=None,
        close_timeout=1,
        max_size=None,
    ) as connection:
        yield Socket(connection)
