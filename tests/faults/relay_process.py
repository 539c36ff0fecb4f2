"""A relay in a process of its own that sends itself a signal at an exact instruction.

``python -m tests.faults.relay_process [--signal KILL|STOP --at POINT --times N] [--unguarded]``
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal

from app.core.clock import monotonic, utc_now
from app.core.probe import Probe, no_probe
from app.core.settings import Settings, load_settings
from app.core.telemetry import configure_logging
from app.infra import mongo, redis
from app.infra.event_bus import EventBus
from app.infra.lease import Lease
from realtime.relay.relay import Relay, RelayConfig
from tests.builders.sessions import session_service


class NoLease(Lease):
    """Every holder leads."""

    async def try_acquire(self) -> bool:
        return True

    async def renew(self) -> bool:
        return True


def signalling(point: str, number: signal.Signals, times: int) -> Probe:
    """A probe that sends this process a signal when a point is reached for the n-th time."""
    left = times

    def probe(reached: str) -> None:
        nonlocal left
        if reached == point:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), number)

    return probe


async def run(settings: Settings, arguments: argparse.Namespace) -> None:
    database = mongo.connect(settings.required_mongodb_url())[settings.database]
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    number = signal.Signals[f"SIG{arguments.signal}"]
    config = RelayConfig(tick_s=settings.relay_tick_ms / 1000, lease_ttl_s=settings.relay_lease_s)
    no_lease = NoLease(database, "none", holder="all", ttl_s=1.0, clock=utc_now, ticks=monotonic)
    relay = Relay(
        database,
        events=EventBus(redis.connect(settings.required_redis_url())),
        sessions=session_service(database),
        config=config,
        lease=no_lease if arguments.unguarded else None,
        probe=signalling(arguments.at, number, arguments.times) if arguments.at else no_probe,
    )
    await relay.run(stop)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--signal", default="KILL")
    parser.add_argument("--at", default="")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--unguarded", action="store_true")
    process_settings = load_settings()
    configure_logging(process_settings)
    asyncio.run(run(process_settings, parser.parse_args()))
