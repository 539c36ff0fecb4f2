"""The queue before the event bus: it drops rather than waits, and it ends when it is told to."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

from app.contracts.events import ResultsChanged, SessionEvent
from app.contracts.frames import ResultsData
from app.core.probe import no_probe
from realtime.relay.publisher import CAPACITY, Publisher

END_WITHIN_S = 2.0


class Deaf:
    """Takes no cancellation, as redis-py does now and then while a connection breaks."""

    def __init__(self) -> None:
        self.is_publishing = asyncio.Event()

    async def publish(self, event: SessionEvent) -> bool:
        self.is_publishing.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return False


def told(version: int) -> ResultsChanged:
    return ResultsChanged("s", 1, version - 1, version, datetime(2026, 1, 1, tzinfo=UTC), ResultsData(version, {}))


async def test_a_cancellation_that_the_driver_swallows_ends_publishing_all_the_same() -> None:
    deaf = Deaf()
    publisher = Publisher(deaf, no_probe)
    running = asyncio.create_task(publisher.run())
    publisher.tell(told(1))
    publisher.tell(told(2))
    await deaf.is_publishing.wait()
    running.cancel()
    done, _ = await asyncio.wait((running,), timeout=END_WITHIN_S)
    assert done
    running.cancel()


async def test_what_finds_no_room_is_dropped_and_counted() -> None:
    publisher = Publisher(Deaf(), no_probe)
    for version in range(1, CAPACITY + 4):
        publisher.tell(told(version))
    assert publisher.dropped == 3
