"""Where a report stands while it is made: recorded, and told to whoever watches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from app.contracts.events import ReportProgressed
from app.core.clock import Ticks
from app.features.reports.model import Report, advanced
from app.features.reports.repository import ReportRepository
from app.features.sessions.service import EventPublisher

TELL_EVERY_S = 0.5
READ_PERCENT = 50
"""Reading the log counts for the first half."""


class Superseded(Exception):
    """It was deleted, or another worker has it by now."""


class Progress:
    """``report`` is its newest revision."""

    def __init__(self, reports: ReportRepository, events: EventPublisher, ticks: Ticks, report: Report) -> None:
        self.report = report
        self._reports = reports
        self._events = events
        self._ticks = ticks
        self._told_at = ticks()

    async def step(self, after: Report) -> None:
        """Record a step. Raises Superseded."""
        if not await self._reports.replace(self.report, after):
            raise Superseded
        self.report = after
        self._told_at = self._ticks()
        await self._events.publish(progressed(after))

    async def tell(self, percent: int) -> None:
        """Record how far it is, every now and then. Raises Superseded."""
        if percent > self.report.progress and self._ticks() - self._told_at >= TELL_EVERY_S:
            await self.step(advanced(self.report, percent))

    def while_reading(self, entries: int) -> Callable[[int], Awaitable[None]]:
        """Hears how many of about so many entries were read."""

        async def hear(read: int) -> None:
            await self.tell(min(READ_PERCENT, READ_PERCENT * read // max(entries, 1)))

        return hear

    def while_writing(self, entries: int) -> Callable[[int], Awaitable[None]]:
        """Hears how many of at most so many answer sheets were written."""

        async def hear(written: int) -> None:
            await self.tell(min(95, READ_PERCENT + 45 * written // max(entries, 1)))

        return hear


def progressed(report: Report) -> ReportProgressed:
    return ReportProgressed(report.session, report.id, report.state, report.progress)
