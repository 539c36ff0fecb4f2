"""What one frame to one socket costs in user and system time, by the way it is sent; one process, no database.

``python -m loadtests.floors.send_paths`` measures all ways, each in a process of its own. The result stands in
docs/adr/0004-fan-out.md.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
import uvloop

from realtime.protocol import text_message
from realtime.server import WIRE_PROTOCOL
from realtime.wire import EXTENSION, Wire

SOCKETS, ROUNDS, PAUSE_S = 2_000, 40, 0.15
TEXT = "x" * 222
DEADLINE_S = 60
WAYS = ("wire", "step", "await", "task")
UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Sockets:
    """The ASGI application: accepts and remembers."""

    def __init__(self) -> None:
        self.sends: list[Send] = []
        self.wires: list[Wire] = []

    async def __call__(
        self, scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Send
    ) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        self.sends.append(send)
        if EXTENSION in scope["extensions"]:
            self.wires.append(scope["extensions"][EXTENSION])
        while (await receive())["type"] != "websocket.disconnect":
            pass

    async def send_to_all(self, way: str) -> None:
        """One frame to every socket."""
        frame = {"type": "websocket.send", "text": TEXT}
        if way == "wire":
            message = text_message(TEXT.encode())
            for wire in self.wires:
                wire.write(message)
        elif way == "step":
            for send in self.sends:
                _step(send(frame))
        elif way == "await":
            for send in self.sends:
                await send(frame)
        else:
            await asyncio.gather(*(asyncio.ensure_future(send(frame)) for send in self.sends))


def _step(sending: Awaitable[None]) -> None:
    """Run a send that does not have to wait, without a task."""
    try:
        sending.__await__().__next__()
    except StopIteration:
        return
    raise RuntimeError("a send was blocked")


async def measure(way: str) -> None:
    """Print microseconds per frame."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(4_096)
    sockets = Sockets()
    protocol = WIRE_PROTOCOL if way == "wire" else "websockets-sansio"
    config = uvicorn.Config(
        sockets, ws=protocol, ws_per_message_deflate=False, ws_ping_interval=None, log_level="critical", lifespan="off"
    )
    serving = asyncio.create_task(uvicorn.Server(config).serve([listener]))
    clients = multiprocessing.get_context("spawn").Process(
        target=_run_clients, args=(listener.getsockname()[1],), daemon=True
    )
    clients.start()
    async with asyncio.timeout(DEADLINE_S):
        while len(sockets.sends) < SOCKETS:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        before = resource.getrusage(resource.RUSAGE_SELF)
        for _ in range(ROUNDS):
            await sockets.send_to_all(way)
            await asyncio.sleep(PAUSE_S)
        after = resource.getrusage(resource.RUSAGE_SELF)
    clients.kill()
    serving.cancel()
    per_frame = 1e6 / SOCKETS / ROUNDS
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    print(f"{way:6} user {user * per_frame:5.1f} µs  system {system * per_frame:5.1f} µs", flush=True)


def _run_clients(port: int) -> None:
    async def listen() -> None:
        loop = asyncio.get_running_loop()
        for _ in range(SOCKETS):
            transport, _protocol = await loop.create_connection(asyncio.Protocol, "127.0.0.1", port)
            transport.write(UPGRADE)
        await asyncio.sleep(DEADLINE_S)

    uvloop.run(listen())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        uvloop.run(measure(sys.argv[1]))
    else:
        for one in WAYS:
            subprocess.run([sys.executable, "-m", "loadtests.floors.send_paths", one], timeout=90, check=False)
