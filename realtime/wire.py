"""The transport under a socket: uvicorn's WebSocket protocol with shared messages, honest backpressure and an end.

``uvicorn --ws realtime.wire:WireProtocol``. The scope's extension ``impactpulse.wire`` is the ``Wire`` of the socket.
docs/adr/0004-fan-out.md has the measurements.
"""

from __future__ import annotations

import asyncio
import fcntl
import socket
import struct
import termios
from typing import Any, Protocol, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode as StandardCode
from websockets.http11 import Request

EXTENSION = "impactpulse.wire"
CLOSE_TIMEOUT_S = 2.0
"""From our close frame to the end of the connection, whether or not the other side agrees."""

MAX_WAITING_MESSAGES = 16
"""Messages read ahead of the application; beyond them the socket is not read."""

SEND_BUFFER_BYTES = 65_536
"""The kernel's buffer: a slow reader must be noticed here, and skip ahead, rather than after megabytes."""


class Listener(Protocol):
    """Who hears about the transport."""

    def on_writable(self) -> None:
        """Everything written has been taken by the kernel."""

    def farewell(self, code: int) -> bytes | None:
        """The last message before the transport closes with a code of RFC 6455 for bad input."""


class Wire(Protocol):
    """One socket as the gateway sees it."""

    listener: Listener | None
    heard_anything: bool
    is_blocked: bool
    """True while a write has not been taken whole; write nothing then."""

    @property
    def is_reading(self) -> bool:
        """False while messages that came in wait for the application."""

    @property
    def is_open(self) -> bool: ...

    @property
    def unsent_bytes(self) -> int:
        """What the other side has not acknowledged: it falls even where a reader is very slow. Costs a system call."""

    @property
    def taken_bytes(self) -> int:
        """What the other side has acknowledged of all that was written. Costs a system call."""

    def write(self, message: bytes) -> None:
        """Send a whole message (``protocol.text_message``)."""

    def close(self, code: int, reason: str) -> None:
        """Send a close frame; the connection ends within CLOSE_TIMEOUT_S, unsent messages or not."""


class WireProtocol(WebSocketsSansIOProtocol):
    """Text arrives as UTF-8 bytes in ``{"type": "websocket.receive", "bytes": …, "is_text": True}``: the JSON decoder
    checks the encoding, and answers with an error frame instead of a closed socket."""

    listener: Listener | None = None
    heard_anything = False
    is_blocked = False
    written_bytes = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=0)
        raw = transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        self.close_timeout = CLOSE_TIMEOUT_S

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        scope = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][EXTENSION] = self

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_blocked = False
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self.heard_anything = True
        super().data_received(data)

    def pause_writing(self) -> None:
        self.is_blocked = True
        super().pause_writing()

    def resume_writing(self) -> None:
        self.is_blocked = False
        super().resume_writing()
        if self.listener is not None:
            self.listener.on_writable()

    def send_receive_event_to_app(self) -> None:
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        if self.close_sent:
            return
        is_text = self.curr_msg_data_type == "text"
        message = {"type": "websocket.receive", "bytes": bytes(data), "is_text": is_text}
        self.queue.put_nowait(cast("Any", message))
        if not self.read_paused and self.queue.qsize() >= MAX_WAITING_MESSAGES:
            self.read_paused = True
            self.transport.pause_reading()

    def handle_parser_exception(self) -> None:
        code = self.conn.close_sent.code if self.conn.close_sent is not None else StandardCode.PROTOCOL_ERROR
        last = self.listener.farewell(code) if self.listener is not None else None
        if last is not None and not self.is_blocked:
            self.transport.write(last)
        super().handle_parser_exception()
        self._end_soon()

    @property
    def is_reading(self) -> bool:
        return not self.read_paused

    @property
    def is_open(self) -> bool:
        return self.handshake_complete and not (self.close_sent or self.disconnected or self.transport.is_closing())

    @property
    def unsent_bytes(self) -> int:
        return self.transport.get_write_buffer_size() + self._unacknowledged_bytes()

    @property
    def taken_bytes(self) -> int:
        return self.written_bytes - self.unsent_bytes

    def write(self, message: bytes) -> None:
        if not self.transport.is_closing():
            self.written_bytes += len(message)
            self.transport.write(message)

    def close(self, code: int, reason: str) -> None:
        if not self.is_open:
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self._end_soon()

    def _unacknowledged_bytes(self) -> int:
        """The kernel's send queue (tcp(7), SIOCOUTQ); it tells of writability only when a third of it is free."""
        raw = self.transport.get_extra_info("socket")
        if raw is None or raw.fileno() < 0:
            return 0
        try:
            queued: int = struct.unpack("i", fcntl.ioctl(raw.fileno(), termios.TIOCOUTQ, b"\0\0\0\0"))[0]
        except OSError:
            return 0
        return queued

    def _end_soon(self) -> None:
        """Uvicorn closes after the other side's close frame; a side that is silent or slow is cut off."""
        self.close_timer = self.loop.call_later(CLOSE_TIMEOUT_S, self.transport.abort)
