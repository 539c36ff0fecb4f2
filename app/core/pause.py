"""Waiting between two rounds of what goes on until it is stopped."""

from __future__ import annotations

import asyncio
from contextlib import suppress


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, but not beyond ``stop``."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()
