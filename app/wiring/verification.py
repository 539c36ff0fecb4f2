"""What `impactpulse verify` is made of."""

from __future__ import annotations

from collections.abc import AsyncIterator

from app.core.settings import Settings
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService, Verification
from app.features.audit.verification import AuditVerifier, ChainVerification
from app.features.submissions.repository import EntryLog
from app.infra import mongo
from app.wiring.auditing import audit_key, audit_log, former_audit_keys
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


async def verify_audit(
    settings: Settings, organization: str | None, expected: str | None = None
) -> AsyncIterator[ChainVerification]:
    """Follow the audit chain of one organization, or of all, one after the other.

    Raises SettingsInvalid where the URL of MongoDB or the secret is missing.
    """
    key = audit_key(settings)
    client = mongo.connect(settings.required_mongodb_url())
    try:
        log = audit_log(settings, client[settings.database])
        verifier = AuditVerifier(log, key, former=former_audit_keys(settings))
        for one in [organization] if organization else await verifier.organizations():
            yield await verifier.verify(one, expected=expected)
    finally:
        client.close()
