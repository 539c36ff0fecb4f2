"""What members ask of reports and comparisons, and of the work behind the scenes."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.settings import Settings
from app.features.analytics.repository import TallyRepository
from app.features.audit.service import AuditTrail
from app.features.jobs.log import JobLog
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.reports.comparing import ComparisonService
from app.features.reports.planning import ReportPlanning
from app.features.reports.service import ReportService
from app.infra.mongo import Database
from app.wiring.reports import report_planning, report_service
from app.wiring.running import Running


@dataclass(frozen=True, kw_only=True)
class Backstage:
    reports: ReportService
    report_plans: ReportPlanning
    comparisons: ComparisonService
    job_log: JobLog


def backstage(
    settings: Settings, database: Database, running: Running, jobs: JobService, audit: AuditTrail
) -> Backstage:
    """For web processes. Raises SettingsInvalid where the secret is missing."""
    return Backstage(
        reports=report_service(settings, database, running, jobs, audit),
        report_plans=report_planning(settings, database, running, audit),
        comparisons=ComparisonService(sessions=running.sessions, tallies=TallyRepository(database)),
        job_log=JobLog(jobs=jobs, stored=JobRepository(database), audit=audit),
    )
