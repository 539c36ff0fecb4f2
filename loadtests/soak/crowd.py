"""People who do all that people do: answer, change their mind, ask, vote for questions, clap, drop, come late, go."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from uuid_utils import uuid7

from app.client.respondent import Respondent
from app.client.socket import Refused
from app.contracts.frames import Ack, Ask, React, ServerFrame, Upvote
from app.features.surveys.questions import Option, Scale, SingleChoice
from loadtests.facilitator import Facilitator, Session
from loadtests.schedule import poisson_arrivals, run_open_loop

CHOICE = SingleChoice(id="choice", title="Which?", options=tuple(Option(f"o{n}", f"Option {n}") for n in range(6)))
SCALE = Scale(id="scale", title="How much?", min=1, max=7)
QUESTIONS = (CHOICE, SCALE)
REACTIONS = ("like", "love", "clap", "laugh", "wow")
LATECOMER_STAYS_S = 20.0
SETTLED_WITHIN_S = 120.0
SEED = 7


class Guest(Respondent):
    """Remembers which questions of the audience there are, as far as its own asking told it."""

    def __init__(self, url: str, token: str, session: Session, mode: str) -> None:
        super().__init__(url, token, session.id)
        self.session, self.mode = session, mode
        self.questions: list[str] = []

    async def on_frame(self, frame: ServerFrame) -> None:
        await super().on_frame(frame)
        if isinstance(frame, Ack) and isinstance(frame.question, str):
            self.questions.append(frame.question)

    def respond(self, chance: random.Random) -> asyncio.Future[Ack]:
        """The next answer, or a change of the last."""
        choice, scale = chance.choice(CHOICE.options).id, chance.randint(1, 7)
        if self.mode == "live":
            return asyncio.ensure_future(self.answer(CHOICE.id, {CHOICE.id: choice}))
        return asyncio.ensure_future(self.answer("form", {CHOICE.id: choice, SCALE.id: scale}))


class Unsettled(Exception):
    """Somebody never heard what became of what they sent; says who, and in which state they are."""


class Crowd:
    """Everybody in all sessions. ``done`` counts what was done; answers are counted when they are acked."""

    def __init__(self, facilitator: Facilitator, urls: Sequence[str]) -> None:
        self._facilitator, self._urls = facilitator, urls
        self._chance = random.Random(SEED)
        self._modes: dict[str, str] = {}
        self._sessions: dict[str, Session] = {}
        self.guests: list[Guest] = []
        self.visitors: list[Guest] = []
        self._late: set[asyncio.Task[None]] = set()
        self._answers: set[asyncio.Future[Ack]] = set()
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    @property
    def under_way(self) -> int:
        return len(self._answers)

    async def arrive(self, session: Session, mode: str, count: int) -> None:
        """So many more come, and stay."""
        self._sessions[session.id], self._modes[session.id] = session, mode
        for token in await self._facilitator.join_many(session, count):
            guest = Guest(self._chance.choice(self._urls), token, session, mode)
            self.guests.append(await guest.__aenter__())

    async def live_for(self, seconds: float, answers_per_s: float) -> None:
        """All of it at once, each at its own pace."""
        paces: dict[Callable[[], None], float] = {
            self._answer: answers_per_s,
            self._drop: 1.0,
            self._ask: 0.5,
            self._vote: 1.0,
            self._clap: 3.0,
            self._come_late: 0.5,
        }
        async with asyncio.TaskGroup() as doing:
            for number, (deed, per_s) in enumerate(paces.items()):
                arrivals = poisson_arrivals(per_s, seconds, seed=SEED + number)
                doing.create_task(run_open_loop(arrivals, partial(_do, deed)))

    async def settle(self) -> None:
        """Return when all that they sent is answered. Raises Unsettled."""
        try:
            async with asyncio.timeout(SETTLED_WITHIN_S):
                while self._late or self._answers:
                    await asyncio.gather(*self._late, *self._answers, return_exceptions=True)
        except TimeoutError as error:
            waiting = [_state_of(guest) for guest in (*self.guests, *self.visitors) if guest.waiting]
            raise Unsettled("; ".join([f"{len(self._answers)} answers, {len(self._late)} others", *waiting])) from error

    async def leave(self) -> None:
        """Everybody."""
        for guest in self.guests:
            await guest.__aexit__(None, None, None)

    def _answer(self) -> None:
        self._respond(self._chance.choice(self.guests))

    def _respond(self, guest: Guest) -> asyncio.Future[Ack]:
        answer = guest.respond(self._chance)
        self._answers.add(answer)
        answer.add_done_callback(self._answered)
        return answer

    def _answered(self, answer: asyncio.Future[Ack]) -> None:
        self._answers.discard(answer)
        failure = None if answer.cancelled() else answer.exception()
        if isinstance(failure, Refused):
            self.refused[failure.code] += 1
        elif failure is None:
            self.done["answers"] += 1

    def _drop(self) -> None:
        self._chance.choice(self.guests).drop()
        self.done["reconnects"] += 1

    def _ask(self) -> None:
        guest = self._chance.choice(self.guests)
        key = str(uuid7())
        self._say(guest, Ask(id=key, key=key, session=guest.session.id, text="Will this go on?"), "questions")

    def _vote(self) -> None:
        guest = self._chance.choice(self.guests)
        known = [one for other in self.guests if other.session is guest.session for one in other.questions]
        if known:
            question = self._chance.choice(known)
            self._say(guest, Upvote(id=str(uuid7()), session=guest.session.id, question=question), "votes")

    def _clap(self) -> None:
        guest = self._chance.choice(self.guests)
        reaction = self._chance.choice(REACTIONS)
        self._say(guest, React(id=str(uuid7()), session=guest.session.id, reaction=reaction), "reactions")  # type: ignore[arg-type]

    def _say(self, guest: Guest, frame: Ask | Upvote | React, deed: str) -> None:
        self.done[deed] += 1
        self._keep(asyncio.ensure_future(_sent(guest, frame)))

    def _come_late(self) -> None:
        self._keep(asyncio.ensure_future(self._visit()))

    async def _visit(self) -> None:
        """Somebody joins, answers, and goes."""
        session = self._sessions[self._chance.choice(list(self._sessions))]
        [token] = await self._facilitator.join_many(session, 1)
        async with Guest(self._chance.choice(self._urls), token, session, self._modes[session.id]) as guest:
            self.visitors.append(guest)
            await asyncio.wait((self._respond(guest),))
            await asyncio.sleep(LATECOMER_STAYS_S)
        self.done["latecomers"] += 1

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._late.add(task)
        task.add_done_callback(self._late.discard)


def _do(deed: Callable[[], None], _index: int, _due: float) -> None:
    deed()


async def _sent(guest: Guest, frame: Ask | Upvote | React) -> None:
    await guest.send(frame)


def _state_of(guest: Guest) -> str:
    state = "over" if guest.is_over else "connected" if guest.is_connected else "away"
    refused = guest.last_refusal.code if guest.last_refusal is not None else "no refusal"
    ending = f"{guest.connects} connects, last closed with {guest.last_close_code}, {refused}"
    return f"{guest.waiting} of a guest of a {guest.mode} session: {state}, {ending}"
