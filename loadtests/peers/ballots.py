"""A ballot in which everybody votes once, at our server and at the tutorial's, while sockets drop and servers die."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from typing import Any, Protocol

from pymongo import MongoClient

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from loadtests.facilitator import Facilitator, Session
from loadtests.peers.crowds import OPTIONS, QUESTION, open_voters
from loadtests.peers.process import Tutorial
from loadtests.peers.voter import Voter
from loadtests.stack import DATABASE, Stack
from loadtests.swarm import wait_until

REST_S = 3.0
"""Nothing has moved for so long: it is over."""

DONE_WITHIN_S = 90.0

Counts = dict[str, int]


class Ballot(Protocol):
    """Voter ``n`` votes once. What a voter does about a vote that gets no answer is the client's."""

    async def open(self, voters: int, screens: int) -> None: ...

    def vote(self, number: int) -> None: ...

    def drop_everybody(self) -> None: ...

    def kill_server(self) -> None:
        """SIGKILL, and at once a start."""

    async def settled(self) -> None:
        """Return when nothing moves any more."""

    def votes_of_each(self) -> Counter[int]:
        """How often each voter stands in the database."""

    def shown(self) -> list[Counts]:
        """On each screen."""

    async def close(self) -> None: ...


class OurBallot:
    """Phones with an outbox, as the web app's."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._facilitator = Facilitator(stack.url)
        self._session: Session | None = None
        self._phones: list[Respondent] = []
        self._screens: list[Watcher] = []
        self._votes: list[asyncio.Task[Any]] = []
        self._lines = AsyncExitStack()

    async def open(self, voters: int, screens: int) -> None:
        facilitator, url = await self._facilitator.__aenter__(), self._stack.socket_url
        session = self._session = await facilitator.start_session([QUESTION], "live")
        await facilitator.control(session, "open", QUESTION.id)
        tokens = await facilitator.join_many(session, voters)
        self._phones = [Respondent(url, token, session.id) for token in tokens]
        self._screens = [Watcher(url, facilitator.token, [self._channel]) for _ in range(screens)]
        for line in (*self._phones, *self._screens):
            await self._lines.enter_async_context(line)
        await wait_until(lambda: all(line.connects for line in (*self._phones, *self._screens)), "everybody")

    def vote(self, number: int) -> None:
        answer = self._phones[number].answer(QUESTION.id, {QUESTION.id: option_of(number)})
        self._votes.append(asyncio.ensure_future(answer))

    def drop_everybody(self) -> None:
        for line in (*self._phones, *self._screens):
            line.drop()

    def kill_server(self) -> None:
        self._stack.kill("gateway")
        self._stack.revive("gateway")

    async def settled(self) -> None:
        async with asyncio.timeout(DONE_WITHIN_S):
            await asyncio.gather(*self._votes)
        await asyncio.sleep(REST_S)

    def votes_of_each(self) -> Counter[int]:
        assert self._session is not None
        numbers = {key: number for number, phone in enumerate(self._phones) for key in phone.sent}
        with MongoClient[dict[str, Any]](self._stack.mongo.url) as client:
            return Counter(numbers[entry["key"]] for entry in client[DATABASE]["entries"].find(self._of_session))

    def shown(self) -> list[Counts]:
        cells = [screen.views[self._channel].results().cells.get(f"{QUESTION.id}@1", {}) for screen in self._screens]
        return [{name.removeprefix("o:"): n for name, n in cell.items() if name != "n"} for cell in cells]

    async def close(self) -> None:
        await self._lines.aclose()
        await self._facilitator.__aexit__(None, None, None)

    @property
    def _channel(self) -> str:
        return f"session:{self._of_session['session']}:results"

    @property
    def _of_session(self) -> dict[str, str]:
        assert self._session is not None
        return {"session": self._session.id}


class TutorialBallot:
    """``retries``: its clients send again what got no answer."""

    def __init__(self, tutorial: Tutorial, *, retries: bool) -> None:
        self._tutorial, self._retries = tutorial, retries
        self._voters: list[Voter] = []
        self._screens: list[Voter] = []

    async def open(self, voters: int, screens: int) -> None:
        self._voters = [Voter(self._tutorial.port, retries=self._retries) for _ in range(voters)]
        self._screens = [Voter(self._tutorial.port) for _ in range(screens)]
        await open_voters([*self._voters, *self._screens])

    def vote(self, number: int) -> None:
        self._voters[number].vote(number, str(number), option_of(number))

    def drop_everybody(self) -> None:
        for voter in (*self._voters, *self._screens):
            voter.drop()

    def kill_server(self) -> None:
        self._tutorial.kill()
        self._tutorial.start()

    async def settled(self) -> None:
        everybody = (*self._voters, *self._screens)
        await wait_until(
            lambda: not any(one.is_waiting or one.is_away for one in everybody), "every vote", deadline_s=DONE_WITHIN_S
        )
        await asyncio.sleep(REST_S)

    def votes_of_each(self) -> Counter[int]:
        return Counter({int(voter): times for voter, times in self._tutorial.votes_of_each().items()})

    def shown(self) -> list[Counts]:
        return [screen.shown for screen in self._screens]

    async def close(self) -> None:
        for voter in (*self._voters, *self._screens):
            await voter.close()


def option_of(number: int) -> str:
    """What a voter votes for."""
    return OPTIONS[number % len(OPTIONS)]
