"""The same room twice: phones that vote and see the result, at our server and at the tutorial's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from app.features.surveys.questions import Option, SingleChoice
from loadtests.acks import OVERTAKEN
from loadtests.facilitator import Facilitator, Session
from loadtests.peers.process import Tutorial
from loadtests.peers.voter import Voter
from loadtests.screens import results_in
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until
from loadtests.wire import HandshakeRefused

OPTIONS = tuple(f"o{number}" for number in range(6))
QUESTION = SingleChoice(id="q", title="Which?", options=tuple(Option(option, option) for option in OPTIONS))
CONNECTS_AT_ONCE = 50
ATTEMPTS, PAUSE_S = 300, 0.1


class Crowd(Protocol):
    """Everybody in the room sees the counts; who came last tells ``on_total`` how many votes are in them."""

    on_ack: Callable[[int], None]
    on_total: Callable[[int], None]

    @property
    def pids(self) -> dict[str, int]: ...

    async def open(self, size: int) -> None: ...

    def prepare(self, votes: range) -> None:
        """Encode what is about to be sent."""

    def vote(self, number: int) -> None:
        """Of whoever's turn it is."""

    async def close(self) -> None: ...


class OurCrowd:
    """Phones take turns, and from their second turn on they change their answer."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._facilitator = Facilitator(stack.url)
        self._session: Session | None = None
        self._phones: list[Phone] = []
        self._frames: dict[int, bytes] = {}
        self.on_ack: Callable[[int], None] = _ignore
        self.on_total: Callable[[int], None] = _ignore

    @property
    def pids(self) -> dict[str, int]:
        return self._stack.pids

    async def open(self, size: int) -> None:
        facilitator = await self._facilitator.__aenter__()
        session = self._session = await facilitator.start_session([QUESTION], "live")
        self._phones = [Phone(token) for token in await facilitator.join_many(session, size)]
        await facilitator.control(session, "open", QUESTION.id)
        await facilitator.control(session, "reveal", QUESTION.id)
        for phone in self._phones:
            phone.on_answer = self._on_answer
        self._phones[-1].on_channel = self._on_channel
        await open_all(self._phones, self._stack.port, channels_of(session.id, "results"))
        await wait_until(lambda: all(phone.frames for phone in self._phones), "all snapshots")

    def prepare(self, votes: range) -> None:
        assert self._session is not None
        for number in votes:
            turn = number // len(self._phones)
            self._frames[number] = encoded_submission(
                self._session.id, QUESTION.id, {QUESTION.id: _option(turn)}, revision=1 + turn, request=str(number)
            )

    def vote(self, number: int) -> None:
        self._phones[number % len(self._phones)].send_encoded(self._frames[number])

    async def close(self) -> None:
        for phone in self._phones:
            phone.abort()
        await self._facilitator.__aexit__(None, None, None)

    def _on_answer(self, request: str, code: str) -> None:
        if code == OVERTAKEN:
            self.vote(int(request))
        elif code:
            raise RuntimeError(f"submission {request} was refused: {code}")
        elif request.isdecimal():
            del self._frames[int(request)]
            self.on_ack(int(request))

    def _on_channel(self, payload: bytes) -> None:
        results = results_in(payload)
        if results is not None:
            self.on_total(results.entries)


class TutorialCrowd:
    """The voters of the tutorial; whoever votes again is counted again."""

    def __init__(self, tutorial: Tutorial) -> None:
        self._tutorial = tutorial
        self._voters: list[Voter] = []
        self.on_ack: Callable[[int], None] = _ignore
        self.on_total: Callable[[int], None] = _ignore

    @property
    def pids(self) -> dict[str, int]:
        return self._tutorial.pids

    async def open(self, size: int) -> None:
        self._voters = [Voter(self._tutorial.port) for _ in range(size)]
        for voter in self._voters:
            voter.on_ack = self._on_ack
        self._voters[-1].on_results = lambda counts: self.on_total(sum(counts.values()))
        await open_voters(self._voters)

    def prepare(self, votes: range) -> None:
        """Nothing: it is encoded in a moment."""

    def vote(self, number: int) -> None:
        turn, place = divmod(number, len(self._voters))
        self._voters[place].vote(number, f"voter-{place}", _option(turn))

    async def close(self) -> None:
        for voter in self._voters:
            await voter.close()

    def _on_ack(self, number: int) -> None:
        self.on_ack(number)


async def open_voters(voters: Sequence[Voter]) -> None:
    """Wait for the server to listen, then connect all of them. Raises OSError where it never does."""
    for attempt in range(ATTEMPTS):
        try:
            await voters[0].open()
            break
        except (OSError, HandshakeRefused):
            if attempt == ATTEMPTS - 1:
                raise
            await asyncio.sleep(PAUSE_S)
    gate = asyncio.Semaphore(CONNECTS_AT_ONCE)

    async def open_one(voter: Voter) -> None:
        async with gate:
            await voter.open()

    await asyncio.gather(*(open_one(voter) for voter in voters[1:]))


def _option(turn: int) -> str:
    """All choose the same in turn, so that no two changes undo each other: of that a phone would not be told."""
    return OPTIONS[turn % len(OPTIONS)]


def _ignore(_number: int) -> None:
    """Nobody listens."""
