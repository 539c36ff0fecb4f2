"""What is due from time to time: files that had their time go, those of answers that were erased meanwhile,
and those that belong to no report."""

from __future__ import annotations

from datetime import timedelta

from app.core.clock import Clock
from app.core.duties import Duties
from app.features.reports.erasures import current_fingerprint
from app.features.reports.removal import ReportRemoval
from app.features.reports.repository import ReportRepository
from app.features.sessions.service import SessionService
from app.infra.file_store import FileStore
from app.infra.mongo import Database

LEFT_AFTER = timedelta(days=1)
"""No worker takes so long over a report: whoever began a file before is no more."""


class ReportUpkeep:
    """One pass may run twice, and in two processes at once."""

    def __init__(
        self,
        database: Database,
        reports: ReportRepository,
        files: FileStore,
        removal: ReportRemoval,
        sessions: SessionService,
        clock: Clock,
    ) -> None:
        self._database = database
        self._reports = reports
        self._files = files
        self._removal = removal
        self._sessions = sessions
        self._clock = clock

    async def run(self) -> int:
        """How many files went. What fails does so when all others had their turn."""
        duties, old, torn, left = Duties(), 0, 0, 0
        with duties.one("files that had their time"):
            old = await self._removal.expire_old()
        with duties.one("files with erased answers"):
            torn = await self._remove_torn(duties)
        with duties.one("files of nobody"):
            left = await self._remove_left()
        duties.raise_first()
        return old + torn + left

    async def _remove_torn(self, duties: Duties) -> int:
        known: dict[tuple[str, ...], str | None] = {}
        removed = 0
        async for report in self._reports.with_files():
            with duties.of("file with erased answers", report.id):
                if report.sessions not in known:
                    known[report.sessions] = await current_fingerprint(self._database, self._sessions, report)
                if report.erasures != known[report.sessions]:
                    await self._removal.expire(report)
                    removed += 1
        return removed

    async def _remove_left(self) -> int:
        """Files, whole or cut off, of workers that ended before they could say so, or remove them."""
        removed = 0
        async for begun in self._files.begun_before(self._clock() - LEFT_AFTER):
            for file in await self._reports.unowned(begun):
                await self._files.remove(file)
                removed += 1
        return removed
