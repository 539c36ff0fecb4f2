"""Reports that are ordered while workers are killed: each is made in the end."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence

from loadtests.facilitator import Facilitator, Session

FORMATS = ("csv", "xlsx", "json", "pdf")
MADE_WITHIN_S = 240.0
LOOK_EVERY_S = 1.0


class Reports:
    """One every ``every_s`` seconds, of one session and in one format after the other."""

    def __init__(self, facilitator: Facilitator, sessions: Sequence[Session], *, every_s: float) -> None:
        self._facilitator, self._every_s = facilitator, every_s
        self._turns = itertools.cycle(itertools.product(FORMATS, sessions))
        self.ordered: list[str] = []

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(self._every_s)
            kind, session = next(self._turns)
            report = await self._facilitator.order_report(session, kind)
            self.ordered.append(report["id"])

    async def faults(self) -> Counter[str]:
        """How many are not there, after the time that the last ones may take."""
        loop = asyncio.get_running_loop()
        until, waiting = loop.time() + MADE_WITHIN_S, set(self.ordered)
        while waiting and loop.time() < until:
            for report in tuple(waiting):
                if (await self._facilitator.report(report))["state"] == "done":
                    waiting.discard(report)
                await asyncio.sleep(LOOK_EVERY_S)
        return +Counter({"reports that were not made": len(waiting)})
