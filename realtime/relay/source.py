"""The stream of a partition as numbered events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from app.core.clock import Ticks
from app.core.tracing import TraceContext
from app.features.analytics.model import Mark, Token
from app.features.analytics.tally import Change
from app.features.submissions.model import trace_of
from app.infra.change_stream import ChangeStream
from app.infra.mongo import Database
from realtime.relay.checkpoint import Checkpoint
from realtime.relay.failures import EventsMissing
from realtime.relay.partition import Partition

EVENTS_PER_READ = 1_000
WITNESS_WITHIN_S = 15.0


class Event(NamedTuple):
    """One document that came into the log; a barrier has no session."""

    position: int
    token: Token
    entry_id: str
    session: str | None
    organization: str
    change: Change
    at: datetime | None = None
    """When the gateway took it."""

    trace: TraceContext | None = None


class EventSource:
    """Reads a partition's stream and numbers what comes: same start, same numbers, on every relay.

    Some servers skip what they have pruned without a word (ADR 2, limit 8). Therefore a checkpoint stays one event
    behind, and names that event as its witness: a stream that does not begin with it has lost something.
    """

    def __init__(self, stream: ChangeStream, start: Checkpoint, ticks: Ticks) -> None:
        self._stream = stream
        self._before_last = start.mark
        self._last = start.mark
        self._witness = start.witness
        self._ticks = ticks
        self._witness_due = ticks() + WITNESS_WITHIN_S

    @classmethod
    async def after(cls, start: Checkpoint, database: Database, partition: Partition, ticks: Ticks) -> EventSource:
        """Events after the checkpoint. Raises StreamLost when the server cannot go on from there."""
        stream = await ChangeStream.open(database, "entries", partition.pipeline, after=start.mark.token)
        return cls(stream, start, ticks)

    @property
    def position(self) -> int:
        """The number of the last event that was read."""
        return self._last.position

    @property
    def checkpoint(self) -> Checkpoint:
        """Where to start next time, once everything that was read is in the tallies."""
        is_moved = self._last.position > self._before_last.position
        return Checkpoint(self._before_last, self._last.token if is_moved else self._witness, rebuilding=False)

    async def read(self, *, wait_s: float) -> list[Event]:
        """The next events; none when nothing came for ``wait_s``.

        Raises:
            StreamLost: the server says that it cannot go on.
            EventsMissing: the stream does not go on where it should.
            PyMongoError: the connection broke.
        """
        batch = await self._stream.read(most=EVENTS_PER_READ, wait_s=wait_s)
        events = [_event(position, raw) for position, raw in enumerate(batch.events, self._last.position + 1)]
        self._require_witness(events)
        for event in events[-2:]:
            self._before_last, self._last = self._last, Mark(self._last.generation, event.position, event.token)
        return events

    async def close(self) -> None:
        """Free the server's cursor."""
        await self._stream.close()

    def _require_witness(self, events: list[Event]) -> None:
        if self._witness is None:
            return
        if events and events[0].token != self._witness:
            raise EventsMissing("the stream does not begin where the checkpoint says")
        if not events and self._ticks() > self._witness_due:
            raise EventsMissing("the event that the checkpoint names did not come")
        if events:
            self._witness = None


def _event(position: int, raw: dict[str, Any]) -> Event:
    document = raw["fullDocument"]
    change = Change(document.get("attempt", 0), document.get("answers", {}), document.get("replaces", {}))
    return Event(
        position=position,
        token=raw["_id"],
        entry_id=document["_id"],
        session=document.get("session"),
        organization=document.get("organization", ""),
        change=change,
        at=_aware(document.get("at")),
        trace=trace_of(document.get("client")),
    )


def _aware(moment: datetime | None) -> datetime | None:
    """Plain commands, by which the stream is read, give dates without their time zone."""
    return moment.replace(tzinfo=UTC) if moment is not None else None
