"""What asks for reports, what makes them, and what removes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from app.core.clock import Clock, monotonic, utc_now
from app.core.settings import Settings
from app.features.accounts.repository import AccountRepository
from app.features.audit.service import AuditTrail
from app.features.jobs.service import JobService
from app.features.organizations.repository import OrganizationRepository
from app.features.reports.adoption import ReportAdoption
from app.features.reports.choosing import SideChoice
from app.features.reports.formats import Writers
from app.features.reports.maker import ReportMaker
from app.features.reports.planning import Recipients, ReportPlanning
from app.features.reports.plans import ReportPlans
from app.features.reports.press import Press
from app.features.reports.removal import ReportRemoval
from app.features.reports.repository import ReportRepository
from app.features.reports.sending import LINK_DAYS, ReportSending, WriteNote
from app.features.reports.service import LINK_LIFETIME, ReportService
from app.features.reports.upkeep import ReportUpkeep
from app.features.sessions.joining import ParticipantService
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import EventPublisher, SessionService
from app.features.surveys.repository import SurveyRepository
from app.http.public_url import PublicUrl
from app.infra.file_store import FileStore
from app.infra.mailer import Mailer
from app.infra.mongo import Database
from app.infra.notes import Notes
from app.wiring.running import Running

BUCKET = "report_files"
LINKS, STOPS = "report", "report_stop"
STOP_LIFETIME = timedelta(days=400)


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
        choice=SideChoice(running.sessions, running.stored),
        participants=running.participants,
        jobs=jobs,
        events=running.events,
        audit=audit,
        recipients=_recipients(database),
        links=_notes(settings, LINKS, LINK_LIFETIME),
        clock=utc_now,
    )


def report_maker(
    database: Database,
    sessions: SessionService,
    participants: ParticipantService,
    events: EventPublisher,
    *,
    fonts: Path | None = None,
    clock: Clock = utc_now,
) -> ReportMaker:
    """``fonts``: a folder of further ones."""
    return ReportMaker(
        database,
        reports=ReportRepository(database),
        files=FileStore(database, BUCKET),
        sessions=sessions,
        participants=participants,
        events=events,
        writers=Writers(Press(fonts)),
        clock=clock,
        ticks=monotonic,
    )


def report_upkeep(
    database: Database, sessions: SessionService, events: EventPublisher, clock: Clock = utc_now
) -> ReportUpkeep:
    reports, files = ReportRepository(database), FileStore(database, BUCKET)
    return ReportUpkeep(database, reports, files, report_removal(database, events), sessions, clock)


def report_adoption(
    database: Database, events: EventPublisher, jobs: JobService, clock: Clock = utc_now
) -> ReportAdoption:
    """For workers."""
    return ReportAdoption(ReportRepository(database), report_removal(database, events), jobs, clock)


def report_planning(settings: Settings, database: Database, running: Running, audit: AuditTrail) -> ReportPlanning:
    """For web processes. Raises SettingsInvalid where the secret is missing."""
    return ReportPlanning(
        sessions=running.sessions,
        plans=ReportPlans(database),
        recipients=_recipients(database),
        stops=_notes(settings, STOPS, STOP_LIFETIME),
        audit=audit,
        clock=utc_now,
    )


def report_sending(
    settings: Settings,
    database: Database,
    sessions: SessionService,
    maker: ReportMaker,
    mailer: Mailer,
    jobs: JobService,
    clock: Clock = utc_now,
) -> ReportSending:
    """For workers. Raises SettingsInvalid where the secret is missing."""
    return ReportSending(
        plans=ReportPlans(database),
        sessions=SessionRepository(database),
        surveys=SurveyRepository(database),
        reports=ReportRepository(database),
        choice=SideChoice(sessions, SessionRepository(database)),
        maker=maker,
        recipients=_recipients(database),
        mailer=mailer,
        link_note=_writer(settings, LINKS, timedelta(days=LINK_DAYS)),
        stop_note=_writer(settings, STOPS, STOP_LIFETIME),
        public_url=PublicUrl(settings.base_url()),
        jobs=jobs,
        clock=clock,
    )


def _notes(settings: Settings, purpose: str, lifetime: timedelta) -> Notes:
    former = settings.former_secrets()
    return Notes(settings.signing_secret(), purpose, utc_now, lifetime=lifetime, former=former)


def _recipients(database: Database) -> Recipients:
    return Recipients(OrganizationRepository(database), AccountRepository(database))


def _writer(settings: Settings, purpose: str, lifetime: timedelta) -> WriteNote:
    secret = settings.signing_secret()

    def write(at: datetime, content: msgspec.Struct) -> str:
        return Notes(secret, purpose, lambda: at, lifetime=lifetime).write(content)

    return write
