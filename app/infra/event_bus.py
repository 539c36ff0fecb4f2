"""Session events through Redis pub/sub: fast, lossy on purpose, and honest about every gap."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import RedisError

from app.contracts.events import SessionEvent, topic_of
from app.core.clock import Ticks, monotonic
from app.infra.redis import Redis

log = logging.getLogger(__name__)

PUBLISH_PAUSE_S = 0.5
"""After a failed publish, how long further ones are dropped without a try: Redis down must not slow anyone."""

PING_INTERVAL_S = 5.0
RECONNECT_LEAST_S = 0.05
RECONNECT_MOST_S = 2.0
SUBSCRIBE_CHUNK = 500
TOPIC_PREFIX = topic_of("")

OnEvent = Callable[[SessionEvent], None]
OnGap = Callable[[str], None]


class EventBus:
    """Publishes and receives session events.

    One task (``listen``) owns the subscriber connection and makes it anew for ever. It is not redis-py's ``PubSub``,
    which reconnects behind its user's back and can forget a topic that is subscribed meanwhile.
    """

    def __init__(self, redis: Redis, *, ticks: Ticks = monotonic) -> None:
        self._redis = redis
        self._ticks = ticks
        self._encoder = msgspec.json.Encoder()
        self._decoder: msgspec.json.Decoder[SessionEvent] = msgspec.json.Decoder(SessionEvent)
        self._publish_again_at = float("-inf")
        self._connection: AbstractConnection | None = None
        self._sending = asyncio.Lock()
        self._wanted: set[str] = set()
        self._confirmed: set[str] = set()
        self._waiting: dict[str, asyncio.Future[None]] = {}

    @property
    def is_connected(self) -> bool:
        """False while the subscriber connection is down: events are being missed."""
        return self._connection is not None

    async def publish(self, event: SessionEvent) -> bool:
        """Send one event to every listening process; False where Redis could not take it. Never raises for Redis."""
        if self._ticks() < self._publish_again_at:
            return False
        try:
            await self._redis.publish(topic_of(event.session), self._encoder.encode(event))
        except (RedisError, OSError) as failure:
            self._publish_again_at = self._ticks() + PUBLISH_PAUSE_S
            log.warning("an event was not published", extra={"reason": str(failure)})
            return False
        return True

    async def subscribe(self, session: str, *, deadline_s: float = 1.0) -> bool:
        """Receive the events of a session from now on; True once Redis has confirmed it.

        False after ``deadline_s``: the subscription stands and takes effect when Redis is back, then ``on_gap`` tells.
        """
        waiting = self._waiting.setdefault(session, asyncio.get_running_loop().create_future())
        if session not in self._wanted:
            self._wanted.add(session)
            await self._send("SUBSCRIBE", (session,))
        elif session in self._confirmed:
            self._confirm(session)
        done, _ = await asyncio.wait((waiting,), timeout=deadline_s)
        if not done:
            self._waiting.pop(session, None)
        return bool(done)

    async def unsubscribe(self, session: str) -> None:
        """Receive the events of a session no longer."""
        if session in self._wanted:
            self._wanted.discard(session)
            self._confirmed.discard(session)
            self._waiting.pop(session, None)
            await self._send("UNSUBSCRIBE", (session,))

    async def listen(self, *, on_event: OnEvent, on_gap: OnGap) -> None:
        """Receive for ever, reconnecting with back-off.

        ``on_gap`` is called with a session when its subscription was confirmed anew, or later than anybody waited:
        events may be lost.
        Neither callback may block or raise.
        """
        delay = RECONNECT_LEAST_S
        while True:
            try:
                await self._connect()
                delay = RECONNECT_LEAST_S
                await self._receive(on_event, on_gap)
            except (TimeoutError, RedisError, OSError) as failure:
                log.warning("the event bus lost Redis", extra={"reason": str(failure)})
            finally:
                await self._disconnect()
            await asyncio.sleep(delay * random.uniform(0.5, 1.0))  # noqa: S311
            delay = min(delay * 2, RECONNECT_MOST_S)

    async def _connect(self) -> None:
        connection: AbstractConnection = self._redis.connection_pool.make_connection()
        await connection.connect()
        async with self._sending:
            self._connection = connection
            wanted = [topic_of(session) for session in self._wanted]
            for start in range(0, len(wanted), SUBSCRIBE_CHUNK):
                await connection.send_command("SUBSCRIBE", *wanted[start : start + SUBSCRIBE_CHUNK], check_health=False)

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.disconnect(nowait=True)

    async def _receive(self, on_event: OnEvent, on_gap: OnGap) -> None:
        connection = self._connection
        unanswered_pings = 0
        ping_at = self._ticks() + PING_INTERVAL_S
        while connection is not None:
            wait_s = max(0.01, ping_at - self._ticks())
            reply = await connection.read_response(timeout=wait_s, disconnect_on_error=False, push_request=True)
            if reply is not None:
                unanswered_pings = 0
                self._handle(reply, on_event, on_gap)
            if self._ticks() >= ping_at:
                if unanswered_pings:
                    raise TimeoutError("Redis does not answer pings")
                unanswered_pings += 1
                ping_at = self._ticks() + PING_INTERVAL_S
                await self._send_on(connection, "PING")

    def _handle(self, reply: Any, on_event: OnEvent, on_gap: OnGap) -> None:
        if not isinstance(reply, list) or len(reply) != 3:
            return
        kind, topic, payload = reply
        if kind == b"message":
            self._deliver(payload, on_event)
            return
        session = topic.decode().removeprefix(TOPIC_PREFIX)
        if kind == b"subscribe" and session in self._wanted:
            is_first = session not in self._confirmed and session in self._waiting
            self._confirm(session)
            if not is_first:
                on_gap(session)

    def _deliver(self, payload: bytes, on_event: OnEvent) -> None:
        try:
            event = self._decoder.decode(payload)
        except msgspec.DecodeError as failure:
            log.warning("an event could not be read", extra={"reason": str(failure)})
            return
        on_event(event)

    def _confirm(self, session: str) -> None:
        self._confirmed.add(session)
        waiting = self._waiting.pop(session, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    async def _send(self, command: str, sessions: Iterable[str]) -> None:
        """Best effort: where the connection is down, ``_connect`` subscribes to all that is wanted."""
        connection = self._connection
        if connection is not None:
            try:
                await self._send_on(connection, command, *map(topic_of, sessions))
            except (RedisError, OSError) as failure:
                log.debug("a subscription waits for Redis", extra={"reason": str(failure)})

    async def _send_on(self, connection: AbstractConnection, *command: str) -> None:
        async with self._sending:
            if connection.is_connected:  # or else redis-py would connect again by itself
                await connection.send_command(*command, check_health=False)
