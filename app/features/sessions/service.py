"""Running sessions: start, join, control."""

from __future__ import annotations

from typing import Protocol

import msgspec

from app.contracts.events import SessionEvent, StateChanged
from app.core.clock import Clock
from app.core.errors import FieldError, InvalidInput, NotFound, SessionEnded, Unavailable
from app.core.identity import CODE_ALPHABET, CODE_LENGTH, new_code, new_id, slot_of
from app.core.principals import Member, Participant
from app.features.sessions.model import Command, Mode, Session, SessionInFull, first_state, next_state
from app.features.sessions.repository import SessionRepository
from app.features.surveys.service import SurveyService

MAX_CODE_ATTEMPTS = 20
MAX_CONTROL_ATTEMPTS = 10


class EventPublisher(Protocol):
    """Where changes are told; a lost event is healed by the position check, so failing is no failure."""

    async def publish(self, event: SessionEvent) -> bool: ...


class Joined(msgspec.Struct, frozen=True):
    """``is_back``: the participant was here before."""

    participant: Participant
    full: SessionInFull
    is_back: bool


class SessionService:
    def __init__(
        self, repository: SessionRepository, surveys: SurveyService, events: EventPublisher, clock: Clock
    ) -> None:
        self._repository = repository
        self._surveys = surveys
        self._events = events
        self._clock = clock

    async def start(
        self, member: Member, survey_id: str, *, mode: Mode, version: int | None = None, title: str | None = None
    ) -> SessionInFull:
        """Run a version, the latest one by default. Raises NotFound, NotPublished."""
        organization = member.organization
        if version is None:
            run = await self._surveys.latest_version(organization, survey_id)
        else:
            run = await self._surveys.version(organization, survey_id, version)
        number, run_number = await self._repository.next_numbers(organization, survey_id)
        session_id, now = new_id("ses"), self._clock()
        session = Session(
            id=session_id,
            organization=organization,
            number=number,
            run=run_number,
            survey=survey_id,
            version=run.version,
            mode=mode,
            title=title or run.content.title,
            code=new_code(),
            slot=slot_of(session_id),
            state=first_state(mode, now),
            state_version=1,
            created_by=member.user,
            created_at=now,
        )
        return SessionInFull(await self._add_with_free_code(session), run)

    async def get(self, organization: str, session_id: str) -> SessionInFull:
        """Raises NotFound, for a stranger's session too."""
        session = await self._repository.find_in(organization, session_id)
        if session is None:
            raise NotFound
        return await self._in_full(session)

    async def latest_number(self, organization: str, survey: str | None) -> int:
        """Where the list of an organization's sessions, or of a survey's, begins."""
        return await self._repository.latest_number(organization, survey)

    async def numbered(self, organization: str, survey: str | None, after: int, to: int) -> list[Session]:
        """A stretch of that list, the newest first."""
        return await self._repository.numbered(organization, survey, after, to)

    async def control(self, member: Member, session_id: str, command: Command) -> Session:
        """Carry out a command and tell every screen; concurrent commands take effect one after the other.

        Raises:
            NotFound: there is no such session in the member's organization.
            SessionEnded, WrongState, InvalidInput: as ``next_state`` says.
        """
        for _ in range(MAX_CONTROL_ATTEMPTS):
            full = await self.get(member.organization, session_id)
            session, now = full.session, self._clock()
            questions = [question.id for question in full.version.content.questions]
            state = next_state(session.state, command, mode=session.mode, questions=questions, now=now)
            if state == session.state:
                return session
            if await self._repository.replace_state(session, state):
                changed = msgspec.structs.replace(
                    session,
                    state=state,
                    state_version=session.state_version + 1,
                    code=None if state.phase == "ended" else session.code,
                )
                await self._events.publish(StateChanged(session.id, changed.state_version, now, state))
                return changed
        raise Unavailable("Too many commands at once; try again.")

    async def preview(self, code: str) -> Session:
        """The running session behind a code, typed in any manner. Raises NotFound."""
        session = await self._repository.find_by_code(_typed_code(code))
        if session is None:
            raise NotFound("No running session has this code.")
        return session

    async def join(self, session: Session, known: Participant | None) -> Joined:
        """Join as a new participant, or go on as ``known`` where that is one of this session.

        Raises:
            SessionEnded: only those who were here before can still look.
        """
        full = await self._in_full(session)
        if known is not None and known.session == session.id and await self._repository.participant_stands(known):
            return Joined(known, full, is_back=True)
        if session.state.phase == "ended":
            raise SessionEnded
        participant = Participant(new_id("par"), session.id, session.organization)
        await self._repository.add_participant(participant, self._clock())
        return Joined(participant, full, is_back=False)

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

    async def of_participant(self, participant: Participant) -> SessionInFull:
        """The session that a participant's token is for. Raises NotFound when either is gone."""
        session = await self._repository.find_in(participant.organization, participant.session)
        if session is None or not await self._repository.participant_stands(participant):
            raise NotFound
        return await self._in_full(session)

    async def find(self, session_id: str) -> SessionInFull | None:
        """A session as it is stored, for our own processes: no caller is checked."""
        session = await self._repository.find(session_id)
        return await self._in_full(session) if session else None

    async def _in_full(self, session: Session) -> SessionInFull:
        version = await self._surveys.version(session.organization, session.survey, session.version)
        return SessionInFull(session, version)

    async def _add_with_free_code(self, session: Session) -> Session:
        for _ in range(MAX_CODE_ATTEMPTS):
            if await self._repository.add(session):
                return session
            session = msgspec.structs.replace(session, code=new_code())
        raise Unavailable("No free join code was found; try again.")


def _typed_code(text: str) -> str:
    """A code as it is stored. Raises NotFound for what cannot be one."""
    code = "".join(text.split()).replace("-", "").upper()
    if len(code) != CODE_LENGTH or not set(code) <= set(CODE_ALPHABET):
        raise NotFound("No running session has this code.")
    return code
