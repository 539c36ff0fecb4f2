"""How long MongoDB takes for what we send, and how busy the pool is."""

from __future__ import annotations

import threading
from time import time_ns

from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
    ConnectionCheckedInEvent,
    ConnectionCheckedOutEvent,
    ConnectionCheckOutFailedEvent,
    ConnectionCheckOutStartedEvent,
    ConnectionClosedEvent,
    ConnectionCreatedEvent,
    ConnectionPoolListener,
    ConnectionReadyEvent,
    PoolClearedEvent,
    PoolClosedEvent,
    PoolCreatedEvent,
    PoolReadyEvent,
)

from app.core.metrics import counters, gauge, histograms
from app.core.tracing import Span, TraceContext, current, record

COMMAND_SECONDS = histograms("mongo_command_seconds", "From a command to its reply, as the driver sees it.", "command")
FAILURES = counters("mongo_failures", "Commands that failed, by command and by the kind of failure.", "command", "kind")
CHECKED_OUT = gauge("mongo_pool_checked_out", "Connections of the pool that are in use.")
OPEN = gauge("mongo_pool_open", "Connections of the pool that are open.")
WAITING = gauge("mongo_pool_waiting", "Those who wait for a connection of the pool.")
NOT_GOT = counters("mongo_pool_failures", "Connections of the pool that nobody got, by reason.", "reason")

WAITING_ON_PURPOSE = frozenset({"getMore"})
"""A change stream's: its time is the time in which nothing happened."""


class MeasuredCommands(CommandListener):
    """Hears from the driver's threads, several at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

        self._traced: dict[int, tuple[TraceContext, int, str]] = {}

    def started(self, event: CommandStartedEvent) -> None:
        context = current()  # the driver's thread runs in the context of whoever called it
        if context is not None:
            collection = str(event.command.get(event.command_name, ""))
            self._traced[event.request_id] = (context, time_ns(), f"{event.command_name} {collection}")

    def succeeded(self, event: CommandSucceededEvent) -> None:
        self._record(event.request_id)
        if event.command_name not in WAITING_ON_PURPOSE:
            with self._lock:
                COMMAND_SECONDS.of(event.command_name).observe(event.duration_micros / 1e6)

    def failed(self, event: CommandFailedEvent) -> None:
        kind = str(event.failure.get("codeName") or event.failure.get("errtype") or "unknown")
        with self._lock:
            FAILURES.of(event.command_name, kind).add()
        self._record(event.request_id, failure=kind)

    def _record(self, request_id: int, failure: str | None = None) -> None:
        traced = self._traced.pop(request_id, None) if self._traced else None
        if traced is None:
            return
        parent, began_ns, name = traced
        record(
            Span(
                name=f"MongoDB {name}",
                kind="client",
                context=parent.child(),
                parent=parent,
                began_ns=began_ns,
                ended_ns=time_ns(),
                attributes={"db.system.name": "mongodb"},
                failure=failure,
            )
        )


class MeasuredPool(ConnectionPoolListener):
    """Connections in use, open and waited for, of all pools of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def connection_check_out_started(self, event: ConnectionCheckOutStartedEvent) -> None:
        with self._lock:
            WAITING.add(1)

    def connection_checked_out(self, event: ConnectionCheckedOutEvent) -> None:
        with self._lock:
            WAITING.add(-1)
            CHECKED_OUT.add(1)

    def connection_check_out_failed(self, event: ConnectionCheckOutFailedEvent) -> None:
        with self._lock:
            WAITING.add(-1)
            NOT_GOT.of(str(event.reason)).add()

    def connection_checked_in(self, event: ConnectionCheckedInEvent) -> None:
        with self._lock:
            CHECKED_OUT.add(-1)

    def connection_created(self, event: ConnectionCreatedEvent) -> None:
        with self._lock:
            OPEN.add(1)

    def connection_closed(self, event: ConnectionClosedEvent) -> None:
        with self._lock:
            OPEN.add(-1)

    def connection_ready(self, event: ConnectionReadyEvent) -> None:
        pass

    def pool_created(self, event: PoolCreatedEvent) -> None:
        pass

    def pool_ready(self, event: PoolReadyEvent) -> None:
        pass

    def pool_cleared(self, event: PoolClearedEvent) -> None:
        pass

    def pool_closed(self, event: PoolClosedEvent) -> None:
        pass
