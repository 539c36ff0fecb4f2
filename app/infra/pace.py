"""Keeping to the rate that another service allows, all processes together."""

from __future__ import annotations

import asyncio

from app.core.clock import Ticks, monotonic
from app.core.errors import MailUnavailable, RateLimited
from app.infra.throttle import Backoff, Throttle

GIVES_WAY = 0.1
"""Who gives way comes this part of a turn later, so that whoever does not has taken it by then."""


class Pace:
    """At most ``per_s`` turns a second under one name; while Redis is away, each process counts alone.

    Without ``within_s`` a turn is awaited however long it takes, and those who cannot wait go first.
    """

    def __init__(
        self, throttle: Throttle, name: str, per_s: float, *, within_s: float | None = None, ticks: Ticks = monotonic
    ) -> None:
        self._throttle = throttle
        self._name = name
        self._within_s = within_s
        self._later_s = GIVES_WAY / per_s if within_s is None else 0.0
        self._ticks = ticks
        self._backoff = Backoff(free=0, first_s=1 / per_s, cap_s=1 / per_s, memory_s=60.0)

    async def __call__(self) -> None:
        """Wait for a turn. Raises MailUnavailable where none can come ``within_s``."""
        until = None if self._within_s is None else self._ticks() + self._within_s
        while True:
            try:
                await self._throttle.spend(self._name, self._backoff)
            except RateLimited as early:
                wait_s = (early.retry_after_ms or 0) / 1_000 + self._later_s
                if until is not None and self._ticks() + wait_s > until:
                    raise MailUnavailable(retry_after_ms=10_000) from early
                await asyncio.sleep(wait_s)
            else:
                return
