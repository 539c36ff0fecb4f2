"""How long this process waited for its turn: what a deadline has to allow for on a machine that is busy otherwise."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

STEP_S = 0.05
WAITS = 10
"""A socket that comes back waits for its turn about so often: here, in the line between, and in its gateway."""


class Starvation:
    """``worst_s``: the longest that a sleep overslept; hundredths of a second where nobody else works."""

    def __init__(self) -> None:
        self.worst_s = 0.0

    @property
    def allowance_s(self) -> float:
        """What is to be added to a deadline."""
        return WAITS * self.worst_s

    async def watch(self) -> None:
        """Sleep and look at the clock, for ever."""
        while True:
            began = time.monotonic()
            await asyncio.sleep(STEP_S)
            self.worst_s = max(self.worst_s, time.monotonic() - began - STEP_S)


@asynccontextmanager
async def starvation_watched() -> AsyncIterator[Starvation]:
    """Looks on until the context ends."""
    starvation = Starvation()
    watching = asyncio.create_task(starvation.watch())
    try:
        yield starvation
    finally:
        watching.cancel()
        await asyncio.wait((watching,))
