"""What erases organizations whose time is over."""

from __future__ import annotations

from app.core.clock import Clock, utc_now
from app.core.settings import Settings
from app.features.deletion.erasure import OrganizationErasure
from app.features.deletion.holdings import Holdings
from app.features.organizations.deletion_repository import DeletionRepository
from app.features.reports.repository import ReportRepository
from app.features.sessions.closing import SessionClosing
from app.features.sessions.repository import SessionRepository
from app.infra.event_bus import StandingBus
from app.wiring.announcer import Announcer
from app.wiring.auditing import audit_log
from app.wiring.connections import Connections
from app.wiring.reports import report_removal


def organization_erasure(settings: Settings, servers: Connections, clock: Clock = utc_now) -> OrganizationErasure:
    """Raises SettingsInvalid where the secret is missing."""
    database, events = servers.database, Announcer(servers.bus)
    sessions = SessionRepository(database)
    return OrganizationErasure(
        deletions=DeletionRepository(database),
        holdings=Holdings(database),
        sessions=sessions,
        closing=SessionClosing(sessions, events, servers.audit, clock),
        reports=ReportRepository(database),
        removal=report_removal(database, events),
        results=servers.query_cache,
        events=events,
        standing_news=StandingBus(servers.cache),
        audit=servers.audit,
        chains=audit_log(settings, database),
        clock=clock,
    )
