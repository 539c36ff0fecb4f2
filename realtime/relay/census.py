"""Counts the log beside the stream, to notice events that an open stream skipped without an error."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Protocol

from app.features.analytics.repository import TallyRepository
from app.features.deletion.going import Going
from app.features.submissions.repository import EntryLog
from realtime.relay.failures import EventsMissing

SESSIONS_PER_ROUND = 100


class Leading(Protocol):
    """Whoever folds meanwhile."""

    def take_changed(self) -> set[str]: ...

    async def catch_up(self) -> None: ...


class Census:
    """Checks that no tally holds fewer entries than its log: of each session that changed, once it has been quiet for
    an interval. Counting costs the server 50 µs an entry (embedded), so it must not fall into the rush."""

    def __init__(
        self, *, leader: Leading, entries: EntryLog, tallies: TallyRepository, going: Going, interval_s: float
    ) -> None:
        self._leader = leader
        self._entries = entries
        self._tallies = tallies
        self._going = going
        self._interval_s = interval_s

    async def run(self) -> None:
        """Check for ever. Raises EventsMissing when the stream has lost some."""
        due: set[str] = set()
        while True:
            await asyncio.sleep(self._interval_s)
            changed = self._leader.take_changed()
            for chunk in _chunks(sorted(due - changed)):
                await self._check(chunk)
            due = changed

    async def _check(self, sessions: list[str]) -> None:
        logged = {session: await self._entries.count(session) for session in sessions}
        await self._leader.catch_up()
        folded = await self._tallies.entries_folded(sessions)
        for session, count in logged.items():
            if folded.get(session, 0) < count and not await self._going.has(session):
                raise EventsMissing(f"{session}: {count} entries in the log, {folded.get(session, 0)} in the tally")


def _chunks(sessions: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(sessions), SESSIONS_PER_ROUND):
        yield sessions[start : start + SESSIONS_PER_ROUND]
