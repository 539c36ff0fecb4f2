"""Reports that no job carries any more: a process ended between two writes, or a job ended without its report."""

from __future__ import annotations

from datetime import timedelta

from app.core.clock import Clock
from app.core.duties import Duties
from app.core.errors import WrongState
from app.features.jobs.service import JobService
from app.features.reports.model import MAKE_REPORT, Report, ReportError
from app.features.reports.removal import ReportRemoval
from app.features.reports.repository import ReportRepository

ADOPTED_AFTER = timedelta(minutes=1)
"""By then whoever asked for a report has added its job, or is no more."""


class ReportAbandoned(WrongState):
    code = "report_abandoned"
    default_message = "Every attempt at making this report was cut off. Have it made again."


ABANDONED = ReportError(ReportAbandoned.code, ReportAbandoned.default_message)


class ReportAdoption:
    """One look may run twice, and in two processes at once: a job is added once, and a report fails once."""

    def __init__(self, reports: ReportRepository, removal: ReportRemoval, jobs: JobService, clock: Clock) -> None:
        self._reports = reports
        self._removal = removal
        self._jobs = jobs
        self._clock = clock

    async def look(self) -> int:
        """Give a job to each report that waits without one, and fail those whose job has ended; how many. What fails
        does so after the others."""
        settled, duties = 0, Duties()
        for report in await self._reports.open_since_before(self._clock() - ADOPTED_AFTER):
            with duties.of("report that waits", report.id):
                settled += await self._settle(report)
        duties.raise_first()
        return settled

    async def _settle(self, report: Report) -> bool:
        """False where its job is under way."""
        job = await self._jobs.find(report.carrier)
        if job is not None and job.is_open:
            return False
        if job is None and report.job is None:
            arguments = {"report": report.id}
            await self._jobs.add(MAKE_REPORT, arguments, job_id=report.carrier, organization=report.organization)
        else:
            await self._removal.abandon(report, ABANDONED)
        return True
