"""What is due from time to time: files that had their time go, and those of answers that were erased meanwhile."""

from __future__ import annotations

from app.features.reports.erasures import current_fingerprint
from app.features.reports.removal import ReportRemoval
from app.features.reports.repository import ReportRepository
from app.features.sessions.service import SessionService
from app.infra.mongo import Database


class ReportUpkeep:
    """One pass may run twice, and in two processes at once."""

    def __init__(
        self, database: Database, reports: ReportRepository, removal: ReportRemoval, sessions: SessionService
    ) -> None:
        self._database = database
        self._reports = reports
        self._removal = removal
        self._sessions = sessions

    async def run(self) -> int:
        """How many files went."""
        removed = await self._removal.expire_old()
        known: dict[tuple[str, ...], str | None] = {}
        async for report in self._reports.with_files():
            if report.sessions not in known:
                known[report.sessions] = await current_fingerprint(self._database, self._sessions, report)
            if report.erasures != known[report.sessions]:
                await self._removal.expire(report)
                removed += 1
        return removed
