"""A line that breaks at the worst moment: the server has stored something, and its receipt never arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

RECEIPT = b'"receipt"'


class LossyLine:
    """Forwards everything both ways; swallows the first receipt, or the first reply to a request that holds ``asked``,
    and ends the connection that it was on."""

    def __init__(self, target_port: int, asked: bytes | None = None) -> None:
        self._target_port = target_port
        self._asked = asked
        self._is_asked = False
        self.lost = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        outward = asyncio.create_task(self._forward(reader, there_writer))
        try:
            with suppress(ConnectionError):
                while frames := await there_reader.read(65_536):
                    if not self.lost and (self._is_asked if self._asked else RECEIPT in frames):
                        self.lost += 1
                        return
                    writer.write(frames)
                    await writer.drain()
        finally:
            outward.cancel()
            for end in (writer, there_writer):
                end.transport.abort()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while sent := await reader.read(65_536):
                self._is_asked = self._is_asked or (self._asked is not None and self._asked in sent)
                writer.write(sent)
                await writer.drain()
            writer.close()


@asynccontextmanager
async def lossy_line(target_port: int, asked: bytes | None = None) -> AsyncIterator[tuple[LossyLine, str]]:
    """A running line and the address that it serves at."""
    line = LossyLine(target_port, asked)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    try:
        yield line, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
