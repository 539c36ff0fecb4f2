"""Running sessions: start, join, control."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Protocol

import msgspec

from app.contracts.events import SessionEvent, StateChanged
from app.core.clock import Clock
from app.core.errors import FieldError, InvalidInput, NotFound, Unavailable
from app.core.identity import CODE_ALPHABET, CODE_LENGTH, new_code, new_id, slot_of
from app.core.principals import Member
from app.features.audit.changes import changes_between
from app.features.audit.service import AuditTrail
from app.features.sessions.commands import TAKING_ANSWERS, next_state
from app.features.sessions.editing import require_consistent, require_time_left
from app.features.sessions.model import Command, Mode, Session, SessionInFull, SessionState, Status, first_state
from app.features.sessions.repository import SessionRepository
from app.features.surveys.model import SurveyVersion
from app.features.surveys.service import SurveyService
from app.features.surveys.settings import SessionSettings, SettingsChange

NO_CHANGE = SettingsChange()
MAX_CODE_ATTEMPTS = 20
MAX_CONTROL_ATTEMPTS = 10


class EventPublisher(Protocol):
    """Where changes are told; a lost event is healed by the position check, so failing is no failure."""

    async def publish(self, event: SessionEvent) -> bool: ...


class SessionService:
    def __init__(
        self,
        repository: SessionRepository,
        surveys: SurveyService,
        events: EventPublisher,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._surveys = surveys
        self._events = events
        self._audit = audit
        self._clock = clock

    async def start(
        self,
        member: Member,
        survey_id: str,
        *,
        mode: Mode,
        version: int | None = None,
        title: str | None = None,
        change: SettingsChange = NO_CHANGE,
    ) -> SessionInFull:
        """Run a version, the latest one by default, with the survey's settings and what ``change`` says otherwise.

        Of the survey's hours, what has passed is left out. Raises NotFound, NotPublished, SurveyArchived; InvalidInput
        where the settings do not fit together, or ``change`` closes it in the past.
        """
        organization = member.organization
        run = await self._version_to_run(organization, survey_id, version)
        settings = change.applied_to(run.content.settings.without_passed(self._clock()))
        require_consistent(settings, {question.id: question for question in run.content.questions})
        require_time_left(settings, self._clock())
        session = await self._begin(member, run, new_id("ses"), mode, title or run.content.title, settings)
        return SessionInFull(session, run)

    async def require_startable(self, session: Session) -> None:
        """Raises SurveyArchived."""
        await self._surveys.standing(session.organization, session.survey)

    async def start_again(self, member: Member, former: Session, session_id: str) -> SessionInFull:
        """Run the same version with the same settings as ``session_id``; a repeat gives the one that runs.

        Hours that have passed are left out. Raises SurveyArchived.
        """
        standing = await self._repository.find_in(member.organization, session_id)
        if standing is None:
            run = await self._version_to_run(member.organization, former.survey, former.version)
            settings = former.settings.without_passed(self._clock())
            standing = await self._begin(member, run, session_id, former.mode, former.title, settings)
        return await self.in_full(standing)

    async def _begin(
        self, member: Member, run: SurveyVersion, session_id: str, mode: Mode, title: str, settings: SessionSettings
    ) -> Session:
        number, run_number = await self._repository.next_numbers(run.organization, run.survey)
        now = self._clock()
        session = Session(
            id=session_id,
            organization=run.organization,
            number=number,
            run=run_number,
            survey=run.survey,
            version=run.version,
            mode=mode,
            title=title,
            code=new_code(),
            slot=slot_of(session_id),
            state=first_state(mode, now),
            state_version=1,
            created_by=member.user,
            created_at=now,
            updated_at=now,
            settings=settings,
        )
        started = await self._add_with_free_code(session)
        what = {"survey": run.survey, "version": run.version, "mode": mode, "settings": settings}
        if started.number == number:  # not somebody else's, who was first
            await self._audit.record(member, "session.started", session_id, after=what)
        return started

    async def _version_to_run(self, organization: str, survey_id: str, version: int | None) -> SurveyVersion:
        if version is None:
            return await self._surveys.latest_version(organization, survey_id)
        await self._surveys.standing(organization, survey_id)
        return await self._surveys.version(organization, survey_id, version)

    async def get(self, organization: str, session_id: str) -> SessionInFull:
        """Raises NotFound, for a stranger's session too."""
        session = await self._repository.find_in(organization, session_id)
        if session is None:
            raise NotFound
        return await self.in_full(session)

    async def control(self, member: Member, session_id: str, command: Command) -> Session:
        """Carry out a command and tell every screen; concurrent commands take effect one after the other.

        Raises:
            NotFound: there is no such session in the member's organization.
            SessionEnded, AnswersStillTaken, WrongState, InvalidInput: as ``next_state`` says.
            SessionClosed, NotOpenYet: it would tell the room to answer while every phone is refused.
        """
        for _ in range(MAX_CONTROL_ATTEMPTS):
            full = await self.get(member.organization, session_id)
            session, now = full.session, self._clock()
            state = _next_state(full, command, now)
            if command.action in TAKING_ANSWERS:
                session.require_hours(now)
            if state == session.state:
                return session
            if await self._repository.replace_state(session, state, now, ended_by=session.ended_by):
                changed = msgspec.structs.replace(
                    session,
                    state=state,
                    state_version=session.state_version + 1,
                    updated_at=now,
                    code=None if state.phase == "ended" else session.code,
                )
                await self._events.publish(StateChanged(session.id, changed.state_version, now, state))
                await self._record_control(member, session, changed, command)
                return changed
        raise Unavailable("Too many commands at once; try again.")

    async def _record_control(self, member: Member, before: Session, after: Session, command: Command) -> None:
        action = "session.ended" if command.action == "end" else "session.controlled"
        was, is_now = changes_between(_told(before), _told(after))
        asked = {"command": command.action, "question": after.state.question}
        await self._audit.record(member, action, after.id, before=was, after=asked | is_now)

    async def preview(self, code: str) -> Session:
        """The running session behind a code, typed in any manner. Raises NotFound."""
        session = await self._repository.find_by_code(_typed_code(code))
        if session is None:
            raise NotFound("No running session has this code.")
        return session

    async def own(self, code: str, session_id: str) -> Session | None:
        """The session of this id, where the code leads there."""
        session = await self._repository.find(session_id)
        return session if session is not None and session.code == plain_code(code) else None

    async def to_join(self, *, code: str | None, session_id: str | None) -> Session:
        """The session that a code or a link names. Raises NotFound, InvalidInput unless exactly one is given."""
        if (code is None) == (session_id is None):
            raise InvalidInput(fields=(FieldError("Give either a code or a session.", "one_of_two"),))
        if code is not None:
            return await self.preview(code)
        session = await self._repository.find(session_id or "")
        if session is None:
            raise NotFound("There is no such session.")
        return session

    async def find(self, session_id: str) -> SessionInFull | None:
        """A session as it is stored, for our own processes: no caller is checked. None also where its version is gone:
        what an organization held goes step by step."""
        session = await self._repository.find(session_id)
        with suppress(NotFound):
            return await self.in_full(session) if session else None
        return None

    def status(self, session: Session) -> Status:
        """How a session stands by the clock."""
        return session.status(self._clock())

    async def in_full(self, session: Session) -> SessionInFull:
        """A session with the version it runs."""
        version = await self._surveys.version(session.organization, session.survey, session.version)
        return SessionInFull(session, version)

    async def _add_with_free_code(self, session: Session) -> Session:
        for _ in range(MAX_CODE_ATTEMPTS):
            if await self._repository.add(session):
                return session
            standing = await self._repository.find(session.id)
            if standing is not None:
                return standing
            session = msgspec.structs.replace(session, code=new_code())
        raise Unavailable("No free join code was found; try again.")


def _next_state(full: SessionInFull, command: Command, now: datetime) -> SessionState:
    asked, session = full.version.content.questions, full.session
    return next_state(
        session.state,
        command,
        mode=session.mode,
        questions=[question.id for question in asked],
        quizzes=[question.id for question in asked if question.most_points() is not None],
        now=now,
    )


def _told(session: Session) -> dict[str, object]:
    return {"state_version": session.state_version, **msgspec.structs.asdict(session.state)}


def plain_code(text: str) -> str:
    """What was typed, in the manner in which codes are stored."""
    return "".join(text.split()).replace("-", "").upper()


def _typed_code(text: str) -> str:
    """A code as it is stored. Raises NotFound for what cannot be one."""
    code = plain_code(text)
    if len(code) != CODE_LENGTH or not set(code) <= set(CODE_ALPHABET):
        raise NotFound("No running session has this code.")
    return code
