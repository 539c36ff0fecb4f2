"""The moment that a report reads up to: none that was acknowledged before it was asked for lies beyond it."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.features.analytics.repository import TallyRepository
from app.features.reports.model import Report
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database

QUIET_FOR = timedelta(minutes=5)
"""A session that was folded to its end so long ago has no answer from a clock that is ahead: its log is not read."""


class Moments(EntryLog):
    """``at`` is the clock of the gateway that took an answer, which may be ahead of that of who took the request."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._folded = TallyRepository(database)

    async def of(self, report: Report) -> datetime:
        """The one that was asked for; else that of the request, or of the newest answer that is stored, if that is
        later: whatever was acknowledged before the request is stored by now."""
        if report.wanted.as_of is not None:
            return report.wanted.as_of
        return max([report.created_at, *[await self._newest(one, report.created_at) for one in report.sessions]])

    async def _newest(self, session: str, asked_at: datetime) -> datetime:
        newest = asked_at
        if not await self._is_quiet(session, asked_at):
            async for document in self._documents(session, {"at": 1}):
                newest = max(newest, document["at"])
        return newest

    async def _is_quiet(self, session: str, now: datetime) -> bool:
        tally = await self._folded.read(session)
        if tally is None or tally.as_of >= now - QUIET_FOR:
            return False
        return tally.log_removed_at is not None or tally.counts.entries == await self.count(session)
