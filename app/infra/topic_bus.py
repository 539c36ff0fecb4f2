"""Events by topic through Redis pub/sub: fast, lossy on purpose, and honest about every gap."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

import msgspec
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import RedisError

from app.core.clock import Ticks, monotonic
from app.core.metrics import counter, counters, gauge
from app.infra.pings import Pings
from app.infra.pubsub import PubSub

E = TypeVar("E")
log = logging.getLogger(__name__)

LOST = counters("events_lost", "Events that were not published, or could not be read, by reason.", "reason")
RECEIVED = counter("events_received", "Events from other processes.")
GAPS = counter("event_gaps", "Subscriptions that began anew: events before that may be lost.")
CONNECTED = gauge("redis_subscribers_connected", "Subscriber connections to Redis that stand.")
LOST_CONNECTIONS = counters(
    "redis_subscribers_lost", "Subscriber connections to Redis that broke or did not come about, by reason.", "reason"
)
WANTED = gauge(
    "redis_subscribers_wanted", "Subscriber connections to Redis that this process listens by, standing or not."
)

PUBLISH_PAUSE_S = 0.5
"""After a failed publish, how long further ones are dropped without a try: Redis down must not slow anyone."""

RECONNECT_LEAST_S = 0.05
RECONNECT_MOST_S = 2.0
SUBSCRIBE_CHUNK = 500
OnGap = Callable[[str], None]


class TopicMoved(RedisError):
    """The server has ended a subscription by itself: another node of the cluster owns the topic now."""


class Topics(Generic[E]):
    """What a kind of event is called: its type for the decoder, its channel in Redis, and the subject it is about."""

    def __init__(self, event: type[E], *, prefix: str, subject_of: Callable[[E], str]) -> None:
        self.prefix, self.subject_of = prefix, subject_of
        self.decoder: msgspec.json.Decoder[E] = msgspec.json.Decoder(event)

    def topic_of(self, subject: str) -> str:
        return f"{self.prefix}{subject}"


class TopicBus(Generic[E]):
    """Publishes and receives events of one kind.

    One task (``listen``) owns the subscriber connection and makes it anew for ever. It is not redis-py's ``PubSub``,
    which reconnects behind its user's back and can forget a topic that is subscribed meanwhile.
    """

    def __init__(self, pubsub: PubSub, topics: Topics[E], *, ticks: Ticks = monotonic) -> None:
        self._pubsub = pubsub
        self._subscribe, self._unsubscribe = f"{pubsub.mark}SUBSCRIBE", f"{pubsub.mark}UNSUBSCRIBE"
        self._subscribed, self._unsubscribed = self._subscribe.lower().encode(), self._unsubscribe.lower().encode()
        self._message = f"{pubsub.mark}message".lower().encode()
        self._topics = topics
        self._ticks = ticks
        self._encoder = msgspec.json.Encoder()
        self._publish_again_at = float("-inf")
        self._connection: AbstractConnection | None = None
        self._sending = asyncio.Lock()
        self._wanted: set[str] = set()
        self._confirmed: set[str] = set()
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._leaving: Counter[str] = Counter()

    @property
    def is_connected(self) -> bool:
        """False while the subscriber connection is down: events are being missed."""
        return self._connection is not None

    async def publish(self, event: E) -> bool:
        """Send one event to every listening process; False where Redis could not take it. Never raises for Redis."""
        if self._ticks() < self._publish_again_at:
            LOST.of("redis_away").add()
            return False
        topic = self._topics.topic_of(self._topics.subject_of(event))
        try:
            await self._pubsub.publish(topic, self._encoder.encode(event))
        except (RedisError, OSError) as failure:
            self._publish_again_at = self._ticks() + PUBLISH_PAUSE_S
            LOST.of("redis_failed").add()
            log.warning("an event was not published", extra={"reason": str(failure)})
            return False
        return True

    async def subscribe(self, subject: str, *, deadline_s: float = 1.0) -> bool:
        """Receive the events about a subject from now on; True once Redis has confirmed it.

        False after ``deadline_s``: the subscription stands and takes effect when Redis is back, then ``on_gap`` tells.
        """
        waiting = self._waiting.setdefault(subject, asyncio.get_running_loop().create_future())
        if subject not in self._wanted:
            self._wanted.add(subject)
            await self._send(self._subscribe, (subject,))
        elif subject in self._confirmed:
            self._confirm(subject)
        done, _ = await asyncio.wait((waiting,), timeout=deadline_s)
        if not done:
            self._waiting.pop(subject, None)
        return bool(done)

    async def unsubscribe(self, subject: str) -> None:
        """Receive the events about a subject no longer."""
        if subject in self._wanted:
            self._wanted.discard(subject)
            self._confirmed.discard(subject)
            self._waiting.pop(subject, None)
            self._leaving[subject] += 1
            await self._send(self._unsubscribe, (subject,))

    async def listen(self, *, on_event: Callable[[E], None], on_gap: OnGap) -> None:
        """Receive for ever, reconnecting with back-off.

        ``on_gap`` is called with a subject when its subscription was confirmed anew, or later than anybody waited:
        events may be lost.
        Neither callback may block or raise.
        """
        with WANTED.reading(lambda: 1):
            await self._listen_for_ever(on_event, on_gap)

    async def _listen_for_ever(self, on_event: Callable[[E], None], on_gap: OnGap) -> None:
        delay = RECONNECT_LEAST_S
        while True:
            try:
                await self._connect()
                delay = RECONNECT_LEAST_S
                with CONNECTED.reading(lambda: 1):
                    await self._receive(on_event, on_gap)
            except (TimeoutError, RedisError, OSError) as failure:
                LOST_CONNECTIONS.of(type(failure).__name__).add()
                log.warning("the event bus lost Redis", extra={"reason": str(failure)})
            finally:
                await self._disconnect()
            await asyncio.sleep(delay * random.uniform(0.5, 1.0))  # noqa: S311
            delay = min(delay * 2, RECONNECT_MOST_S)

    async def _connect(self) -> None:
        connection = await self._pubsub.connect()
        async with self._sending:
            self._connection = connection
            self._leaving.clear()
            wanted = [self._topics.topic_of(subject) for subject in self._wanted]
            for start in range(0, len(wanted), SUBSCRIBE_CHUNK):
                chunk = wanted[start : start + SUBSCRIBE_CHUNK]
                await connection.send_command(self._subscribe, *chunk, check_health=False)

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.disconnect(nowait=True)

    async def _receive(self, on_event: Callable[[E], None], on_gap: OnGap) -> None:
        connection, pings = self._connection, Pings(self._ticks)
        while connection is not None:
            reply = await connection.read_response(timeout=pings.wait_s, disconnect_on_error=False, push_request=True)
            if reply is not None:
                pings.hear(reply)
                self._handle(reply, on_event, on_gap)
            if pings.is_due():
                await self._send_on(connection, "PING")

    def _handle(self, reply: Any, on_event: Callable[[E], None], on_gap: OnGap) -> None:
        if not isinstance(reply, list) or len(reply) != 3:
            return
        kind, topic, payload = reply
        if kind == self._message:
            self._deliver(payload, on_event)
            return
        subject = topic.decode().removeprefix(self._topics.prefix)
        if kind == self._unsubscribed:
            self._let_go(subject)
        elif kind == self._subscribed and subject in self._wanted:
            is_first = subject not in self._confirmed and subject in self._waiting
            self._confirm(subject)
            if not is_first:
                GAPS.add()
                on_gap(subject)

    def _let_go(self, subject: str) -> None:
        """Raises TopicMoved where nobody here has asked for it."""
        if subject in self._leaving:
            self._leaving[subject] -= 1
            if not self._leaving[subject]:
                del self._leaving[subject]
        elif subject in self._wanted:
            raise TopicMoved(subject)

    def _deliver(self, payload: bytes, on_event: Callable[[E], None]) -> None:
        try:
            event = self._topics.decoder.decode(payload)
        except msgspec.DecodeError as failure:
            LOST.of("unreadable").add()
            log.warning("an event could not be read", extra={"reason": str(failure)})
            return
        RECEIVED.add()
        on_event(event)

    def _confirm(self, subject: str) -> None:
        self._confirmed.add(subject)
        waiting = self._waiting.pop(subject, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    async def _send(self, command: str, subjects: Iterable[str]) -> None:
        """Best effort: where the connection is down, ``_connect`` subscribes to all that is wanted."""
        connection = self._connection
        if connection is not None:
            try:
                await self._send_on(connection, command, *map(self._topics.topic_of, subjects))
            except (RedisError, OSError) as failure:
                log.debug("a subscription waits for Redis", extra={"reason": str(failure)})

    async def _send_on(self, connection: AbstractConnection, *command: str) -> None:
        async with self._sending:
            if connection.is_connected:  # or else redis-py would connect again by itself
                await connection.send_command(*command, check_health=False)
