"""Removing files of reports: when their time is over, and when answers that they hold are erased."""

from __future__ import annotations

from app.core.clock import Clock
from app.features.reports.model import Report, ReportError, expired, failed
from app.features.reports.progress import progressed
from app.features.reports.repository import ReportRepository
from app.features.sessions.service import EventPublisher
from app.infra.file_store import FileStore


class ReportRemoval:
    """Every step may be repeated; the record says first that there is no file, then the file goes."""

    def __init__(self, reports: ReportRepository, files: FileStore, events: EventPublisher, clock: Clock) -> None:
        self._reports = reports
        self._files = files
        self._events = events
        self._clock = clock

    async def expire(self, report: Report) -> None:
        """Remove the file; the record stays, with the manifest."""
        after = expired(report)
        if await self._reports.replace(report, after):
            await self._events.publish(progressed(after))
        await self._remove_files(report)

    async def abandon(self, report: Report, error: ReportError) -> None:
        """Record that nobody makes it any more, unless somebody just does."""
        after = failed(report, error, self._clock())
        if await self._reports.replace(report, after):
            await self._events.publish(progressed(after))
            await self._remove_files(report)

    async def delete(self, report: Report) -> None:
        """Remove file and record."""
        await self._reports.remove(report)
        await self._remove_files(report)

    async def remove_copies(self, session: str) -> None:
        """Of a session: somebody in it was erased, and a file can only go as a whole."""
        for report in await self._reports.with_file(session):
            await self.expire(report)

    async def expire_old(self) -> int:
        """Those that had their time; how many."""
        old = await self._reports.expired(self._clock())
        for report in old:
            await self.expire(report)
        return len(old)

    async def _remove_files(self, report: Report) -> None:
        for name in report.file_ids():
            await self._files.remove(name)
