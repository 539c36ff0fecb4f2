"""What a relay process is made of."""

from __future__ import annotations

import asyncio

from app.core.settings import Settings
from app.wiring.connections import connected
from app.wiring.watching import watched
from realtime.relay.partition import Partition
from realtime.relay.relay import Relay, RelayConfig


async def run_relay(settings: Settings, stop: asyncio.Event) -> None:
    """Fold the partition of these settings until ``stop`` is set, then give the lease back.

    Raises SettingsInvalid where a URL or the secret is missing.
    """
    config = RelayConfig(
        partition=Partition(settings.relay_partition, settings.relay_partitions),
        tick_s=settings.relay_tick_ms / 1000,
        lease_ttl_s=settings.relay_lease_s,
    )
    async with connected(settings) as servers, watched(settings, "relay", servers.database.client, servers.cache):
        relay = Relay(servers.database, events=servers.bus, sessions=servers.sessions, config=config)
        await relay.run(stop)
