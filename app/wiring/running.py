"""What running sessions is made of."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import monotonic, utc_now
from app.features.audit.service import AuditTrail
from app.features.sessions.directory import SessionDirectory
from app.features.sessions.joining import ParticipantService
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import SessionService
from app.features.sessions.upkeep import SessionUpkeep
from app.features.submissions.doors import Doors
from app.features.submissions.places import PlaceRepository
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.surveys.service import SurveyService
from app.infra import mongo
from app.infra.event_bus import SessionEvents
from app.wiring.announcer import Announcer


@dataclass(frozen=True, kw_only=True)
class Running:
    """The services of sessions, and what the gateway reads besides."""

    stored: SessionRepository
    directory: SessionDirectory
    sessions: SessionService
    upkeep: SessionUpkeep
    participants: ParticipantService
    quotas: QuotaKeeper
    events: Announcer


def running_sessions(
    database: mongo.Database, surveys: SurveyService, bus: SessionEvents, audit: AuditTrail
) -> Running:
    """All of them, telling of changes through one announcer."""
    stored, log, announcer = SessionRepository(database), EntryLog(database), Announcer(bus)
    sessions = SessionService(stored, surveys, announcer, audit, utc_now)
    quotas = QuotaKeeper(PlaceRepository(database), log, utc_now)
    directory = announcer.directory = SessionDirectory(sessions, monotonic)
    return Running(
        stored=stored,
        directory=directory,
        sessions=sessions,
        upkeep=SessionUpkeep(sessions=sessions, stored=stored, events=announcer, audit=audit, clock=utc_now),
        participants=ParticipantService(
            sessions=sessions,
            stored=stored,
            participants=ParticipantRepository(database),
            log=log,
            places=Doors(quotas, monotonic),
            events=announcer,
            audit=audit,
            clock=utc_now,
        ),
        quotas=quotas,
        events=announcer,
    )
