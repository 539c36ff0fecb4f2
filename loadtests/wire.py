"""A WebSocket client that costs next to nothing, so that the server is what gets measured.

No extensions, no fragments from our side, a masking key of zero (legal, and it leaves the payload as it is).
"""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import struct
from collections.abc import Callable
from typing import cast

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
HANDSHAKE_TIMEOUT_S = 30.0
LEAST_BUFFER_BYTES = 2_304
ZERO_MASK = b"\0\0\0\0"

OnText = Callable[[bytes], None]
OnClose = Callable[[int], None]


class HandshakeRefused(Exception):
    """The server did not switch protocols."""


def client_frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """One whole masked frame."""
    length = len(payload)
    if length < 126:
        return bytes((0x80 | opcode, 0x80 | length)) + ZERO_MASK + payload
    if length < 65_536:
        return struct.pack("!BBH", 0x80 | opcode, 0xFE, length) + ZERO_MASK + payload
    return struct.pack("!BBQ", 0x80 | opcode, 0xFF, length) + ZERO_MASK + payload


class LightSocket(asyncio.Protocol):
    """One connection; ``on_text`` gets every text payload, ``on_close`` the close code (1006 where there was none)."""

    def __init__(self, on_text: OnText, on_close: OnClose) -> None:
        self._on_text = on_text
        self._on_close = on_close
        self._buffer = b""
        self._close_code = 1006
        self._transport: asyncio.Transport | None = None
        self._upgraded: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def opened(self) -> None:
        """Wait for the 101 response. Raises HandshakeRefused or TimeoutError."""
        await asyncio.wait_for(self._upgraded, HANDSHAKE_TIMEOUT_S)

    def handshake(self, host: str, port: int, path: str, subprotocol: str | None) -> None:
        """Send the upgrade request."""
        key = base64.b64encode(os.urandom(16)).decode()
        offer = f"Sec-WebSocket-Protocol: {subprotocol}\r\n" if subprotocol else ""
        self._write(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{offer}\r\n".encode()
        )

    def send(self, payload: bytes) -> None:
        """Write one text frame; never blocks."""
        self._write(client_frame(payload))

    def stop_reading(self) -> None:
        """Take nothing any more, and let the kernel take as little as it can."""
        if self._transport is not None:
            self._transport.pause_reading()
            raw = self._transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LEAST_BUFFER_BYTES)

    def abort(self) -> None:
        """Vanish without a close frame, as a phone in a lift does."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _exc: Exception | None) -> None:
        if not self._upgraded.done():
            self._upgraded.set_exception(HandshakeRefused("the connection ended during the handshake"))
        self._on_close(self._close_code)

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        if not self._upgraded.done() and not self._finish_handshake():
            return
        self._read_frames()

    def _finish_handshake(self) -> bool:
        head, separator, rest = self._buffer.partition(b"\r\n\r\n")
        if not separator:
            return False
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            self._upgraded.set_exception(HandshakeRefused(head[:200].decode(errors="replace")))
            self.abort()
            return False
        self._upgraded.set_result(None)
        self._buffer = rest
        return True

    def _read_frames(self) -> None:
        buffer, start, end = self._buffer, 0, len(self._buffer)
        while end - start >= 2:
            length, body = buffer[start + 1], start + 2
            if length == 126:
                body = start + 4
                length = int.from_bytes(buffer[start + 2 : body], "big")
            elif length == 127:
                body = start + 10
                length = int.from_bytes(buffer[start + 2 : body], "big")
            if body > end or body + length > end:
                break
            self._handle(buffer[start] & 0x0F, buffer[body : body + length])
            start = body + length
        self._buffer = buffer[start:]

    def _handle(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT:
            self._on_text(payload)
        elif opcode == PING:
            self._write(client_frame(payload, PONG))
        elif opcode == CLOSE:
            self._close_code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005
            self._write(client_frame(payload[:2], CLOSE))

    def _write(self, frame: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(frame)


async def connect(
    host: str, port: int, path: str, on_text: OnText, on_close: OnClose, *, subprotocol: str | None = None
) -> LightSocket:
    """Open a connection and finish its handshake. Raises OSError, TimeoutError or HandshakeRefused."""
    loop = asyncio.get_running_loop()
    _, opened = await loop.create_connection(lambda: LightSocket(on_text, on_close), host, port)
    opened.handshake(host, port, path, subprotocol)
    await opened.opened()
    return opened
