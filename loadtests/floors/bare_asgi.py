"""The floor of a fan-out by ASGI: an application of a few lines that awaits ``send`` for one socket after the other.

Run as its own process: ``python -m loadtests.floors.bare_asgi PORT``. A text frame ``{rate_per_s, count, frame}`` makes
it send that frame to every connection ``count`` times. The server is uvicorn with the settings that ours has.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import uvicorn

from loadtests.floors.bare_sockets import Order

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Broadcaster:
    """The ASGI application."""

    def __init__(self) -> None:
        self._everybody: list[Send] = []
        self._broadcasts: set[asyncio.Task[None]] = set()

    async def __call__(self, _scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        self._everybody.append(send)
        while (message := await receive())["type"] != "websocket.disconnect":
            order = msgspec.json.decode(message["text"], type=Order)
            broadcast = asyncio.create_task(self._broadcast(order))
            self._broadcasts.add(broadcast)
            broadcast.add_done_callback(self._broadcasts.discard)
        self._everybody.remove(send)

    async def _broadcast(self, order: Order) -> None:
        frame = {"type": "websocket.send", "text": bytes(order.frame).decode()}
        loop = asyncio.get_running_loop()
        due = loop.time()
        for _ in range(order.count):
            for send in self._everybody:
                await send(frame)
            due += 1 / order.rate_per_s
            await asyncio.sleep(max(0.0, due - loop.time()))


def main(port: int) -> None:
    uvicorn.run(
        Broadcaster(),
        host="127.0.0.1",
        port=port,
        loop="uvloop",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        lifespan="off",
        log_level="warning",
        access_log=False,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
