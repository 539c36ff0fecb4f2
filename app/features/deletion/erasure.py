"""Erases organizations whose week is over: in steps that can be repeated from any point, by any process."""

from __future__ import annotations

from datetime import timedelta

from app.contracts.events import SessionTouched, StandingChanged
from app.core.clock import Clock
from app.core.duties import Duties
from app.features.accounts.standing import StandingPublisher
from app.features.audit.repository import AuditLog
from app.features.audit.service import AuditTrail
from app.features.deletion.holdings import OWNERS, Holdings
from app.features.organizations.deletion_repository import DeletionRepository
from app.features.reports.removal import ReportRemoval
from app.features.reports.repository import ReportRepository
from app.features.sessions.closing import SessionClosing
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import EventPublisher
from app.features.submissions.erasure import KeptResults

SETTLES_AFTER = timedelta(minutes=1)
"""Longer than any request or job that began before goes on writing."""


class OrganizationErasure:
    """1. It is noted that the deletion has begun: nobody is a member any more, tokens are refused, sockets closed.
    2. Sessions are ended, and everything they and the organization hold is removed, all of it once more a minute later,
       for what was on its way.
    3. What all that was found by goes, the event is recorded, and the organization's own document goes last.
    """

    def __init__(
        self,
        *,
        deletions: DeletionRepository,
        holdings: Holdings,
        sessions: SessionRepository,
        closing: SessionClosing,
        reports: ReportRepository,
        removal: ReportRemoval,
        results: KeptResults,
        events: EventPublisher,
        standing_news: StandingPublisher,
        audit: AuditTrail,
        chains: AuditLog,
        clock: Clock,
    ) -> None:
        self._deletions, self._holdings = deletions, holdings
        self._sessions, self._closing = sessions, closing
        self._reports, self._removal, self._results = reports, removal, results
        self._events, self._standing_news = events, standing_news
        self._audit, self._chains, self._clock = audit, chains, clock

    async def run(self) -> int:
        """One pass; how many organizations are gone after it. What fails does so after the others."""
        duties, gone = Duties(), 0
        for organization in await self._deletions.due(self._clock()):
            with duties.of("organization", organization):
                gone += await self._erase(organization)
        duties.raise_first()
        return gone

    async def _erase(self, organization: str) -> bool:
        """False where it must be looked at again, or was taken back just now."""
        deletion = await self._deletions.planned(organization)
        if deletion is None:
            return False
        if deletion.begun_at is None and not await self._deletions.begin(organization, deletion, self._clock()):
            return False
        await self._standing_news.publish(StandingChanged(organization=organization))
        await self._sweep(organization)
        if deletion.swept_at is None:
            await self._deletions.mark_swept(organization, self._clock())
            return False
        if self._clock() < deletion.swept_at + SETTLES_AFTER:
            return False
        await self._holdings.remove_owners(organization)
        if not await self._chains.holds(organization, action="organization.deleted", target=organization):
            asked = {"asked_by": deletion.asked_by, "asked_at": deletion.asked_at}
            await self._audit.record(
                None, "organization.deleted", organization, organization=organization, before=asked
            )
        await self._deletions.finish(organization)
        return True

    async def _sweep(self, organization: str) -> None:
        async for session in self._sessions.all_of(organization):
            await self._closing.end_deleted(session)
        for name in await self._holdings.owners("sessions", organization):  # also of those that cannot be read
            await self._sessions.distrust_tokens(name)
            await self._events.publish(SessionTouched(name))
            await self._results.forget(organization, name)
        async for report in self._reports.all_of(organization):
            await self._removal.delete(report)
        await self._holdings.remove("organization", [organization])
        for collection in OWNERS:
            owners = await self._holdings.owners(collection, organization)
            await self._holdings.remove(collection.removesuffix("s"), owners)
