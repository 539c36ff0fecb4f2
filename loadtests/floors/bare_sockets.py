"""The floor of any fan-out: a process that does nothing but write the same bytes to every socket.

Run as its own process: ``python -m loadtests.floors.bare_sockets PORT``. It accepts any upgrade request; a text
frame ``{rate_per_s, count, frame}`` makes it write that frame to every connection ``count`` times.
"""

from __future__ import annotations

import asyncio
import sys
from typing import cast

import msgspec
import uvloop

UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


class Order(msgspec.Struct):
    """What to write, how often."""

    rate_per_s: float
    count: int
    frame: msgspec.Raw


class BareSocket(asyncio.Protocol):
    """One connection; joins ``everybody`` once it is upgraded."""

    def __init__(self, everybody: list[asyncio.Transport], orders: asyncio.Queue[Order]) -> None:
        self._everybody = everybody
        self._orders = orders
        self._is_upgraded = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if not self._is_upgraded and self._transport is not None:
            self._is_upgraded = True
            self._transport.write(UPGRADED)
            self._everybody.append(self._transport)
        elif (start := data.find(b"{")) >= 0:
            self._orders.put_nowait(msgspec.json.decode(data[start:], type=Order))


async def serve(port: int) -> None:
    """Until the process is ended."""
    everybody: list[asyncio.Transport] = []
    orders: asyncio.Queue[Order] = asyncio.Queue(maxsize=1)
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: BareSocket(everybody, orders), "127.0.0.1", port, backlog=4096)
    while True:
        order = await orders.get()
        payload = bytes(order.frame)
        head = bytes((0x81, len(payload))) if len(payload) < 126 else b"\x81\x7e" + len(payload).to_bytes(2, "big")
        due = loop.time()
        for _ in range(order.count):
            for transport in everybody:
                transport.write(head + payload)
            due += 1 / order.rate_per_s
            await asyncio.sleep(max(0.0, due - loop.time()))


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
