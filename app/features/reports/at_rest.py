"""The tally of a session once it holds all that is stored."""

from __future__ import annotations

import asyncio

from app.core.clock import Ticks
from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database

STILL_FOR_S = 0.5
"""A tally that has not moved for so long while it lacks entries is not waited for: its relay is away."""
REST_WITHIN_S = 5.0
LOOK_AGAIN_S = 0.1


class AtRest:
    def __init__(self, database: Database, ticks: Ticks) -> None:
        self._log = EntryLog(database)
        self._tallies = TallyRepository(database)
        self._ticks = ticks

    async def tally(self, session: str) -> Tally | None:
        """Of a session that never rests, as it is after a while."""
        end = self._ticks() + REST_WITHIN_S
        before, moved_at = await self._tallies.read(session), self._ticks()
        while True:
            stored = await self._log.count(session)
            tally = await self._tallies.read(session)
            if (tally and tally.position) != (before and before.position):
                before, moved_at = tally, self._ticks()
            is_at_rest = stored == (tally.counts.entries if tally else 0)
            if is_at_rest or self._ticks() > min(end, moved_at + STILL_FOR_S):
                return tally
            await asyncio.sleep(LOOK_AGAIN_S)
