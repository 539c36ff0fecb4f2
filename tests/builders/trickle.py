"""A client on a very slow line: it takes in a few kilobytes at a time, with a small window."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import msgspec
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from app.client.view import ChannelView
from app.contracts.frames import Delta, Hello, Ping, Pong, ServerFrame, Snapshot, Subscribe

WINDOW_BYTES = 8_192
GULP_BYTES = 4_096
BYTES_PER_S = 40_960.0
_frames: msgspec.json.Decoder[ServerFrame] = msgspec.json.Decoder(ServerFrame)


class Trickle:
    """Holds one channel; ``frames`` counts its snapshots and deltas."""

    def __init__(self, url: str, sock: socket.socket, bytes_per_s: float) -> None:
        self._protocol = ClientProtocol(parse_uri(url), max_size=None)
        self._socket = sock
        self._bytes_per_s, self._gulp_bytes = bytes_per_s, min(GULP_BYTES, int(bytes_per_s))
        self.view = ChannelView()
        self.frames = 0

    async def run(self, token: str, channel: str) -> None:
        self._protocol.send_request(self._protocol.connect())
        await self._flush()
        is_greeted = False
        while data := await asyncio.get_running_loop().sock_recv(self._socket, self._gulp_bytes):
            self._protocol.receive_data(data)
            for event in self._protocol.events_received():
                if isinstance(event, Frame):
                    await self._take(event)
                elif not is_greeted:
                    is_greeted = True
                    await self._send(Hello(token))
                    await self._send(Subscribe("r", channel))
            await asyncio.sleep(len(data) / self._bytes_per_s)

    async def _take(self, event: Frame) -> None:
        if event.opcode is not Opcode.TEXT:
            return
        frame = _frames.decode(event.data)
        if isinstance(frame, Snapshot | Delta):
            self.frames += 1
            self.view.apply(frame)
        elif isinstance(frame, Ping):
            await self._send(Pong())

    async def _send(self, frame: msgspec.Struct) -> None:
        self._protocol.send_text(msgspec.json.encode(frame))
        await self._flush()

    async def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            await asyncio.get_running_loop().sock_sendall(self._socket, data)


@asynccontextmanager
async def trickle(url: str, token: str, channel: str, *, bytes_per_s: float = BYTES_PER_S) -> AsyncIterator[Trickle]:
    """A connected slow client."""
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW_BYTES)
        sock.setblocking(False)
        address = urlsplit(url)
        await asyncio.get_running_loop().sock_connect(sock, (address.hostname, address.port))
        client = Trickle(url, sock, bytes_per_s)
        running = asyncio.create_task(client.run(token, channel))
        try:
            yield client
        finally:
            running.cancel()
            await asyncio.wait((running,))
