"""Uvicorn with an orderly end: sockets are drained before uvicorn closes them its own way."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import uvicorn

from app.contracts.frames import MAX_FRAME_BYTES

HTTP_PROTOCOL = "app.http.bounded_protocol:BoundedHttpProtocol"
WIRE_PROTOCOL = "realtime.wire:WireProtocol"
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class DrainingServer(uvicorn.Server):
    """On SIGTERM or SIGINT: awaits ``announce``, stops listening, awaits ``drain``, then does what uvicorn does.

    Uvicorn by itself closes every socket with 1012 before the application hears of the end, and raises the signal again
    when it is done, which would cut off whoever closes clients and files after it.
    """

    def __init__(
        self, config: uvicorn.Config, drain: Callable[[], Awaitable[None]], announce: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(config)
        self._drain, self._announce = drain, announce

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._announce()
        for server in self.servers:
            server.close()
        await self._drain()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        former = {number: signal.signal(number, self.handle_exit) for number in ENDING_SIGNALS}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)


def server_config(
    application: Callable[..., Any],
    *,
    host: str,
    port: int,
    shutdown_timeout_s: float,
    trusted_proxies: str = "127.0.0.1",
) -> uvicorn.Config:
    """Uvicorn as the gateway needs it: own wire protocol, no compression, no pings of its own, small frames."""
    return uvicorn.Config(
        application,
        host=host,
        port=port,
        http=HTTP_PROTOCOL,
        ws=WIRE_PROTOCOL,
        ws_max_size=MAX_FRAME_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        lifespan="on",
        log_config=None,
        log_level="warning",  # at info, uvicorn writes two lines with an address for every socket
        access_log=False,
        server_header=False,
        forwarded_allow_ips=trusted_proxies,
        backlog=4_096,
        timeout_graceful_shutdown=max(1, round(shutdown_timeout_s)),
    )
