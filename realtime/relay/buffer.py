"""Events that were read and not yet folded, by session."""

from __future__ import annotations

from realtime.relay.source import Event

CAPACITY = 10_000


class FoldBuffer:
    """Bounded by whoever fills it: read on only while it is not full."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._events: dict[str, list[Event]] = {}
        self._size = 0

    @property
    def is_full(self) -> bool:
        return self._size >= self._capacity

    def add(self, event: Event) -> None:
        """Keep an entry's event; barriers count nothing and are not kept."""
        if event.session is not None:
            self._events.setdefault(event.session, []).append(event)
            self._size += 1

    def take(self) -> dict[str, list[Event]]:
        """Everything, each session's events in order; the buffer is empty afterwards."""
        taken, self._events, self._size = self._events, {}, 0
        return taken
