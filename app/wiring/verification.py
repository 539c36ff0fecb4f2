"""What `impactpulse verify` is made of."""

from __future__ import annotations

from app.core.settings import Settings
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService, Verification
from app.features.submissions.repository import EntryLog
from app.wiring.connections import connected


async def verify_session(settings: Settings, session: str) -> Verification:
    """Recount one session from its log and compare.

    Raises:
        SettingsInvalid: a URL is missing.
        NotFound: there is no such session.
    """
    async with connected(settings) as servers:
        analytics = AnalyticsService(
            tallies=TallyRepository(servers.database), entries=EntryLog(servers.database), sessions=servers.sessions
        )
        return await analytics.verify(session)
