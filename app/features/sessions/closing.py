"""Ends sessions that nobody ends: those that the clock closed, and live ones in which nothing happens any more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from app.contracts.events import StateChanged
from app.core.clock import Clock
from app.core.duties import Duties
from app.core.errors import Unavailable
from app.features.audit.service import AuditTrail
from app.features.sessions.commands import next_state
from app.features.sessions.model import Command, Ending, Session
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import EventPublisher

REOPENS_WITHIN = timedelta(days=7)
"""So long after its close a session may still be given other hours; an end is for good."""

MOST_MOVES = 20
"""Nobody is a member of a deleted organization any more, so only what was on its way moves its sessions."""


class SessionClosing:
    """Their codes are free again, their background recounts end, and whoever waits for the end hears of it."""

    def __init__(self, stored: SessionRepository, events: EventPublisher, audit: AuditTrail, clock: Clock) -> None:
        self._stored = stored
        self._events = events
        self._audit = audit
        self._clock = clock

    async def end_closed(self) -> int:
        """End what closed so long ago that nobody will give it other hours; how many there were. What cannot be ended
        fails when all others are."""
        before, duties, ended = self._clock() - REOPENS_WITHIN, Duties(), 0
        async for session in self._stored.closed_before(before):
            with duties.of("close", session.id):
                ended += await self.end(session, before)
        duties.raise_first()
        return ended

    async def end(self, session: Session, before: datetime) -> bool:
        """End a session as of its close; False where that does not lie before this moment, or it changed meanwhile."""
        closed_at = session.settings.closes_at
        if session.state.phase == "ended" or closed_at is None or closed_at >= before:
            return False
        return await self._end(session, closed_at, "clock")

    def unmoved_since(self, moment: datetime) -> AsyncIterator[Session]:
        """Live sessions, of all organizations, to which no facilitator has said anything since; those that have a close
        are left to it."""
        return self._stored.unmoved_since(moment)

    async def end_forgotten(self, session: Session) -> bool:
        """End a session now; False where somebody moved it meanwhile."""
        return await self._end(session, self._clock(), "silence")

    async def end_deleted(self, session: Session) -> None:
        """End a session of an organization that is deleted, whoever moves it meanwhile: what is answered afterwards
        would be erased. Raises Unavailable, temporary, where somebody moves it again and again."""
        now: Session | None = session
        for _ in range(MOST_MOVES):
            if now is None or now.state.phase == "ended" or await self._end(now, self._clock(), "deletion"):
                return
            now = await self._stored.find(session.id)
        raise Unavailable("A session is moved all the time; it is ended with the next pass.")

    async def _end(self, session: Session, ended_at: datetime, ended_by: Ending) -> bool:
        state = next_state(session.state, Command("end"), mode=session.mode, questions=[], now=ended_at)
        now, version = self._clock(), session.state_version + 1
        if not await self._stored.replace_state(session, state, now, ended_by=ended_by):
            return False
        await self._events.publish(StateChanged(session.id, version, now, state))
        await self._audit.record(
            None,
            "session.ended",
            session.id,
            organization=session.organization,
            before={"phase": session.state.phase},
            after={"phase": "ended", "ended_at": ended_at, "ended_by": ended_by, "state_version": version},
        )
        return True
