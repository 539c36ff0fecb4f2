"""The two kinds of events that processes tell each other."""

from __future__ import annotations

from app.contracts.events import SESSION_TOPIC, STANDING_TOPIC, SessionEvent, StandingChanged
from app.core.clock import Ticks, monotonic
from app.infra.redis import Redis
from app.infra.topic_bus import TopicBus, Topics

EVERYBODY = "all"
"""The one subject of standings: they are rare, and every gateway hears all of them."""


class EventBus(TopicBus[SessionEvent]):
    """Session events; their subject is the session."""

    def __init__(self, redis: Redis, *, ticks: Ticks = monotonic) -> None:
        topics: Topics[SessionEvent] = Topics(
            SessionEvent,  # type: ignore[arg-type]  # a union is no type to mypy, yet msgspec decodes it
            prefix=SESSION_TOPIC,
            subject_of=lambda event: event.session,
        )
        super().__init__(redis, topics, ticks=ticks)


class StandingBus(TopicBus[StandingChanged]):
    """Whose standing has changed."""

    def __init__(self, redis: Redis, *, ticks: Ticks = monotonic) -> None:
        topics = Topics(StandingChanged, prefix=STANDING_TOPIC, subject_of=lambda _: EVERYBODY)
        super().__init__(redis, topics, ticks=ticks)
