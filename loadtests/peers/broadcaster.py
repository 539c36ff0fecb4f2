"""A small, honest Socket.IO server: one room, one broadcast at a time, the fastest settings it has.

Run as its own process: ``python -m loadtests.peers.broadcaster PORT``. A client that emits ``start`` with
``{rate_per_s, count, frame}`` makes it broadcast that frame to the room ``count`` times.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import socketio

from loadtests.peers.serving import new_server, serve

ROOM = "channel"


def build_app() -> socketio.ASGIApp:
    """It broadcasts what ``start`` orders."""
    server = new_server()
    broadcasts: set[asyncio.Task[None]] = set()

    async def enter(sid: str, _environ: dict[str, Any], _auth: object = None) -> None:
        await server.enter_room(sid, ROOM)

    async def broadcast(order: dict[str, Any]) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        for _ in range(order["count"]):
            await server.emit("delta", order["frame"], room=ROOM)
            due += 1 / order["rate_per_s"]
            await asyncio.sleep(max(0.0, due - loop.time()))

    async def start(_sid: str, order: dict[str, Any]) -> None:
        task = asyncio.create_task(broadcast(order))
        broadcasts.add(task)
        task.add_done_callback(broadcasts.discard)

    server.on("connect", enter)
    server.on("start", start)
    return socketio.ASGIApp(server)


def main(port: int) -> None:
    serve(build_app(), port)


if __name__ == "__main__":
    main(int(sys.argv[1]))
