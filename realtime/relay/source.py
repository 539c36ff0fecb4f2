"""The stream of a partition as numbered events."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.features.analytics.model import Mark, Token
from app.features.analytics.tally import Change
from app.infra.change_stream import ChangeStream
from app.infra.mongo import Database
from realtime.relay.partition import Partition

EVENTS_PER_READ = 1_000


class Event(NamedTuple):
    """One document that came into the log; a barrier has no session."""

    position: int
    token: Token
    entry_id: str
    session: str | None
    organization: str
    change: Change


class EventSource:
    """Reads a partition's stream and numbers what comes: same start, same numbers, on every relay."""

    def __init__(self, stream: ChangeStream, mark: Mark) -> None:
        self._stream = stream
        self._generation = mark.generation
        self._position = mark.position
        self._token = mark.token

    @classmethod
    async def after(cls, mark: Mark, database: Database, partition: Partition) -> EventSource:
        """Events after ``mark``. Raises StreamLost when the server cannot go on from there."""
        stream = await ChangeStream.open(database, "entries", partition.pipeline, after=mark.token)
        return cls(stream, mark)

    @property
    def mark(self) -> Mark:
        """After everything that was read so far."""
        return Mark(self._generation, self._position, self._token)

    async def read(self, *, wait_s: float) -> list[Event]:
        """The next events; none when nothing came for ``wait_s``. Raises StreamLost, or a PyMongoError."""
        batch = await self._stream.read(most=EVENTS_PER_READ, wait_s=wait_s)
        events = [_event(position, raw) for position, raw in enumerate(batch.events, self._position + 1)]
        self._position += len(events)
        self._token = batch.token
        return events

    async def close(self) -> None:
        await self._stream.close()


def _event(position: int, raw: dict[str, Any]) -> Event:
    document = raw["fullDocument"]
    change = Change(document.get("attempt", 0), document.get("answers", {}), document.get("replaces", {}))
    return Event(
        position, raw["_id"], document["_id"], document.get("session"), document.get("organization", ""), change
    )
