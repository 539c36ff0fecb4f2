"""A light client of the tutorial: Engine.IO 4 and Socket.IO 5, as their JavaScript client behaves."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import msgspec

from loadtests.peers.listener import PATH
from loadtests.stack import HOST
from loadtests.wire import HandshakeRefused, LightSocket, connect

CONNECT_TIMEOUT_S = 30.0
OPEN, PING, PONG = b"0", b"2", b"3"
CONNECT, EVENT, ACK = b"40", b"42", b"43"
PAUSE_S = (0.1, 0.5)
"""Before it connects again; ours waits as long."""

Counts = dict[str, int]
_event = msgspec.json.Decoder(tuple[str, Counts])


class Voter:
    """Sees the room's counts and votes. What it emits while it is away leaves when it is back.

    Emits are sent once, which is Socket.IO's default: what was under way when the line broke is lost, and nobody is
    told. With ``retries`` (an option of its client) it is sent again until it is acknowledged.
    """

    def __init__(self, port: int, *, retries: bool = False) -> None:
        self._port, self._retries = port, retries
        self._socket: LightSocket | None = None
        self._connected: asyncio.Future[None] | None = None
        self._returning: asyncio.Task[None] | None = None
        self._is_over = False
        self._unsent: dict[int, bytes] = {}
        self._unacked: dict[int, bytes] = {}
        self.shown: Counts = {}
        self.connects = 0
        self.on_results: Callable[[Counts], None] = _ignore
        self.on_ack: Callable[[int], None] = _ignore

    @property
    def is_waiting(self) -> bool:
        """Whether a vote is under way, as far as this client knows."""
        return bool(self._unsent or self._unacked)

    @property
    def is_away(self) -> bool:
        return self._returning is not None

    async def open(self) -> None:
        """Return once the room is joined. Raises OSError, TimeoutError, HandshakeRefused."""
        self._connected = asyncio.get_running_loop().create_future()
        self._socket = None
        self._socket = await connect(HOST, self._port, PATH, self._on_text, self._on_close)
        await asyncio.wait_for(self._connected, CONNECT_TIMEOUT_S)
        self.connects += 1

    def vote(self, number: int, voter: str, option: str) -> None:
        """Emit a vote; ``on_ack`` hears its number."""
        packet = EVENT + str(number).encode() + msgspec.json.encode(["vote", {"voter": voter, "option": option}])
        if self._socket is None or self._returning is not None:
            self._unsent[number] = packet
        else:
            self._emit(number, packet)

    def drop(self) -> None:
        """Lose the connection as a dead network does; it comes back."""
        if self._socket is not None:
            self._socket.abort()

    async def close(self) -> None:
        """For good."""
        self._is_over = True
        if self._returning is not None:
            self._returning.cancel()
            await asyncio.wait((self._returning,))
        self.drop()

    def _emit(self, number: int, packet: bytes) -> None:
        assert self._socket is not None
        self._unacked[number] = packet
        self._socket.send(packet)

    def _on_text(self, payload: bytes) -> None:
        if payload.startswith(EVENT):
            _, self.shown = _event.decode(payload[len(EVENT) :])
            self.on_results(self.shown)
        elif payload.startswith(ACK):
            number = int(payload[len(ACK) : payload.index(b"[")])
            self._unacked.pop(number, None)
            self.on_ack(number)
        elif payload.startswith(CONNECT):
            if self._connected is not None and not self._connected.done():
                self._connected.set_result(None)
        elif payload.startswith(OPEN):
            self._answer(CONNECT)
        elif payload == PING:
            self._answer(PONG)

    def _answer(self, packet: bytes) -> None:
        # The first packet can come in the same segment as the handshake's answer, before ``connect`` has returned.
        if self._socket is None:
            asyncio.get_running_loop().call_later(0.001, self._answer, packet)
        else:
            self._socket.send(packet)

    def _on_close(self, _code: int) -> None:
        if self._connected is not None and not self._connected.done():
            self._connected.set_exception(ConnectionResetError("closed before the room was joined"))
        elif not self._is_over and self._returning is None:
            if not self._retries:
                self._unacked.clear()
            self._returning = asyncio.ensure_future(self._come_back())

    async def _come_back(self) -> None:
        while True:
            await asyncio.sleep(random.uniform(*PAUSE_S))
            try:
                await self.open()
            except (OSError, TimeoutError, HandshakeRefused):
                continue
            break
        self._returning = None
        for number, packet in (self._unacked | self._unsent).items():
            self._emit(number, packet)
        self._unsent.clear()


def _ignore(_of: object) -> None:
    """Nobody listens."""
