"""Votes become the number beside a question: always a recount of the log, never an addition."""

from __future__ import annotations

import asyncio

import msgspec

from app.contracts.audience import AudienceQuestion
from app.contracts.events import AudienceQuestionChanged
from app.core.errors import Unavailable
from app.features.audience.repository import AudienceQuestions
from app.features.audience.votes import VoteLog
from app.features.sessions.service import EventPublisher

MAX_ATTEMPTS = 100


class Settling:
    """A change of a vote is written as *not counted*; settling reads these marks, then the question, then counts the
    log, sets the count where the question is still at the version that was read, and only then removes the marks.

    Whoever set the count last read the question after the one before had set it, hence counted whatever that one had
    seen. A crash leaves marks, and whoever settles next counts again (docs/adr/0014-audience-questions.md).
    """

    def __init__(self, questions: AudienceQuestions, votes: VoteLog, events: EventPublisher) -> None:
        self._questions, self._votes, self._events = questions, votes, events
        self._running: dict[str, asyncio.Task[AudienceQuestion | None]] = {}

    async def settle(self, session: str, question: str) -> AudienceQuestion | None:
        """The question with all votes that were written before this call; a crowd that asks at once shares the work.

        Raises Unavailable, temporary: too many processes count at the same time.
        """
        under_way = self._running.get(question)
        if under_way is not None:
            await asyncio.wait((under_way,))  # that one may have counted before this call
        task = self._running.get(question)
        if task is None or task.done():
            task = self._running[question] = asyncio.create_task(self._settle(session, question))
            task.add_done_callback(lambda done: self._forget(question, done))
        return await asyncio.shield(task)

    def _forget(self, question: str, done: asyncio.Task[AudienceQuestion | None]) -> None:
        if self._running.get(question) is done:
            del self._running[question]
        if not done.cancelled():
            done.exception()  # whoever waits for it gets it

    async def _settle(self, session: str, question: str) -> AudienceQuestion | None:
        for _ in range(MAX_ATTEMPTS):
            marks = await self._votes.uncounted(question)
            stored = await self._questions.find(session, question)
            if stored is None or not marks:
                return stored
            counted = msgspec.structs.replace(stored, votes=await self._votes.standing(question))
            settled = await self._questions.replace(stored, counted)
            if settled is not None:
                await self._votes.set_counted(marks)
                await self._events.publish(AudienceQuestionChanged(session, settled))
                return settled
        raise Unavailable("Too many votes at once; try again.")
