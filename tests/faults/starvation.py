"""How long this process waited for a core: what a deadline has to allow for on a machine that is busy otherwise.

Not how late its own loop is: that would allow for whatever the product gives its clients to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

STEP_S = 0.05
WAITS = 10
"""A socket that comes back waits for its turn about so often: here, in the line between, and in its gateway."""
AT_MOST_S = 2.0
"""On a machine that is busier than that, a deadline says nothing, and the test fails rather than allow for it."""


class Starvation:
    """``worst_s``: the longest that this thread could have run and did not, within a twentieth of a second or so."""

    def __init__(self) -> None:
        self.worst_s = 0.0

    @property
    def allowance_s(self) -> float:
        """What is to be added to a deadline."""
        return min(WAITS * self.worst_s, AT_MOST_S)

    async def watch(self) -> None:
        """Look at the account that Linux keeps, for ever."""
        waited = waited_s()
        while True:
            await asyncio.sleep(STEP_S)
            before, waited = waited, waited_s()
            self.worst_s = max(self.worst_s, waited - before)


def waited_s() -> float:
    """Seconds that this thread has waited on a run queue so far: ``run_delay`` of Linux' sched-stats."""
    return int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


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
