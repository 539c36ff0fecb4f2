"""The board of a session: who sees which questions, and the verdicts of those who moderate it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import msgspec

from app.contracts.audience import AudienceQuestion
from app.contracts.events import AudienceQuestionChanged
from app.core.clock import Clock
from app.core.errors import EditConflict, NotFound, Unavailable
from app.core.principals import Member, Participant
from app.features.audience.model import Verdict, judged
from app.features.audience.repository import AudienceQuestions
from app.features.audience.settling import Settling
from app.features.audience.votes import VoteLog
from app.features.audit.service import AuditTrail
from app.features.sessions.joining import ParticipantService
from app.features.sessions.service import EventPublisher, SessionService

MAX_ATTEMPTS = 20
ABANDONED_AFTER = timedelta(seconds=5)
"""Longer than counting takes: whoever began it must have died."""


class SeenBoard(msgspec.Struct, frozen=True):
    """``questions`` that the viewer sees; ``cast``: votes on all of them, seen or not; ``voted``: the viewer's."""

    questions: list[AudienceQuestion]
    cast: int
    voted: frozenset[str] = frozenset()


class BoardService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        participants: ParticipantService,
        questions: AudienceQuestions,
        votes: VoteLog,
        settling: Settling,
        events: EventPublisher,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._sessions, self._participants = sessions, participants
        self._questions, self._votes, self._settling = questions, votes, settling
        self._events, self._audit, self._clock = events, audit, clock

    async def seen_by(self, viewer: Member | Participant, session: str) -> SeenBoard:
        """All questions for a member; for a participant those that are shown, and their own.

        Raises NotFound, ParticipantRemoved.
        """
        if isinstance(viewer, Member):
            await self._sessions.get(viewer.organization, session)
            return _seen(await self._questions.of_session(session), [])
        if viewer.session != session:
            raise NotFound
        await self._participants.session_of(viewer)
        board, voted = await self._questions.of_session(session), await self._votes.of_participant(viewer)
        return _seen(board, voted, viewer.participant)

    async def judge(
        self, member: Member, session: str, question: str, verdict: Verdict, *, based_on: int
    ) -> AudienceQuestion:
        """Show, answer, hide or pin a question; a verdict that is so already changes nothing.

        Raises:
            NotFound: there is no such question in a session of the member's organization.
            EditConflict: somebody else has judged it since ``based_on``; votes do not matter.
            WrongState: as ``judged`` says.
        """
        await self._sessions.get(member.organization, session)
        for _ in range(MAX_ATTEMPTS):
            board = await self._questions.of_session(session)
            before = next((one for one in board if one.id == question and one.state != "removed"), None)
            if before is None:
                raise NotFound
            if before.edition != based_on:
                raise EditConflict(current=before.edition)
            after = judged(before, verdict, cast=sum(one.votes for one in board), now=self._clock())
            if after == before:
                return before
            stored = await self._questions.replace(before, msgspec.structs.replace(after, edition=before.edition + 1))
            if stored is not None:
                await self._events.publish(AudienceQuestionChanged(session, stored))
                await self._audit.record(
                    member,
                    "audience_question.judged",
                    question,
                    before=_judged_parts(before),
                    after=_judged_parts(after),
                )
                return stored
        raise Unavailable("Too many votes at once; try again.")

    async def whole(self, session: str) -> list[AudienceQuestion]:
        """The board for our own processes, no caller is checked; votes that somebody died over are counted first."""
        for question in (await self._abandoned((session,))).get(session, ()):
            await self._settling.settle(session, question)
        return await self._questions.of_session(session)

    async def versions(self, sessions: Collection[str]) -> dict[str, int]:
        """Where the boards of these sessions stand; one ahead of its questions where abandoned votes are to be
        counted."""
        stored = await self._questions.versions(sessions)
        abandoned = await self._abandoned(sessions)
        return {session: version + (session in abandoned) for session, version in stored.items()}

    async def _abandoned(self, sessions: Collection[str]) -> dict[str, set[str]]:
        return await self._votes.unsettled(sessions, self._clock() - ABANDONED_AFTER)


def _seen(board: list[AudienceQuestion], voted: list[str], participant: str | None = None) -> SeenBoard:
    def sees(question: AudienceQuestion) -> bool:
        if question.state == "removed":
            return False
        return participant is None or question.is_public or question.participant == participant

    return SeenBoard(
        [question for question in board if sees(question)], sum(one.votes for one in board), frozenset(voted)
    )


def _judged_parts(question: AudienceQuestion) -> dict[str, object]:
    return {"session": question.session, "state": question.state, "pinned": question.pinned}
