"""Everybody answers within seconds; meanwhile all sockets drop at once, and later the server is killed: what is left?

Ours against the tutorial as it comes, with its client's retries, and with retries and a unique index.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from dataclasses import dataclass

from loadtests.figures import Figure
from loadtests.peers.ballots import Ballot, OurBallot, TutorialBallot, option_of
from loadtests.peers.process import running_tutorial
from loadtests.schedule import run_open_loop, scattered_arrivals
from loadtests.stack import Stack

VOTERS = int(os.environ.get("LOADTEST_CRASHES_VOTERS", "300"))
SCREENS = 5
ANSWERED_WITHIN_S = 3.0
DROP_AFTER_S, KILL_AFTER_S = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Damage:
    """``doubled``: votes that are counted beyond each voter's one. ``wrong``: screens that at rest show something else
    than what is stored."""

    lost: int
    doubled: int
    wrong: int

    @property
    def total(self) -> int:
        return self.lost + self.doubled + self.wrong

    def __str__(self) -> str:
        return f"{self.lost} lost, {self.doubled} counted twice, {self.wrong} of {SCREENS} screens wrong"


async def measure(stack: Stack) -> list[Figure]:
    ours = await _suffered(OurBallot(stack))
    with running_tutorial() as tutorial:
        plain = await _suffered(TutorialBallot(tutorial, retries=False))
    with running_tutorial() as tutorial:
        retrying = await _suffered(TutorialBallot(tutorial, retries=True))
    with running_tutorial("--once") as tutorial:
        unique = await _suffered(TutorialBallot(tutorial, retries=True))
    detail = (
        f"{VOTERS} answer within {ANSWERED_WITHIN_S:g} s, all sockets drop after {DROP_AFTER_S:g} s, SIGKILL after "
        f"{KILL_AFTER_S:g} s: ours {ours}; the Socket.IO tutorial {plain}; with its client's retries {retrying}; with "
        f"retries and a unique index {unique}"
    )
    return [Figure("crash_answers", ours.total, detail)]


async def _suffered(ballot: Ballot) -> Damage:
    await ballot.open(VOTERS, SCREENS)
    loop = asyncio.get_running_loop()
    try:
        loop.call_later(DROP_AFTER_S, ballot.drop_everybody)
        loop.call_later(KILL_AFTER_S, ballot.kill_server)
        await run_open_loop(iter(scattered_arrivals(VOTERS, ANSWERED_WITHIN_S, seed=6)), lambda n, _: ballot.vote(n))
        await ballot.settled()
        stored = ballot.votes_of_each()
        counts: Counter[str] = Counter()
        for voter, times in stored.items():
            counts[option_of(voter)] += times
        damage = Damage(
            lost=VOTERS - len(stored),
            doubled=stored.total() - len(stored),
            wrong=sum(shown != counts for shown in ballot.shown()),
        )
    finally:
        await ballot.close()
    print(f"       {type(ballot).__name__}: {damage}", flush=True)
    return damage
