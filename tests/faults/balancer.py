"""A TCP balancer before several gateways: each new connection goes to the next one that takes it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from tests.faults.between import Between

CHUNK = 65_536


class Balancer(Between):
    """Nothing is sticky. Where no gateway listens, a connection is closed again."""

    def __init__(self, ports: Sequence[int]) -> None:
        super().__init__()
        self._ports = list(ports)
        self._next = 0
        self._ends: set[asyncio.StreamWriter] = set()

    @property
    def base_url(self) -> str:
        """What stands in for the gateways'."""
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there_reader, there_writer = await self._open()
        except ConnectionError:
            writer.close()
            return
        back = asyncio.create_task(_pump(there_reader, writer))
        ends = {writer, there_writer}
        self._ends |= ends
        try:
            await _pump(reader, there_writer)
        finally:
            self._ends -= ends
            there_writer.close()
            back.cancel()
            writer.close()

    def cut(self) -> int:
        """End every connection at once and without a word, as a router that is switched off; returns how many."""
        for end in self._ends:
            end.transport.abort()
        return len(self._ends) // 2

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for _ in self._ports:
            port = self._ports[self._next % len(self._ports)]
            self._next += 1
            with suppress(ConnectionError):
                return await asyncio.open_connection("127.0.0.1", port)
        raise ConnectionRefusedError("no gateway listens")


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while chunk := await source.read(CHUNK):
            target.write(chunk)
            await target.drain()
    with suppress(OSError, RuntimeError):
        target.write_eof()


@asynccontextmanager
async def balanced(*ports: int) -> AsyncIterator[Balancer]:
    """A running balancer."""
    balancer = Balancer(ports)
    await balancer.start()
    yield balancer
    await balancer.stop()
