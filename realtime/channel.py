"""One audience of one stream: who holds which version, and the shared frame that brings each of them up to date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from time import time_ns
from typing import Protocol

from app.contracts.frames import Delta, Position, Snapshot
from app.core.metrics import counters, histogram
from app.core.tracing import MAX_TOGETHER, Span, TraceContext, contexts_of, record
from realtime.protocol import encode
from realtime.sources import NO_CHANGE, Source

SENT = counters("frames_sent", "Snapshots and deltas taken by a socket, by the kind of channel.", "channel")
CONFLATED = counters("frames_conflated", "Deltas that a busy socket skipped: it gets one merged one later.", "channel")
SCREEN_SECONDS = histogram("answer_screen_seconds", "From the oldest answer in a frame to its last socket.")

NOTHING_YET = -1
"""A subscriber at this version gets a snapshot."""

MAX_SHARED_FRAMES = 64
"""Deltas kept per version; subscribers further apart than this many versions get theirs made on the spot."""


class Subscriber(Protocol):
    """One socket."""

    def deliver(self, message: bytes) -> bool:
        """Take a message; False where the socket is busy or closed, and nothing was taken."""


class Channel:
    """The subscribers of one source: each is only a version, so a busy one skips ahead later with one merged delta."""

    def __init__(self, name: str, source: Source) -> None:
        self.name = name
        self._source = source
        self._held: dict[Subscriber, int] = {}
        self._epoch = source.position.epoch
        self._stamp: object = None
        self._frames: dict[int, bytes | None] = {}
        kind = name.rpartition(":")[2]
        self._sent, self._conflated = SENT.of(kind), CONFLATED.of(kind)
        self._answered_at: datetime | None = None
        self._traces: list[tuple[TraceContext, int]] = []

    def __len__(self) -> int:
        return len(self._held)

    @property
    def position(self) -> Position:
        return self._source.position

    def add(self, subscriber: Subscriber, since: Position | None) -> None:
        """Let a subscriber in at the version it says it holds, and bring it up to date; a repeat starts afresh."""
        self._begin_epoch()
        self._held[subscriber] = self._version_held(since)
        self.bring_up_to_date((subscriber,))

    def remove(self, subscriber: Subscriber) -> None:
        """Let a subscriber go; one who is not there is no error."""
        self._held.pop(subscriber, None)

    def restart(self) -> None:
        """Everybody gets a snapshot next."""
        for subscriber in self._held:
            self._held[subscriber] = NOTHING_YET

    def note_answer(self, at: datetime | None) -> None:
        """What is new holds an answer that was taken then; of several the oldest is kept until ``measure``."""
        if at is not None and (self._answered_at is None or at < self._answered_at):
            self._answered_at = at

    def note_traces(self, headers: Sequence[str]) -> None:
        """What is new holds these answers: the way to the screens belongs to their traces."""
        room = MAX_TOGETHER - len(self._traces)
        self._traces += [(context, time_ns()) for context in contexts_of(headers)[:room]]

    def measure(self, now: datetime) -> None:
        """All who can take it hold what is new."""
        at, self._answered_at = self._answered_at, None
        if at is not None and self._held:
            SCREEN_SECONDS.observe(max(0.0, (now - at).total_seconds()))
        traces, self._traces = self._traces, []
        for context, heard_ns in traces:
            record(
                Span(
                    name="to the screens",
                    kind="producer",
                    context=context.child(),
                    parent=context,
                    began_ns=heard_ns,
                    ended_ns=time_ns(),
                    attributes={"screens": len(self._held), "version": self._source.position.version},
                )
            )

    def behind(self) -> list[Subscriber]:
        """Those who do not hold the present version."""
        self._begin_epoch()
        version = self._source.position.version
        return [subscriber for subscriber, held in self._held.items() if held != version]

    def bring_up_to_date(self, subscribers: Iterable[Subscriber]) -> None:
        """Send each of them what it lacks, if it can take it now."""
        self._begin_epoch()
        if self._source.stamp != self._stamp:
            self._stamp = self._source.stamp
            self._frames.clear()
        version = self._source.position.version
        sent = skipped = 0
        for subscriber in subscribers:
            held = self._held.get(subscriber, version)
            if held == version:
                continue
            message = self._frames[held] if held in self._frames else self._shared(held)
            if message is not None and subscriber.deliver(message):
                self._held[subscriber] = version
                sent += 1
            else:
                skipped += message is not None
        self._sent.add(sent)
        self._conflated.add(skipped)

    def _version_held(self, since: Position | None) -> int:
        current = self._source.position
        is_known = since is not None and since.epoch == current.epoch and since.version <= current.version
        return since.version if since is not None and is_known and self._source.can_continue else NOTHING_YET

    def _begin_epoch(self) -> None:
        if self._source.position.epoch != self._epoch:
            self._epoch = self._source.position.epoch
            self.restart()

    def _shared(self, held: int) -> bytes | None:
        message = self._render(held)
        if len(self._frames) < MAX_SHARED_FRAMES:
            self._frames[held] = message
        return message

    def _render(self, held: int) -> bytes | None:
        """The message from a version to the present one; None where it would say nothing."""
        source, position = self._source, self._source.position
        changes = None if held == NOTHING_YET else source.since(held)
        if changes is NO_CHANGE:
            return None
        if changes is None:
            return encode(Snapshot(self.name, position.epoch, position.version, source.as_of, source.whole()))
        return encode(Delta(self.name, position.epoch, held, position.version, source.as_of, changes))
