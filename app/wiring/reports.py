"""What asks for reports, what makes them, and what removes them."""

from __future__ import annotations

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.audit.service import AuditTrail
from app.features.jobs.service import JobService
from app.features.reports.maker import ReportMaker
from app.features.reports.removal import ReportRemoval
from app.features.reports.repository import ReportRepository
from app.features.reports.service import LINK_LIFETIME, ReportService
from app.features.reports.upkeep import ReportUpkeep
from app.features.sessions.joining import ParticipantService
from app.features.sessions.service import EventPublisher, SessionService
from app.infra.file_store import FileStore
from app.infra.mongo import Database
from app.infra.notes import Notes
from app.wiring.running import Running

BUCKET = "report_files"


def report_removal(database: Database, events: EventPublisher) -> ReportRemoval:
    return ReportRemoval(ReportRepository(database), FileStore(database, BUCKET), events, utc_now)


def report_service(
    settings: Settings, database: Database, running: Running, jobs: JobService, audit: AuditTrail
) -> ReportService:
    """Raises SettingsInvalid where the secret is missing."""
    return ReportService(
        database,
        reports=ReportRepository(database),
        files=FileStore(database, BUCKET),
        removal=report_removal(database, running.events),
        sessions=running.sessions,
        participants=running.participants,
        jobs=jobs,
        events=running.events,
        audit=audit,
        links=Notes(settings.signing_secret(), "report", utc_now, lifetime=LINK_LIFETIME),
        clock=utc_now,
    )


def report_maker(
    database: Database, sessions: SessionService, participants: ParticipantService, events: EventPublisher
) -> ReportMaker:
    return ReportMaker(
        database,
        reports=ReportRepository(database),
        files=FileStore(database, BUCKET),
        sessions=sessions,
        participants=participants,
        events=events,
        clock=utc_now,
        ticks=monotonic,
    )


def report_upkeep(database: Database, sessions: SessionService, events: EventPublisher) -> ReportUpkeep:
    return ReportUpkeep(database, ReportRepository(database), report_removal(database, events), sessions)
