"""One door for what the audience asks and votes for, whichever way it comes."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime
from typing import Literal

import msgspec

from app.contracts.audience import AudienceQuestion
from app.contracts.events import AudienceQuestionChanged
from app.core.clock import Clock
from app.core.errors import FieldError, InvalidInput, KeyConflict, NotAllowed, NotFound, TokenInvalid, WrongState
from app.core.principals import Participant
from app.features.audience.errors import BoardFull, OwnQuestion
from app.features.audience.model import MAX_QUESTIONS, NewAudienceQuestion, question_id, require_taking
from app.features.audience.profanity import finds_profanity
from app.features.audience.repository import AudienceQuestions
from app.features.audience.settling import Settling
from app.features.audience.votes import VoteLog
from app.features.sessions.directory import SessionDirectory
from app.features.sessions.model import SessionInFull
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.service import EventPublisher
from app.http.rate_limits import RateLimits

RECEIPT_BYTES = 10


class Asked(msgspec.Struct, frozen=True):
    """The question as it stands now; ``status`` is ``duplicate`` where it was stored before."""

    status: Literal["accepted", "duplicate"]
    question: AudienceQuestion
    key: str
    receipt: str
    at: datetime


class AudienceService:
    def __init__(
        self,
        *,
        sessions: SessionDirectory,
        participants: ParticipantRepository,
        questions: AudienceQuestions,
        votes: VoteLog,
        settling: Settling,
        events: EventPublisher,
        rate_limits: RateLimits,
        receipt_secret: bytes,
        clock: Clock,
    ) -> None:
        self._sessions, self._participants = sessions, participants
        self._questions, self._votes, self._settling = questions, votes, settling
        self._events = events
        self._rate_limits = rate_limits
        self._secret = receipt_secret
        self._clock = clock

    async def ask(self, participant: Participant, asked: NewAudienceQuestion) -> Asked:
        """Store a question once; the same ``key`` gets the same receipt again, even when none is taken any more.

        Raises:
            NotAllowed: the participant belongs to another session.
            InvalidInput: nothing is in the text.
            KeyConflict: the key was used for another text.
            ParticipantRemoved, TokenInvalid: by a facilitator; erased.
            SessionEnded, SessionClosed, WrongState: no questions are taken.
            BoardFull: the session has ``MAX_QUESTIONS``.
            RateLimited: temporary.
        """
        if asked.session != participant.session:
            raise NotAllowed("This token belongs to another session.")
        text = " ".join(asked.text.split())
        if not text:
            raise InvalidInput(fields=(FieldError("Say what you want to know.", "required", "text"),))
        identity = question_id(participant, asked.key)
        stored = await self._questions.find(participant.session, identity)
        if stored is None:
            question = await self._drafted(participant, identity, text)
            if await self._questions.add(question):
                await self._events.publish(AudienceQuestionChanged(question.session, question))
                return self._receipt("accepted", question, asked.key)
            stored = await self._questions.find(participant.session, identity)
        if stored is None or stored.text != text:
            raise KeyConflict("This key was used for another question.")
        return self._receipt("duplicate", stored, asked.key)

    async def vote(self, participant: Participant, session: str, question: str, *, up: bool) -> AudienceQuestion:
        """Let a participant's only vote for a question stand, or take it back; returns once it is counted. A repeat
        changes nothing.

        Raises:
            NotAllowed: the participant belongs to another session.
            NotFound: the participant does not see such a question.
            OwnQuestion: the participant asked it.
            ParticipantRemoved, TokenInvalid, SessionEnded, SessionClosed, WrongState: as for ``ask``.
            WrongState: the question is answered.
            RateLimited, Unavailable: temporary.
        """
        if session != participant.session:
            raise NotAllowed("This token belongs to another session.")
        await self._open_session(participant)
        await self._rate_limits.spend_for_audience_vote(participant.participant)
        found = await self._questions.find(session, question)
        if found is None or not found.is_public:
            raise NotFound("There is no such question.")
        if found.participant == participant.participant:
            raise OwnQuestion
        if found.state != "shown":
            raise WrongState("This question is answered.")
        if up:
            await self._votes.cast(participant, question, self._clock())
        else:
            await self._votes.take_back(participant, question, self._clock())
        counted = await self._settling.settle(session, question)
        if counted is None:
            raise NotFound("There is no such question.")
        return counted

    async def _drafted(self, participant: Participant, identity: str, text: str) -> AudienceQuestion:
        full = await self._open_session(participant)
        await self._rate_limits.spend_for_audience_question(participant.participant)
        board = await self._questions.of_session(participant.session)
        if len(board) >= MAX_QUESTIONS:
            raise BoardFull
        now, content = self._clock(), full.version.content
        flagged = finds_profanity(text, (content.language, *content.translations))
        is_shown = full.session.settings.audience_questions == "open" and not flagged
        return AudienceQuestion(
            id=identity,
            session=participant.session,
            organization=participant.organization,
            participant=participant.participant,
            text=text,
            state="shown" if is_shown else "pending",
            flagged=flagged,
            cast_before=sum(question.votes for question in board) if is_shown else 0,
            asked_at=now,
            shown_at=now if is_shown else None,
        )

    async def _open_session(self, participant: Participant) -> SessionInFull:
        """The session as it is stored, which takes questions now; callers at the same time share one read."""
        found = await self._sessions.find_now(participant.session)
        if found is None:
            raise NotFound("There is no such session.")
        found.session.require_present(participant.participant)
        require_taking(found.session, self._clock())
        if found.session.has_erasures and not await self._participants.stands(participant):
            raise TokenInvalid("This participant was erased.")
        return found

    def _receipt(self, status: Literal["accepted", "duplicate"], question: AudienceQuestion, key: str) -> Asked:
        """HMAC-SHA256 (RFC 2104) of what never changes, as the receipts of answers are made."""
        message = f"{question.id}|{key}|{question.text}".encode()
        receipt = base64.b32encode(hmac.digest(self._secret, message, "sha256")[:RECEIPT_BYTES]).decode()
        return Asked(status, question, key, receipt, question.asked_at)
