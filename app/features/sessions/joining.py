"""Who takes part in a session: joining, coming back, the list of them, and removing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from app.contracts.events import SessionTouched
from app.core.clock import Clock
from app.core.errors import (
    FieldError,
    GroupTooSmall,
    IdempotencyKeyReused,
    InvalidInput,
    InvitationNeeded,
    NotAllowed,
    NotFound,
    ParticipantRemoved,
    SessionClosed,
    SessionEnded,
    SessionLocked,
    StorageUnavailable,
    WrongState,
)
from app.core.principals import Member, Participant
from app.features.audit.service import AuditTrail
from app.features.sessions.model import Session, SessionInFull
from app.features.sessions.newcomers import Newcomer, newcomer_to
from app.features.sessions.participants import KEY, ParticipantRepository, Person
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import EventPublisher, SessionService
from app.infra.listing import Asked, Found
from app.infra.tokens import PARTICIPANT_LIFETIME, Credentials

MAX_REMOVED = 1_000


class Joined(msgspec.Struct, frozen=True):
    """``is_back``: the participant was here before."""

    participant: Participant
    full: SessionInFull
    is_back: bool


class AnswerLog(Protocol):
    """Who of a session has answered, and who is erased from it (``app.features.submissions``)."""

    async def respondents(self, session: str, enough: int) -> int: ...

    async def was_erased(self, participant: str) -> bool: ...


FullOptions = Mapping[str, Sequence[str]]
"""Question → its options that have no place left."""


class PlacesLeft(Protocol):
    """What quotas leave (``app.features.submissions``)."""

    async def full_options(self, found: SessionInFull) -> FullOptions: ...


class ParticipantService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        stored: SessionRepository,
        participants: ParticipantRepository,
        log: AnswerLog,
        places: PlacesLeft,
        events: EventPublisher,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._stored = stored
        self._participants = participants
        self._log = log
        self._places = places
        self._events = events
        self._audit = audit
        self._clock = clock

    async def full_options(self, found: SessionInFull) -> FullOptions:
        """As of a moment ago; a place that is given back later is one again."""
        return await self._places.full_options(found)

    async def join(
        self,
        session: Session,
        presented: Credentials | None,
        *,
        key: str | None = None,
        name: str | None = None,
        email: str | None = None,
    ) -> Joined:
        """Join as a new participant, or go on as whom ``presented`` names where that is one of this session, or as who
        joined under this ``key``, at the same moment too. Name and address are kept only where the session asks for
        them.

        Raises:
            ParticipantRemoved: that one was, or is erased.
            IdempotencyKeyReused: who joined under this key has another name or address.
            InvitationNeeded: personal links alone lead into this session.
            SessionEnded, SessionClosed, SessionLocked: only those who were here before can still look.
            InvalidInput: an identified session needs a name.
        """
        full = await self._sessions.in_full(session)
        known = self._named(presented, session)
        if known is not None and await self._participants.stands(known):
            session.require_present(known.participant)
            return Joined(known, full, is_back=True)
        newcomer = newcomer_to(session, key=key, name=name, email=email)
        is_back = key is not None and await self._has_joined(newcomer, session)
        if not is_back:
            if session.settings.open_to == "invited":
                raise InvitationNeeded
            self.require_joinable(session)
            is_back = not await self._is_first(newcomer, session)
        return Joined(newcomer.participant, full, is_back=is_back)

    async def _is_first(self, newcomer: Newcomer, session: Session) -> bool:
        """Put them on record; False where the same key was quicker."""
        if session.settings.identity == "identified" and newcomer.name is None:
            raise InvalidInput(fields=(FieldError("Say your name to join.", "required", "name"),))
        participant, name, email = newcomer.participant, newcomer.name, newcomer.email
        if await self._participants.add(participant, self._clock(), name=name, email=email, key_hash=newcomer.key_hash):
            return True
        if not await self._has_joined(newcomer, session):
            raise StorageUnavailable(retry_after_ms=200)  # no majority holds it yet: it may still vanish
        return False

    async def _has_joined(self, newcomer: Newcomer, session: Session) -> bool:
        """Whether their key has let them in. It proves what the token of that answer would have proved, as long.

        Raises IdempotencyKeyReused, ParticipantRemoved.
        """
        session.require_present(newcomer.participant.participant)
        stored = await self._participants.find(session.id, newcomer.participant.participant)
        if stored is None:
            if session.has_erasures and await self._log.was_erased(newcomer.participant.participant):
                raise ParticipantRemoved
            return False
        if not newcomer.is_same(name=stored.name, email=stored.email, key_hash=stored.key_hash):
            raise IdempotencyKeyReused
        return not self._has_lapsed(stored.joined_at + PARTICIPANT_LIFETIME, session)

    def _named(self, presented: Credentials | None, session: Session) -> Participant | None:
        """Whom a token names here. After its time it counts for as long as the session takes answers: who comes back in
        its sixth week would be somebody new otherwise, and counted twice."""
        if presented is None or not isinstance(presented.principal, Participant):
            return None
        if presented.principal.session != session.id or self._has_lapsed(presented.expires_at, session):
            return None
        return presented.principal

    def _has_lapsed(self, expires_at: datetime, session: Session) -> bool:
        now = self._clock()
        return expires_at <= now and session.is_over(now)

    async def join_as(
        self, session: Session, participant: Participant, *, name: str | None, email: str | None
    ) -> Joined:
        """Join as somebody who is decided elsewhere; a repeat, at the same moment too, is the same participant.

        Raises ParticipantRemoved; SessionEnded, SessionClosed, SessionLocked where they were not here before.
        """
        session.require_present(participant.participant)
        is_back = await self._participants.stands(participant)
        if not is_back:
            self.require_joinable(session)
            await self._participants.add(participant, self._clock(), name=name, email=email)
        return Joined(participant, await self._sessions.in_full(session), is_back=is_back)

    def require_joinable(self, session: Session, *, is_back: bool = False) -> None:
        """Raises SessionEnded, SessionClosed, SessionLocked: only those who were here before can still look."""
        if is_back:
            return
        if session.state.phase == "ended":
            raise SessionEnded
        if session.is_over(self._clock()):
            raise SessionClosed
        if session.state.locked:
            raise SessionLocked

    async def session_of(self, participant: Participant) -> SessionInFull:
        """The session that a participant's token is for. Raises NotFound when either is gone, ParticipantRemoved."""
        full = await self._sessions.get(participant.organization, participant.session)
        full.session.require_present(participant.participant)
        if not await self._participants.stands(participant):
            raise NotFound
        return full

    async def count(self, session: Session) -> int:
        """How many have joined so far."""
        return await self._participants.count(session.id)

    async def number_of(self, participant: Participant) -> int:
        """By which others know them, and as which they take part. Raises NotFound."""
        person = await self._participants.find(participant.session, participant.participant)
        if person is None:
            raise NotFound
        return person.number

    async def among(self, session_id: str, ids: Sequence[str]) -> dict[str, Person]:
        """Those of ``ids`` who are on record, by id."""
        return {person.id: person for person in await self._participants.among(session_id, ids)}

    async def require_group(self, session: Session) -> None:
        """For whatever gives out answers one by one. Raises GroupTooSmall while fewer have answered."""
        size = session.settings.min_group_size
        if size is not None and await self._log.respondents(session.id, size) < size:
            raise GroupTooSmall(f"Answers of fewer than {size} people are not given out.")

    async def listed(self, member: Member, session_id: str, asked: Asked, sought: str | None) -> Found[Person]:
        """Who has joined. Searching and the order of names are for those who may read them: both tell of names.

        Raises NotAllowed, NotFound.
        """
        if (sought or asked.order.key == KEY) and not member.may("participants:read"):
            raise NotAllowed("Only those who may read participants can search them or put them in order by name.")
        await self._sessions.get(member.organization, session_id)
        return await self._participants.listed(session_id, asked, sought)

    async def remove(self, member: Member, session_id: str, participant: str) -> None:
        """Make a participant's token useless and close its sockets; what was answered stays. A repeat does nothing, or
        what a process that died has left.

        Raises:
            NotFound: there is no such session or participant.
            WrongState: MAX_REMOVED have been removed.
        """
        session = (await self._sessions.get(member.organization, session_id)).session
        person = await self._participants.find(session_id, participant)
        if person is None:
            raise NotFound
        if person.removed_at is not None:
            return
        if participant not in session.removed and len(session.removed) >= MAX_REMOVED:
            raise WrongState(f"At most {MAX_REMOVED} participants can be removed from a session.")
        await self._stored.remove_participant(session, participant)
        await self._participants.mark_removed(session_id, participant, self._clock())
        await self._events.publish(SessionTouched(session_id))
        await self._audit.record(member, "participant.removed", participant, after={"session": session_id})
