"""From frames to services and back: every request gets exactly one answer."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import get_args

from app.contracts.close_codes import CloseCode
from app.contracts.events import AudienceQuestionChanged, StateChanged
from app.contracts.frames import (
    MAX_FRAME_BYTES,
    Ack,
    Ask,
    ClientFrame,
    Control,
    Hello,
    Pong,
    React,
    Refresh,
    Submit,
    Subscribe,
    Unsubscribe,
    Upvote,
    Welcome,
)
from app.core.clock import Clock, Ticks
from app.core.errors import (
    AppError,
    InternalError,
    MalformedFrame,
    NotAllowed,
    NotFound,
    ParticipantRemoved,
    Removed,
    StorageUnavailable,
    TokenExpired,
    TokenInvalid,
    TokenRevoked,
)
from app.core.metrics import counters
from app.core.principals import Member, Participant, Principal, require
from app.core.tracing import beginning
from app.features.audience.model import NewAudienceQuestion
from app.features.sessions.model import Command
from app.features.submissions.model import NewSubmission
from app.http.languages import wanted_languages
from app.infra.mongo_errors import PyMongoError
from app.infra.tokens import Credentials
from realtime.board import own_question
from realtime.connection import Connection
from realtime.hub import Hub
from realtime.limits import Limits
from realtime.ports import AudienceDoor, Controls, Doorkeeper, Submissions
from realtime.protocol import decode, request_id_of, require_order
from realtime.reactions import Reactions
from realtime.turnout import Asked, Awaited

log = logging.getLogger(__name__)

FRAMES_READ = counters("frames_received", "Frames that could be read, by their type.", "type")
READ_OF = {kind: FRAMES_READ.of(kind.__name__.lower()) for kind in get_args(ClientFrame)}

RETRY_AFTER_DEFECT_MS = 5_000

RETRY_AFTER_STORAGE_MS = 1_000


class Dispatcher:
    """Reads frames of all connections and answers them."""

    def __init__(
        self,
        *,
        hub: Hub,
        doorkeeper: Doorkeeper,
        submissions: Submissions,
        controls: Controls,
        audience: AudienceDoor,
        reactions: Reactions,
        limits: Limits,
        clock: Clock,
        ticks: Ticks,
    ) -> None:
        self._hub, self._doorkeeper, self._submissions, self._controls = hub, doorkeeper, submissions, controls
        self._audience, self._reactions = audience, reactions
        self._limits, self._clock, self._ticks = limits, clock, ticks

    async def handle(self, connection: Connection, data: bytes, *, is_text: bool) -> None:
        """Read one message and answer it; never raises for what a client sent."""
        try:
            if not is_text:
                raise MalformedFrame("Frames are text, not binary.")
            frame = decode(data)
            require_order(connection.phase, frame)
        except AppError as refusal:
            connection.refuse(refusal, request_id_of(data))
            return
        READ_OF[type(frame)].add()
        if isinstance(frame, Pong):
            return
        request_id = None if isinstance(frame, Hello) else frame.id
        await self._answer(connection, self._perform(connection, frame), request_id)

    async def _answer(self, connection: Connection, work: Awaitable[None], request_id: str | None) -> None:
        try:
            await work
        except ParticipantRemoved as refusal:
            connection.refuse(refusal, request_id)
            connection.close(CloseCode.REMOVED)
        except AppError as refusal:
            connection.refuse(refusal, request_id)
        except PyMongoError as failure:
            log.warning("the database failed a frame: %s", type(failure).__name__, extra={"connection": connection.id})
            connection.refuse(StorageUnavailable(retry_after_ms=RETRY_AFTER_STORAGE_MS), request_id)
        except Exception:
            log.exception("a frame could not be handled", extra={"connection": connection.id})
            connection.refuse(InternalError(retry_after_ms=RETRY_AFTER_DEFECT_MS), request_id)

    async def _perform(self, connection: Connection, frame: ClientFrame) -> None:
        if isinstance(frame, Submit):
            connection.pay_for_submission(self._ticks())
            await connection.start(self._answer(connection, self._submit(connection, frame), frame.id))
            return
        connection.pay_for_frame(self._ticks())
        if isinstance(frame, Ask | Upvote):
            work = self._ask(connection, frame) if isinstance(frame, Ask) else self._upvote(connection, frame)
            await connection.start(self._answer(connection, work, frame.id))
            return
        match frame:
            case Hello():
                await self._greet(connection, frame)
            case Subscribe():
                await self._subscribe(connection, frame)
            case Unsubscribe():
                connection.let_go(frame.channel)
                connection.send(Ack(id=frame.id, status="accepted", at=self._clock()))
            case Control():
                await self._control(connection, frame)
            case React():
                await self._react(connection, frame)
            case Refresh():
                await self._refresh(connection, frame)

    async def _greet(self, connection: Connection, frame: Hello) -> None:
        try:
            credentials = await self._doorkeeper.identify_for_socket(frame.token)
        except TokenExpired as refusal:
            connection.refuse(refusal, None)
            connection.close(CloseCode.TOKEN_EXPIRED)
            return
        except (TokenInvalid, TokenRevoked) as refusal:
            connection.refuse(refusal, None)
            connection.close(CloseCode.BAD_TOKEN)
            return
        except Removed as refusal:
            connection.refuse(refusal, None)
            connection.close(CloseCode.REMOVED)
            return
        connection.admit(credentials)
        if connection.participant is not None:
            self._hub.enter(connection.participant)
        connection.send(self._welcome(connection, credentials))

    async def _refresh(self, connection: Connection, frame: Refresh) -> None:
        credentials = await self._doorkeeper.identify_for_socket(frame.token)
        if _subject(credentials.principal) != _subject(connection.principal):
            raise TokenInvalid("This token belongs to somebody else.")
        connection.admit(credentials)
        connection.send(self._welcome(connection, credentials))

    async def _subscribe(self, connection: Connection, frame: Subscribe) -> None:
        connection.require_room_for(frame.channel)
        channel = await self._hub.open(connection.principal, frame.channel)
        await self._hub.catch_up(channel, frame.since)
        connection.send(Ack(id=frame.id, status="accepted", at=self._clock()))
        connection.let_go(frame.channel)  # by this name it may hold what it saw before it answered
        connection.hold(channel)
        channel.add(connection, frame.since)
        if connection.participant is not None and frame.channel.endswith(":questions"):
            for question in self._hub.own_questions(connection.participant):
                connection.send(own_question(question))

    async def _submit(self, connection: Connection, frame: Submit) -> None:
        principal = _participant(connection.principal)
        submission = NewSubmission(
            key=frame.key,
            session=frame.session,
            part=frame.part,
            attempt=frame.attempt,
            revision=frame.revision,
            answers=frame.answers,
            languages=tuple(wanted_languages(frame.language, None)),
        )
        with beginning("submit over the socket", lambda: None):
            receipt = await self._submissions.submit(principal, submission)
            connection.send(
                Ack(id=frame.id, status=receipt.status, at=receipt.at, key=receipt.key, receipt=receipt.receipt)
            )
        if receipt.status == "accepted":  # what a repeat says may have been taken back since
            awaited = Awaited(frame.session, principal.participant, Asked(frame.part, frame.attempt))
            self._hub.headcounts.note(awaited, is_answered=frame.answers.get(frame.part) is not None)

    async def _ask(self, connection: Connection, frame: Ask) -> None:
        asker = _participant(connection.principal)
        asked = await self._audience.ask(asker, NewAudienceQuestion(frame.key, frame.session, frame.text))
        connection.send(
            Ack(
                id=frame.id,
                status=asked.status,
                at=asked.at,
                key=asked.key,
                receipt=asked.receipt,
                question=asked.question.id,
                state=asked.question.state,
            )
        )
        self._hub.on_event(AudienceQuestionChanged(asked.question.session, asked.question))

    async def _upvote(self, connection: Connection, frame: Upvote) -> None:
        voter = _participant(connection.principal)
        question = await self._audience.vote(voter, frame.session, frame.question, up=frame.up)
        connection.send(Ack(id=frame.id, status="accepted", at=self._clock(), question=question.id))
        self._hub.on_event(AudienceQuestionChanged(question.session, question))

    async def _react(self, connection: Connection, frame: React) -> None:
        await self._reactions.react(_participant(connection.principal), frame.session, frame.reaction)
        connection.send(Ack(id=frame.id, status="accepted", at=self._clock()))

    async def _control(self, connection: Connection, frame: Control) -> None:
        principal = connection.principal
        if isinstance(principal, Participant):
            if principal.session != frame.session:
                raise NotFound("There is no such session.")
            raise NotAllowed("Only facilitators control a session.")
        require(principal, "sessions:control")
        command = Command(frame.action, frame.question, frame.seconds, frame.after, frame.phase)
        session = await self._controls.control(principal, frame.session, command)
        self._hub.on_event(StateChanged(session.id, session.state_version, self._clock(), session.state))
        connection.send(Ack(id=frame.id, status="accepted", at=self._clock()))

    def _welcome(self, connection: Connection, credentials: Credentials) -> Welcome:
        principal = credentials.principal
        return Welcome(
            connection=connection.id,
            role=principal.role if isinstance(principal, Member) else "participant",
            ping_interval_s=self._limits.ping_interval_s,
            max_frame_bytes=MAX_FRAME_BYTES,
            token_expires_at=credentials.expires_at,
            server_time=self._clock(),
        )


def _participant(principal: Principal) -> Participant:
    if not isinstance(principal, Participant):
        raise NotAllowed("Only a participant can do this; join the session first.")
    return principal


def _subject(principal: Principal) -> tuple[str, str]:
    """Whom a token speaks for; a role may change between two tokens, this may not."""
    if isinstance(principal, Participant):
        return principal.session, principal.participant
    return principal.organization, principal.user
