"""What the audience leaves behind goes when a participant is erased, or when a session's answers are kept no longer."""

from __future__ import annotations

from typing import Any

import msgspec

from app.contracts.audience import AudienceQuestion
from app.contracts.events import AudienceQuestionChanged
from app.core.clock import Clock
from app.core.errors import Unavailable
from app.core.principals import Participant
from app.features.audience.model import without_content
from app.features.audience.repository import AudienceQuestions
from app.features.audience.settling import Settling
from app.features.audience.votes import VoteLog
from app.features.sessions.service import EventPublisher

MAX_ATTEMPTS = 20


class AudienceForgotten:
    """Every step can be repeated from any point."""

    def __init__(
        self,
        *,
        questions: AudienceQuestions,
        votes: VoteLog,
        settling: Settling,
        events: EventPublisher,
        clock: Clock,
    ) -> None:
        self._questions, self._votes, self._settling = questions, votes, settling
        self._events, self._clock = events, clock

    async def held_about(self, participant: Participant) -> dict[str, Any]:
        """A participant's questions and votes."""
        asked = await self._questions.of_participant(participant.session, participant.participant)
        shown = ("id", "text", "state", "asked_at")
        voted = await self._votes.of_participant(participant)
        held = {
            "audience_questions": [{name: getattr(one, name) for name in shown} for one in asked],
            "audience_votes": sorted(voted),
        }
        return {name: found for name, found in held.items() if found}

    async def forget_participant(self, participant: Participant) -> None:
        """Empty the questions, take the votes back and count again. Raises Unavailable, temporary."""
        for question in await self._questions.of_participant(participant.session, participant.participant):
            await self._empty(question)
        for voted in await self._votes.of_participant(participant):
            await self._votes.take_back(participant, voted, self._clock())
            await self._settling.settle(participant.session, voted)
        await self._votes.remove(participant)

    async def forget_session(self, session: str) -> None:
        await self._votes.remove_all(session)
        await self._questions.remove_all(session)

    async def _empty(self, question: AudienceQuestion) -> None:
        stored: AudienceQuestion | None = question
        for _ in range(MAX_ATTEMPTS):
            if stored is None or not stored.participant:
                return
            emptied = msgspec.structs.replace(without_content(stored), edition=stored.edition + 1)
            replaced = await self._questions.replace(stored, emptied)
            if replaced is not None:
                await self._events.publish(AudienceQuestionChanged(replaced.session, replaced))
                return
            stored = await self._questions.find(question.session, question.id)
        raise Unavailable("Too many votes at once; try again.")
