"""Looking after sessions that exist: other settings, the archive, lists with filters."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from app.contracts.events import SessionTouched
from app.core.clock import Clock
from app.core.errors import EditConflict, SessionEnded, Unavailable, WrongState
from app.core.identity import new_code, new_id
from app.core.principals import Member
from app.features.audit.changes import changes_between
from app.features.audit.service import AuditTrail
from app.features.sessions.editing import require_consistent, require_editable
from app.features.sessions.listing import SessionFilter
from app.features.sessions.model import Command, Session, SessionInFull
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import MAX_CODE_ATTEMPTS, EventPublisher, SessionService
from app.features.surveys.settings import SettingsChange
from app.infra.listing import Asked, Found


class SessionUpkeep:
    def __init__(
        self,
        *,
        sessions: SessionService,
        stored: SessionRepository,
        events: EventPublisher,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._stored = stored
        self._events = events
        self._audit = audit
        self._clock = clock

    async def listed(self, member: Member, asked: Asked, wanted: SessionFilter) -> Found[Session]:
        """A page of the sessions of the member's organization that fit."""
        return await self._stored.listed(member.organization, asked, wanted, self._clock())

    async def edit(
        self, member: Member, session_id: str, *, based_on: int, change: SettingsChange, title: str | None
    ) -> SessionInFull:
        """Let a session go on with another title, other settings.

        Raises:
            NotFound: there is no such session in the member's organization.
            EditConflict: it is no longer at ``based_on``.
            InvalidInput, WrongState: as ``require_editable`` says.
        """
        full = await self._sessions.get(member.organization, session_id)
        session = full.session
        if session.settings_version != based_on:
            raise EditConflict(current=session.settings_version)
        settings = change.applied_to(session.settings)
        require_consistent(settings, {question.id: question for question in full.version.content.questions})
        now = self._clock()
        require_editable(session, settings, now)
        if not await self._stored.replace_settings(session, settings, title or session.title, now):
            latest = (await self._sessions.get(member.organization, session_id)).session
            require_editable(latest, settings, now)
            raise EditConflict(current=latest.settings_version)
        await self._events.publish(SessionTouched(session_id))
        edited = await self._sessions.get(member.organization, session_id)
        before, after = changes_between(_parts(session), _parts(edited.session))
        await self._audit.record(member, "session.edited", session_id, before=before, after=after)
        return edited

    async def archive(self, member: Member, session_id: str) -> SessionInFull:
        """Set a session aside, with all that was answered; a repeat does nothing.

        Raises:
            NotFound: there is no such session in the member's organization.
            WrongState: it still takes answers.
        """
        full = await self._sessions.get(member.organization, session_id)
        while full.session.archived_at is None:  # again only where somebody has edited it meanwhile
            now = self._clock()
            if not full.session.is_over(now):
                raise WrongState("End the session first.")
            if await self._stored.archive(full.session, now):
                await self._events.publish(SessionTouched(session_id))
                await self._audit.record(member, "session.archived", session_id)
            full = await self._sessions.get(member.organization, session_id)
        return full

    async def unarchive(self, member: Member, session_id: str) -> SessionInFull:
        """Bring a session back from the archive, under a new code unless it has ended; a repeat does nothing.

        Raises NotFound.
        """
        if await self._bring_back(member, session_id):
            await self._events.publish(SessionTouched(session_id))
            await self._audit.record(member, "session.unarchived", session_id)
        return await self._sessions.get(member.organization, session_id)

    async def _end(self, member: Member, session_id: str) -> None:
        with suppress(SessionEnded):  # by somebody else, just now
            await self._sessions.control(member, session_id, Command("end"))

    async def _bring_back(self, member: Member, session_id: str) -> bool:
        """False where it is not set aside, or no longer."""
        for _ in range(MAX_CODE_ATTEMPTS):
            session = (await self._sessions.get(member.organization, session_id)).session
            if session.archived_at is None:
                return False
            code = None if session.state.phase == "ended" else new_code()
            if await self._stored.unarchive(session, code, self._clock()):
                return True
        raise Unavailable("No free join code was found; try again.")

    async def reset(self, member: Member, session_id: str) -> SessionInFull:
        """End a session, run its version again under a new code, and set it aside with all that was answered.

        Each step can be done again, and the new session's id is noted before the first: whoever repeats this, after a
        crash or at the same moment, gets the same new session.

        Raises:
            NotFound: there is no such session in the member's organization.
            SurveyArchived: then nothing has changed.
        """
        session = (await self._sessions.get(member.organization, session_id)).session
        await self._sessions.require_startable(session)
        successor = await self._stored.name_successor(session, new_id("ses"))
        if session.state.phase != "ended":
            await self._end(member, session_id)
        started = await self._sessions.start_again(member, session, successor)
        await self.archive(member, session_id)
        return started


def _parts(session: Session) -> dict[str, object]:
    return {"title": session.title, **msgspec.structs.asdict(session.settings)}
