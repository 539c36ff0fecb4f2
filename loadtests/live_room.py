"""A session with everybody in it, from the first request to the last socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from app.features.surveys.questions import Option, SingleChoice
from loadtests.facilitator import Facilitator, Session
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, open_all, wait_until

CHOICE = SingleChoice(id="choice", title="Which?", options=tuple(Option(f"o{n}", f"Option {n}") for n in range(6)))


@dataclass(frozen=True, slots=True)
class Room:
    """``phones`` and ``screens`` hold the results."""

    facilitator: Facilitator
    session: Session
    phones: list[Phone]
    screens: list[Phone]


@asynccontextmanager
async def live_room(
    stack: Stack, phones: int, *, screens: int = 1, kinds: Sequence[str] = ("results", "state")
) -> AsyncIterator[Room]:
    """A live session in which the choice is open and revealed; everybody is connected."""
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session([CHOICE], "live")
        await facilitator.control(session, "open", CHOICE.id)
        await facilitator.control(session, "reveal", CHOICE.id)
        people = [Phone(token) for token in await facilitator.join_many(session, phones)]
        watching = [Phone(facilitator.token) for _ in range(screens)]
        everybody = [*people, *watching]
        await open_all(everybody, stack.port, channels_of(session.id, *kinds))
        await wait_until(lambda: all(phone.frames >= len(kinds) for phone in everybody), "all snapshots")
        yield Room(facilitator, session, people, watching)
        for phone in everybody:
            phone.abort()


def option_of(number: int) -> str:
    """What the number-th answer chooses."""
    return CHOICE.options[number % len(CHOICE.options)].id


class TotalShown:
    """When a channel's total reached each number: the k-th answer counts as shown when ``entries`` reaches k."""

    def __init__(self) -> None:
        self.at: list[float] = []

    def note(self, entries: int, now: float) -> None:
        """A frame says that so many answers are in it."""
        self.at += [now] * (entries - len(self.at))
