"""A TCP proxy before MongoDB that can swallow the reply to a write and cut the line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class CuttingProxy:
    """Forwards everything; while ``cuts`` is positive, a connection that sent ``trigger`` loses the reply and ends."""

    def __init__(self, target_port: int, trigger: bytes) -> None:
        self._target_port = target_port
        self._trigger = trigger
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.Task[None]] = set()
        self.cuts = 0
        self.done = 0

    @property
    def url(self) -> str:
        """Only the proxy is known to who connects here."""
        assert self._server is not None
        port = self._server.sockets[0].getsockname()[1]
        return f"mongodb://127.0.0.1:{port}/?directConnection=true&retryWrites=false"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for line in self._lines:
            line.cancel()
        if self._lines:
            await asyncio.wait(self._lines)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.ensure_future(self._serve(reader, writer))
        self._lines.add(line)
        line.add_done_callback(self._lines.discard)
        with suppress(asyncio.CancelledError):
            await line

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        fatal: set[int] = set()
        forwarding = asyncio.create_task(self._forward(reader, there_writer, fatal))
        try:
            while True:
                reply = await _message(there_reader)
                if _number(reply, 8) in fatal:  # the server has carried it out
                    self.done += 1
                    return
                writer.write(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            forwarding.cancel()
            writer.close()
            there_writer.close()

    async def _forward(self, reader: asyncio.StreamReader, there: asyncio.StreamWriter, fatal: set[int]) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                request = await _message(reader)
                if self.cuts and self._trigger in request:
                    self.cuts -= 1
                    fatal.add(_number(request, 4))
                there.write(request)


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One message of MongoDB's wire protocol, which begins with its length, its id and the id that it answers."""
    head = await reader.readexactly(4)
    return head + await reader.readexactly(_number(head, 0) - 4)


def _number(message: bytes, start: int) -> int:
    return int.from_bytes(message[start : start + 4], "little", signed=True)


@asynccontextmanager
async def cutting_proxy(target_port: int, trigger: bytes) -> AsyncIterator[CuttingProxy]:
    """A running proxy."""
    proxy = CuttingProxy(target_port, trigger)
    await proxy.start()
    yield proxy
    await proxy.stop()
