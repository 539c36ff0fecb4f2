"""Uvicorn's HTTP protocol with what it lacks: a bound on the size of a request's head and on the wait for it."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.http.bare_refusals import bare_refusal

MAX_HEAD_BYTES = 32_768
"""The request line and all headers; ours stay below 10 KB."""

HEAD_DEADLINE_S = 15.0
"""From the connection, or a head's first byte, to its end: who trickles may not hold a connection for ever."""

LINGER_S = 1.0
"""How long what still comes is thrown away: a connection closed over unread bytes is reset, and its answer lost."""


class BoundedHttpProtocol(HttpToolsProtocol):
    """``uvicorn --http app.http.bounded_protocol:BoundedHttpProtocol``."""

    _unfinished_head_bytes = 0
    _is_in_head = True
    _is_refused = False
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_deadline()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return
        super().data_received(data)
        if not self._is_in_head:
            return
        self._unfinished_head_bytes += len(data)
        if self._unfinished_head_bytes > MAX_HEAD_BYTES:
            self._refuse(431)

    def on_message_begin(self) -> None:
        self._is_in_head, self._unfinished_head_bytes = True, 0
        self._await_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._is_in_head = False
        self._forget_deadline()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  (for people who read logs; uvicorn has logged it)
        self._refuse(400)

    def _refuse(self, status: int) -> None:
        """Answer instead of the application; where it still answers an earlier request, only close."""
        if self._is_refused or self.transport.is_closing():
            return
        self._is_refused = True
        self._forget_deadline()
        earlier: RequestResponseCycle | None = self.cycle
        if earlier is not None and not earlier.response_complete:
            self.transport.close()
            return
        self.transport.write(bare_refusal(status))
        self.transport.write_eof()
        self._deadline = self.loop.call_later(LINGER_S, self.transport.close)

    def _await_head(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_DEADLINE_S, self._give_up)

    def _give_up(self) -> None:
        if self._unfinished_head_bytes:
            self._refuse(408)
        else:
            self.transport.close()

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
