"""Ends sessions that the clock closed: their codes are free again, and whoever waits for the end hears of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.contracts.events import StateChanged
from app.core.clock import Clock
from app.features.audit.service import AuditTrail
from app.features.sessions.commands import next_state
from app.features.sessions.model import Command, Session
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import EventPublisher

REOPENS_WITHIN = timedelta(days=7)
"""So long after its close a session may still be given other hours; an end is for good."""


class SessionClosing:
    def __init__(self, stored: SessionRepository, events: EventPublisher, audit: AuditTrail, clock: Clock) -> None:
        self._stored = stored
        self._events = events
        self._audit = audit
        self._clock = clock

    async def end_closed(self) -> int:
        """End what closed so long ago that nobody will give it other hours; how many there were."""
        before = self._clock() - REOPENS_WITHIN
        return sum([await self.end(session, before) for session in await self._stored.closed_before(before)])

    async def end(self, session: Session, before: datetime) -> bool:
        """End a session as of its close; False where that does not lie before this moment, or it changed meanwhile."""
        closed_at = session.settings.closes_at
        if session.state.phase == "ended" or closed_at is None or closed_at >= before:
            return False
        state = next_state(session.state, Command("end"), mode=session.mode, questions=[], now=closed_at)
        now, version = self._clock(), session.state_version + 1
        if not await self._stored.replace_state(session, state, now):
            return False
        await self._events.publish(StateChanged(session.id, version, now, state))
        await self._audit.record(
            None,
            "session.ended",
            session.id,
            organization=session.organization,
            before={"phase": session.state.phase},
            after={"phase": "ended", "ended_at": closed_at, "state_version": version},
        )
        return True
