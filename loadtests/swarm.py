"""Many light clients of ``impactpulse.v1``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from uuid_utils import uuid7

from app.contracts.frames import SUBPROTOCOL, Hello, Pong, Position, Submit, Subscribe
from loadtests.stack import HOST
from loadtests.wire import LightSocket, connect

CONNECTS_AT_ONCE = 100
DEADLINE_S = 60.0
TYPE_STARTS_AT = len(b'{"type":"')
PONG = msgspec.json.encode(Pong())


class ChannelHead(msgspec.Struct):
    """What a snapshot and a delta share; the rest of the frame is skipped."""

    channel: str
    epoch: int
    version: int


class RequestHead(msgspec.Struct):
    """What an ack and an error share."""

    id: str = ""
    code: str = ""


_channel_head = msgspec.json.Decoder(ChannelHead)
_request_head = msgspec.json.Decoder(RequestHead)


class Phone:
    """One client. ``on_channel`` gets the text of every snapshot and delta, ``on_answer`` the id and the error code
    (empty for an ack) of every answer to a request."""

    __slots__ = ("_socket", "_welcomed", "closed", "frames", "on_answer", "on_channel", "positions", "token")

    def __init__(self, token: str) -> None:
        self.token = token
        self._socket: LightSocket | None = None
        self._welcomed: asyncio.Future[None] | None = None
        self.frames = 0
        self.closed: int | None = None
        self.positions: dict[str, Position] = {}
        self.on_channel: Callable[[bytes], None] = self.note_position
        self.on_answer: Callable[[str, str], None] = _ignore

    async def open(self, port: int, channels: Sequence[str] = ()) -> None:
        """Connect, greet, and ask for the channels, with ``since`` where one was held before."""
        self._welcomed = asyncio.get_running_loop().create_future()
        self.closed = None
        self._socket = await connect(HOST, port, "/ws", self._on_text, self._on_close, subprotocol=SUBPROTOCOL)
        self.send(Hello(token=self.token))
        await asyncio.wait_for(self._welcomed, DEADLINE_S)
        for channel in channels:
            self.send(Subscribe(id=f"sub-{channel}"[:64], channel=channel, since=self.positions.get(channel)))

    def send(self, frame: msgspec.Struct) -> None:
        """Write one frame; never blocks."""
        assert self._socket is not None
        self._socket.send(msgspec.json.encode(frame))

    def send_encoded(self, frame: bytes) -> None:
        """Write a frame that was encoded before, so that encoding is not part of what is timed."""
        assert self._socket is not None
        self._socket.send(frame)

    def abort(self) -> None:
        """Drop the connection without a word."""
        if self._socket is not None:
            self._socket.abort()

    def stop_reading(self) -> None:
        """Leave everything that comes where it is."""
        if self._socket is not None:
            self._socket.stop_reading()

    def note_position(self, payload: bytes) -> None:
        """Remember the version of a channel."""
        head = _channel_head.decode(payload)
        self.positions[head.channel] = Position(head.epoch, head.version)

    def _on_text(self, payload: bytes) -> None:
        match payload[TYPE_STARTS_AT : TYPE_STARTS_AT + 3]:
            case b"del" | b"sna":
                self.frames += 1
                self.on_channel(payload)
            case b"ack" | b"err":
                head = _request_head.decode(payload)
                self.on_answer(head.id, head.code)
            case b"pin":
                assert self._socket is not None
                self._socket.send(PONG)
            case b"wel":
                if self._welcomed is not None and not self._welcomed.done():
                    self._welcomed.set_result(None)

    def _on_close(self, code: int) -> None:
        self.closed = code
        if self._welcomed is not None and not self._welcomed.done():
            self._welcomed.set_exception(ConnectionError(f"closed with {code} before the welcome"))


def channels_of(session: str, *kinds: str) -> list[str]:
    """Full names of channels: ``session:<id>:<kind>``."""
    return [f"session:{session}:{kind}" for kind in kinds]


def encoded_submission(
    session: str, part: str, answers: dict[str, Any], *, revision: int = 1, request: str = "1"
) -> bytes:
    """A ``submit`` frame with a fresh key."""
    return msgspec.json.encode(
        Submit(id=request, key=str(uuid7()), session=session, part=part, attempt=1, revision=revision, answers=answers)
    )


async def open_all(phones: Iterable[Phone], port: int, channels: Sequence[str] = ()) -> None:
    """Connect many clients, some at a time."""
    gate = asyncio.Semaphore(CONNECTS_AT_ONCE)

    async def open_one(phone: Phone) -> None:
        async with gate:
            await phone.open(port, channels)

    await asyncio.gather(*(open_one(phone) for phone in phones))


async def wait_until(is_so: Callable[[], bool], what: str, *, deadline_s: float = DEADLINE_S) -> None:
    """Poll a local condition. Raises TimeoutError with ``what`` was waited for."""
    loop = asyncio.get_running_loop()
    end = loop.time() + deadline_s
    while not is_so():
        if loop.time() > end:
            raise TimeoutError(f"after {deadline_s:.0f} s still waiting: {what}")
        await asyncio.sleep(0.002)


def _ignore(_id: str, _code: str) -> None:
    pass
