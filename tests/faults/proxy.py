"""A TCP proxy before MongoDB that can swallow the reply to a write and cut the line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.faults.between import Between


class CuttingProxy(Between):
    """Forwards everything; while ``cuts`` is positive, a connection that sent ``trigger`` loses the reply and ends."""

    def __init__(self, target_port: int, trigger: bytes) -> None:
        super().__init__()
        self._target_port = target_port
        self._trigger = trigger
        self.cuts = 0
        self.done = 0

    @property
    def url(self) -> str:
        """Only the proxy is known to who connects here."""
        return f"mongodb://127.0.0.1:{self.port}/?directConnection=true&retryWrites=false"

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
