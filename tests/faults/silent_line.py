"""A TCP line that can go dead without a word: nothing passes any more, and neither side is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.faults.between import Between

CHUNK = 65_536


class SilentLine(Between):
    """Forwards both ways. After ``go_dead`` the connections of that moment carry nothing, not even an end (no FIN, no
    RST); new ones do."""

    def __init__(self, target_port: int) -> None:
        super().__init__()
        self._target_port = target_port
        self._carrying: set[asyncio.Task[None]] = set()

    @property
    def base_url(self) -> str:
        """What stands in for the gateway's."""
        return f"http://127.0.0.1:{self.port}"

    def go_dead(self) -> int:
        """Returns how many connections this was done to. Both their ends stay open until the line is stopped."""
        carrying, self._carrying = self._carrying, set()
        for pump in carrying:
            pump.cancel()
        return len(carrying) // 2

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        pumps = {
            asyncio.create_task(_pump(reader, there_writer)),
            asyncio.create_task(_pump(there_reader, writer)),
        }
        self._carrying |= pumps
        try:
            done, _ = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            if any(pump.cancelled() for pump in done):
                await asyncio.Event().wait()
        finally:
            self._carrying -= pumps
            for pump in pumps:
                pump.cancel()
            for end in (writer, there_writer):
                end.transport.abort()


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while chunk := await source.read(CHUNK):
            target.write(chunk)
            await target.drain()


@asynccontextmanager
async def silent_line(target_port: int) -> AsyncIterator[SilentLine]:
    """A running line."""
    line = SilentLine(target_port)
    await line.start()
    yield line
    await line.stop()
