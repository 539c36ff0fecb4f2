"""The light client speaks WebSocket well enough to measure with: checked against the websockets library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.server import ServerConnection, serve

from loadtests.wire import HandshakeRefused, LightSocket, connect

SIZES = (0, 1, 125, 126, 65_535, 65_536, 200_000)


@pytest.fixture
async def echo_port() -> AsyncIterator[int]:
    """A server that sends every text back."""

    async def echo(connection: ServerConnection) -> None:
        async for message in connection:
            await connection.send(message)

    async with serve(echo, "127.0.0.1", 0, compression=None, max_size=None) as server:
        [listening] = server.sockets
        yield listening.getsockname()[1]


class Inbox:
    """What a client got."""

    def __init__(self) -> None:
        self.texts: asyncio.Queue[bytes] = asyncio.Queue()
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def connect(self, port: int) -> LightSocket:
        return await connect("127.0.0.1", port, "/", self.texts.put_nowait, self.closed.set_result)


@pytest.mark.parametrize("size", SIZES)
async def test_a_text_of_any_size_comes_back_as_it_was(echo_port: int, size: int) -> None:
    inbox = Inbox()
    socket = await inbox.connect(echo_port)
    text = ("ä" * size).encode()[:size].decode(errors="ignore").encode()

    socket.send(text)

    assert await asyncio.wait_for(inbox.texts.get(), 10) == text
    socket.abort()


async def test_many_texts_in_one_segment_are_told_apart(echo_port: int) -> None:
    inbox = Inbox()
    socket = await inbox.connect(echo_port)
    sent = [f"text {number}".encode() for number in range(500)]

    for text in sent:
        socket.send(text)

    assert [await asyncio.wait_for(inbox.texts.get(), 10) for _ in sent] == sent
    socket.abort()


async def test_the_close_code_of_the_server_is_told() -> None:
    async def refuse(connection: ServerConnection) -> None:
        await connection.close(4008, "too slow")

    async with serve(refuse, "127.0.0.1", 0, compression=None) as server:
        inbox = Inbox()
        await inbox.connect(server.sockets[0].getsockname()[1])

        assert await asyncio.wait_for(inbox.closed, 10) == 4008


async def test_a_server_that_does_not_switch_protocols_is_an_error() -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        with pytest.raises(HandshakeRefused):
            await Inbox().connect(server.sockets[0].getsockname()[1])
