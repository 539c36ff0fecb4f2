"""How every peer is served: with the best settings that python-socketio on uvicorn can have."""

from __future__ import annotations

import gc

import socketio
import uvicorn


def new_server() -> socketio.AsyncServer:
    """WebSocket transport only, no compression, no logging, no ping within a measurement."""
    return socketio.AsyncServer(
        async_mode="asgi",
        transports=["websocket"],
        http_compression=False,
        ping_interval=60,
        ping_timeout=60,
        logger=False,
        engineio_logger=False,
        cors_allowed_origins=[],
    )


def serve(app: socketio.ASGIApp, port: int) -> None:
    """On loopback, until the process is ended."""
    gc.disable()  # its many tasks keep the collector busy: about a quarter of its time
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=port,
        loop="uvloop",
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
    )
