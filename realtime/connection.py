"""One socket: what it may, what it holds, and when it must end."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from app.contracts.close_codes import MEANINGS, CloseCode
from app.contracts.frames import MAX_FRAME_BYTES, ServerFrame, TokenExpiring
from app.core.errors import AppError, MalformedFrame, RateLimited, TooLarge
from app.core.metrics import counters
from app.core.principals import Member, Participant, Principal
from app.infra.tokens import Credentials
from realtime.channel import Channel
from realtime.limits import (
    EXPIRY_NOTICE_S,
    FRAME_BURST,
    FRAMES_PER_S,
    MAX_BAD_FRAMES,
    MAX_CHANNELS,
    MAX_IN_FLIGHT,
    MAX_LOOK_PAUSE_S,
    MAX_PENDING_BYTES,
    Limits,
)
from realtime.protocol import PING, Phase, encode, error_frame
from realtime.rate import Bucket
from realtime.wire import Wire

log = logging.getLogger(__name__)

CLOSES = counters(
    "sockets_closed",
    "Sockets that we closed, by what their close code means; 4008: too slow.",
    "code",
    expected=map(str, map(int, CloseCode)),
)
REFUSALS = counters("socket_errors", "Error frames, by their code.", "code")

TOO_BIG = 1009
"""RFC 6455, section 7.4.1."""


class Connection:
    """Writes without waiting: what a busy socket cannot take waits here, within bounds, or comes later, merged."""

    __slots__ = (
        "_bad_frames",
        "_channels",
        "_frames",
        "_in_flight",
        "_limits",
        "_look_again_at",
        "_next_ping_at",
        "_noticed",
        "_opened_at",
        "_pending",
        "_pending_bytes",
        "_pong_due_at",
        "_progress_at",
        "_submits",
        "_taken_at",
        "_taken_bytes",
        "_unsent_bytes",
        "_wire",
        "credentials",
        "id",
        "phase",
    )

    def __init__(self, connection_id: str, wire: Wire, limits: Limits, now: float) -> None:
        self.id = connection_id
        self.phase = Phase.AWAITING_HELLO
        self.credentials: Credentials | None = None
        self._wire, self._limits, self._opened_at = wire, limits, now
        self._channels: dict[str, Channel] = {}
        self._pending: deque[bytes] | None = None
        self._pending_bytes = 0
        self._in_flight: set[asyncio.Task[None]] | None = None
        self._bad_frames = 0
        self._frames = Bucket(per_s=FRAMES_PER_S, burst=FRAME_BURST, now=now)
        self._submits = Bucket(per_s=limits.submit_rate_per_s, burst=limits.submit_burst, now=now)
        self._next_ping_at = now + limits.ping_interval_s
        self._pong_due_at: float | None = None
        self._noticed = False
        self._look_again_at = 0.0
        self._progress_at = now
        self._unsent_bytes = 0
        self._taken_bytes, self._taken_at = 0, now

    # ── who ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def principal(self) -> Principal:
        """Who said hello; ask only when ``phase`` is READY."""
        if self.credentials is None:
            raise RuntimeError("nobody has said hello on this connection")
        return self.credentials.principal

    @property
    def member(self) -> Member | None:
        """The member whom an open connection speaks for."""
        is_open = self.credentials is not None and self.phase is Phase.READY
        return self.principal if is_open and isinstance(self.principal, Member) else None

    @property
    def participant(self) -> Participant | None:
        principal = self.credentials.principal if self.credentials is not None else None
        return principal if isinstance(principal, Participant) else None

    def admit(self, credentials: Credentials) -> None:
        """From now on this connection speaks for the holder of a token."""
        self.credentials, self.phase, self._noticed = credentials, Phase.READY, False
        self._look_again_at = 0.0

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────

    def deliver(self, message: bytes) -> bool:
        """Send a channel's message; False where the socket is busy or closed, and nothing was taken."""
        if self._wire.is_blocked or self._pending or self.phase is Phase.CLOSED:
            return False
        self._wire.write(message)
        return True

    def send(self, frame: ServerFrame) -> None:
        """Send an answer; it waits where the socket is busy, and too many waiting ones close it (4008)."""
        self.send_message(encode(frame))

    def send_message(self, message: bytes) -> None:
        """``send`` for an encoded frame."""
        if self.deliver(message) or self.phase is Phase.CLOSED:
            return
        if self._pending is None:
            self._pending = deque()
        self._pending.append(message)
        self._pending_bytes += len(message)
        if self._pending_bytes > MAX_PENDING_BYTES:
            self.close(CloseCode.TOO_SLOW)

    def refuse(self, error: AppError, request_id: str | None) -> None:
        """Answer a request with an error; malformed frames are counted, and too many end the connection (4508)."""
        REFUSALS.of(error.code).add()
        self.send(error_frame(error, request_id))
        if isinstance(error, MalformedFrame):
            self._bad_frames += 1
            if self._bad_frames > MAX_BAD_FRAMES:
                self.close(CloseCode.PROTOCOL_ABUSE)

    def on_writable(self) -> None:
        """The socket can take more: first the answers that waited, then one merged delta of each channel."""
        while self._pending and not self._wire.is_blocked:
            message = self._pending.popleft()
            self._pending_bytes -= len(message)
            self._wire.write(message)
        if not self._pending:
            self._pending = None
            for channel in self._channels.values():
                channel.bring_up_to_date((self,))

    def farewell(self, code: int) -> bytes | None:
        """What is said before the transport itself refuses a frame."""
        if code == TOO_BIG:
            return encode(error_frame(TooLarge(f"A frame may have {MAX_FRAME_BYTES} bytes; send more over REST.")))
        return encode(error_frame(MalformedFrame("This breaks the WebSocket protocol.")))

    def close(self, code: CloseCode) -> None:
        """Say why, and end."""
        if self.phase is not Phase.CLOSED:
            self.phase = Phase.CLOSED
            CLOSES.of(str(int(code))).add()
            self._wire.close(code, MEANINGS[code])

    # ── channels and requests ────────────────────────────────────────────────────────────────────────────────────

    def require_room_for(self, channel_name: str) -> None:
        """Raises RateLimited at MAX_CHANNELS."""
        if channel_name not in self._channels and len(self._channels) >= MAX_CHANNELS:
            raise RateLimited(f"A connection may hold {MAX_CHANNELS} channels.", code="too_many_channels")

    def hold(self, channel: Channel) -> None:
        """Remember a channel, so that it is let go at the end."""
        self._channels[channel.name] = channel

    def holds(self, channel_name: str) -> bool:
        return channel_name in self._channels

    def let_go(self, channel_name: str) -> None:
        """Leave a channel; one that is not held is no error."""
        channel = self._channels.pop(channel_name, None)
        if channel is not None:
            channel.remove(self)

    def pay_for_frame(self, now: float) -> None:
        """Raises RateLimited."""
        _require_permit(self._frames, now)

    def pay_for_submission(self, now: float) -> None:
        """Raises RateLimited."""
        _require_permit(self._submits, now)

    async def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a request beside the reading; waits while MAX_IN_FLIGHT are running."""
        if self._in_flight is None:
            self._in_flight = set()
        while len(self._in_flight) >= MAX_IN_FLIGHT:
            await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)
        task = asyncio.get_running_loop().create_task(work)
        self._in_flight.add(task)
        task.add_done_callback(self._in_flight.discard)

    async def settle(self) -> None:
        """Wait for the requests that are running."""
        while self._in_flight:
            await asyncio.wait(self._in_flight)

    def end(self) -> None:
        """Leave every channel; nothing is sent any more."""
        self.phase = Phase.CLOSED
        self._pending = None
        for name in list(self._channels):
            self.let_go(name)

    # ── time ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def look(self, now: float, wall: datetime) -> None:
        """What is due: pings, notices, and the end of a connection that is silent, slow or out of date.

        Cheap to call often: for most connections it is only a comparison.
        """
        if now < self._look_again_at and not self._wire.is_blocked:
            return
        self._look_again_at = now + MAX_LOOK_PAUSE_S
        hello_by = self._opened_at + self._limits.hello_timeout_s
        if self.phase is Phase.AWAITING_HELLO and now >= hello_by:
            self.close(CloseCode.HELLO_TIMEOUT)
        elif self._is_stuck(now):
            self.close(CloseCode.TOO_SLOW)
        elif self._is_silent(now):
            self.close(CloseCode.NO_PONG)
        elif self.credentials is not None and self.phase is Phase.READY:
            self._look_at_token(self.credentials, now, wall)
            self._ping(now)
        else:
            self._look_by(max(hello_by, now))

    def _is_stuck(self, now: float) -> bool:
        """True where the other side has taken nothing for ``send_timeout_s``."""
        unsent_bytes = self._wire.unsent_bytes if self._wire.is_blocked else 0
        if not self._wire.is_blocked or unsent_bytes != self._unsent_bytes:
            self._progress_at = now
        self._unsent_bytes = unsent_bytes
        return now - self._progress_at > self._limits.send_timeout_s

    def _is_silent(self, now: float) -> bool:
        """True where nothing at all came in after a ping, though the socket was being read. To a very slow reader the
        ping is still on its way, behind what was written before: while that is taken, it is waited for."""
        if self._pong_due_at is None or now < self._pong_due_at:
            return False
        self._pong_due_at = None
        if not self._wire.is_reading or self._wire.heard_anything:
            return False
        if not self._wire.unsent_bytes or not self._takes_something(now):
            return True
        self._pong_due_at = now + self._limits.pong_timeout_s
        return False

    def _takes_something(self, now: float) -> bool:
        """False where nothing was taken for ``send_timeout_s``."""
        taken_bytes = self._wire.taken_bytes
        if taken_bytes > self._taken_bytes:
            self._taken_bytes, self._taken_at = taken_bytes, now
        return now - self._taken_at < self._limits.send_timeout_s

    def _look_at_token(self, credentials: Credentials, now: float, wall: datetime) -> None:
        left_s = (credentials.expires_at - wall).total_seconds()
        if left_s <= 0:
            self.close(CloseCode.TOKEN_EXPIRED)
            return
        if left_s <= EXPIRY_NOTICE_S and not self._noticed:
            self._noticed = True
            self.send(TokenExpiring(credentials.expires_at))
        self._look_by(now + (left_s if self._noticed else left_s - EXPIRY_NOTICE_S))

    def _ping(self, now: float) -> None:
        if now >= self._next_ping_at and not self._wire.is_blocked:
            self._next_ping_at = now + self._limits.ping_interval_s
            self._pong_due_at = now + self._limits.pong_timeout_s
            if self._wire.heard_anything:
                self._taken_bytes, self._taken_at = self._wire.taken_bytes, now
            self._wire.heard_anything = False
            self.send_message(PING)
        self._look_by(self._next_ping_at)
        if self._pong_due_at is not None:
            self._look_by(self._pong_due_at)

    def _look_by(self, at: float) -> None:
        self._look_again_at = min(self._look_again_at, at)


def _require_permit(bucket: Bucket, now: float) -> None:
    wait_s = bucket.take(now)
    if wait_s > 0:
        raise RateLimited(retry_after_ms=int(wait_s * 1000) + 1)
