"""The simulated respondents: each joins, connects, and carries out its plan over a real socket."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from uuid_utils import uuid7

from app.client.respondent import Respondent
from app.client.socket import Refused
from app.contracts.frames import Submit
from app.demo.plans import Plan, Submission
from app.demo.report import Tally
from app.demo.studio import RunningSession, ServerRefused, Studio

MOST_AT_ONCE = 250
"""Respondents with an open socket at a time (self-paced sessions)."""

PATIENCE_S = 120.0
"""How long a respondent waits for the server before giving up; it may be killed and started again meanwhile."""

POLL_S = 0.02
MAX_THINKING_S = 1.5
THINKING_ARRIVALS = 30
"""Nobody thinks for longer than it takes this many others to arrive, so that a fast replay is fast throughout."""

OnDone = Callable[[], None]


class Member:
    """One respondent in the room; remembers the revision of each part."""

    def __init__(self, plan: Plan, respondent: Respondent, session: str, tally: Tally) -> None:
        self.plan = plan
        self._respondent = respondent
        self._session = session
        self._tally = tally
        self._revisions: dict[str, int] = {}

    async def say(self, part: str, submission: Submission) -> None:
        """Submit the next revision of a part, with all the trouble that the plan foresees.

        Raises:
            ServerRefused: the answers are refused for good.
            TimeoutError: there was no ack within ``PATIENCE_S``.
        """
        self._revisions[part] = self._revisions.get(part, 0) + 1
        key = str(uuid7())
        frame = Submit(
            id=key,
            key=key,
            session=self._session,
            part=part,
            attempt=1,
            revision=self._revisions[part],
            answers=submission.answers,
        )
        self._tally.sent += 1
        if submission.cut:
            await self._respondent.send(frame)
            self._respondent.drop()
        await self._submit(frame)
        if submission.resent:
            await self._submit(frame)

    async def _submit(self, frame: Submit) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                ack = await self._respondent.submit(frame)
        except Refused as refusal:
            raise ServerRefused(f"{refusal.code}: {refusal.message} {refusal.fields}") from None
        self._tally.note(frame.key, ack)


class Crowd:
    """All respondents of a demo, ``per_second`` of them arriving each second; chance comes from the seed."""

    def __init__(
        self,
        studio: Studio,
        session: RunningSession,
        socket_url: str,
        *,
        per_second: float,
        seed: int,
        tally: Tally,
    ) -> None:
        self._studio = studio
        self._session = session
        self._socket_url = socket_url
        self._per_second = per_second
        self._randomness = random.Random(seed)
        self._tally = tally

    async def answer_forms(self, plans: list[Plan], on_done: OnDone) -> None:
        """A self-paced session: respondents arrive at random, answer the whole form and leave."""
        gate = asyncio.Semaphore(MOST_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for plan in plans:
                await gate.acquire()
                task = group.create_task(self._answer_form(plan, on_done))
                task.add_done_callback(lambda _: gate.release())
                await asyncio.sleep(self._randomness.expovariate(self._per_second))

    async def _answer_form(self, plan: Plan, on_done: OnDone) -> None:
        async with self._seated(plan) as member:
            for position, submission in enumerate(plan.submissions):
                if position:
                    await self._think()
                await member.say("form", submission)
        on_done()

    async def answer_questions(self, plans: list[Plan], questions: list[str], on_done: OnDone) -> None:
        """A paced session: everybody is in the room, and the facilitator asks one question after the other."""
        async with AsyncExitStack() as room:
            members = [await room.enter_async_context(self._seated(plan)) for plan in plans]
            for question in questions:
                await self._studio.control(self._session.id, "open", question)
                async with asyncio.TaskGroup() as group:
                    for member in self._randomness.sample(members, len(members)):
                        group.create_task(self._answer_question(member, question, on_done))
                        await asyncio.sleep(self._randomness.expovariate(self._per_second))
                await self._studio.control(self._session.id, "close")
                await self._studio.control(self._session.id, "reveal", question)

    async def _answer_question(self, member: Member, question: str, on_done: OnDone) -> None:
        for position, submission in enumerate(member.plan.submissions):
            if position:
                await self._think()
            answers = {question: submission.answers[question]}
            await member.say(question, Submission(answers, resent=submission.resent, cut=submission.cut))
        on_done()

    @asynccontextmanager
    async def _seated(self, plan: Plan) -> AsyncIterator[Member]:
        seat = await self._studio.join(self._session.code)
        self._tally.habits[plan.habit] += 1
        chance = random.Random(self._randomness.random()).random
        async with Respondent(self._socket_url, seat.token, self._session.id, randomness=chance) as respondent:
            await self._connected(respondent)
            yield Member(plan, respondent, self._session.id, self._tally)
        self._tally.reconnects += respondent.connects - 1

    async def _connected(self, respondent: Respondent) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not respondent.connects:
                if respondent.is_over:
                    raise ServerRefused(f"the socket was refused: {respondent.last_refusal}")
                await asyncio.sleep(POLL_S)

    async def _think(self) -> None:
        await asyncio.sleep(
            self._randomness.uniform(0.05, 1.0) * min(MAX_THINKING_S, THINKING_ARRIVALS / self._per_second)
        )
