"""Keeping to the rate that another service allows, all processes together."""

from __future__ import annotations

import asyncio

from app.core.errors import RateLimited
from app.infra.throttle import Backoff, Throttle


class Pace:
    """At most ``per_s`` turns a second under one name; while Redis is away, each process counts alone."""

    def __init__(self, throttle: Throttle, name: str, per_s: float) -> None:
        self._throttle = throttle
        self._name = name
        self._backoff = Backoff(free=0, first_s=1 / per_s, cap_s=1 / per_s, memory_s=60.0)

    async def __call__(self) -> None:
        """Wait for a turn."""
        while True:
            try:
                await self._throttle.spend(self._name, self._backoff)
            except RateLimited as early:
                await asyncio.sleep((early.retry_after_ms or 0) / 1_000)
            else:
                return
