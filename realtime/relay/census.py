"""Counts the log beside the stream: the only way to notice events that a stream skipped without an error."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

from app.features.analytics.repository import TallyRepository
from app.features.submissions.repository import EntryLog
from realtime.relay.failures import EventsMissing
from realtime.relay.leader import Leader

INTERVAL_S = 60.0
SESSIONS_PER_ROUND = 100


class Census:
    """Checks that no tally holds fewer entries than the log: all running sessions at first, then those that changed."""

    def __init__(self, *, leader: Leader, entries: EntryLog, tallies: TallyRepository) -> None:
        self._leader = leader
        self._entries = entries
        self._tallies = tallies

    async def run(self, running: list[str]) -> None:
        """Check for ever. Raises EventsMissing when the stream has lost some."""
        sessions: Iterable[str] = running
        while True:
            for chunk in _chunks(sorted(sessions)):
                await self._check(chunk)
            await asyncio.sleep(INTERVAL_S)
            sessions = self._leader.take_changed()

    async def _check(self, sessions: list[str]) -> None:
        logged = {session: await self._entries.count(session) for session in sessions}
        await self._leader.catch_up()
        folded = await self._tallies.entries_folded(sessions)
        for session, count in logged.items():
            if folded.get(session, 0) < count:
                raise EventsMissing(f"{session}: {count} entries in the log, {folded.get(session, 0)} in the tally")


def _chunks(sessions: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(sessions), SESSIONS_PER_ROUND):
        yield sessions[start : start + SESSIONS_PER_ROUND]
