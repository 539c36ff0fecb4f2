"""A respondent's line to the server: a socket that comes back, and a submission that is repeated until it is acked."""

from __future__ import annotations

import asyncio
import contextlib
import random
from types import TracebackType
from typing import Self

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from app.contracts.close_codes import should_come_back
from app.contracts.frames import SUBPROTOCOL, Ack, Error, Hello, Ping, Pong, ServerFrame, Submit, Welcome

ANSWER_TIMEOUT_S = 15.0
"""A server that is stopped or cut off keeps its sockets open; without a deadline a respondent would wait for ever."""

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 2.0

_frames = msgspec.json.Decoder(ServerFrame)
_encode = msgspec.json.Encoder().encode


class SubmissionRefused(Exception):
    """The server refuses for good; the message has its code and words."""


class Line:
    """Sends submissions of one participant, one at a time, over as many connections as that takes."""

    def __init__(self, socket_url: str, token: str, randomness: random.Random) -> None:
        self._url = socket_url
        self._token = token
        self._randomness = randomness
        self._connection: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._answers: asyncio.Queue[Ack | Error | None] = asyncio.Queue(maxsize=100)
        self._pause_s = FIRST_PAUSE_S
        self.connects = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._hang_up()

    async def submit(self, submission: Submit) -> Ack:
        """Send until acked. Raises SubmissionRefused."""
        while True:
            answer = await self._ask(submission)
            if isinstance(answer, Ack):
                self._pause_s = FIRST_PAUSE_S
                return answer
            if isinstance(answer, Error) and not answer.temporary:
                raise SubmissionRefused(f"{answer.code}: {answer.message} {answer.fields or ''}")
            await self._pause(answer)

    async def cut_after(self, submission: Submit) -> None:
        """Send once, and lose the connection before any answer can be read."""
        with contextlib.suppress(ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
            connection = await self._connected()
            await connection.send(_encode(submission), text=True)
            connection.transport.abort()
        await self._hang_up()

    async def _ask(self, submission: Submit) -> Ack | Error | None:
        """One attempt; None where no answer came."""
        try:
            connection = await self._connected()
            await connection.send(_encode(submission), text=True)
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                while (answer := await self._answers.get()) is not None:
                    if answer.id == submission.id:
                        return answer
        except (ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
            pass
        await self._hang_up()
        return None

    async def _connected(self) -> ClientConnection:
        if self._connection is not None:
            return self._connection
        connection = await connect(
            self._url,
            subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
            compression=None,
            open_timeout=ANSWER_TIMEOUT_S,
            ping_interval=None,
            close_timeout=1,
        )
        self.connects += 1
        self._connection = connection
        await connection.send(_encode(Hello(token=self._token)), text=True)
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            first = _frames.decode(await connection.recv())
        if not isinstance(first, Welcome):
            raise SubmissionRefused(f"the server does not welcome this token: {first}")
        self._answers = asyncio.Queue(maxsize=100)
        self._reader = asyncio.create_task(self._read(connection, self._answers))
        return connection

    async def _read(self, connection: ClientConnection, answers: asyncio.Queue[Ack | Error | None]) -> None:
        """Pass answers on and answer pings; None marks the end of the connection."""
        try:
            async for text in connection:
                frame = _frames.decode(text)
                if isinstance(frame, Ack | Error):
                    answers.put_nowait(frame)
                elif isinstance(frame, Ping):
                    await connection.send(_encode(Pong()), text=True)
        except ConnectionClosed:
            pass
        finally:
            answers.put_nowait(None)

    async def _hang_up(self) -> None:
        connection, reader = self._connection, self._reader
        self._connection = self._reader = None
        if connection is not None:
            await connection.close()
            if not should_come_back(connection.close_code):
                raise SubmissionRefused(f"closed with {connection.close_code}: {connection.close_reason}")
        if reader is not None:
            await reader

    async def _pause(self, answer: Error | None) -> None:
        """What the server asks for, else a growing pause; half of it at random, so that a crowd spreads."""
        asked = answer.retry_after_ms if answer is not None else None
        pause_s = asked / 1_000 if isinstance(asked, int) else self._pause_s
        self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)
        await asyncio.sleep(pause_s * self._randomness.uniform(0.5, 1.0))
