"""The same work for one gateway and one relay, and for two of each: how much does a second process take off the first?

Load, database and both gateways share the machine's cores, so the pace alone would say little. What is compared is the
CPU time of the busiest process for the same answers and frames: with a core for each process, that is what bounds them.
What a process uses while everybody is connected and nobody answers is taken off: it does not grow with the work.
The work must be alike: at a pace that the machine cannot keep, frames carry several answers each, and a run that
delivered fewer of them by more than a tenth is no result. And it must be evenly split: which relay folds a session
follows from a hash of its id, and among a few dozen rooms chance alone would give one relay half as much again as the
other.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack

from app.core.identity import slot_of
from loadtests.acks import AckLog
from loadtests.facilitator import Facilitator
from loadtests.figures import Figure
from loadtests.live_room import CHOICE, option_of
from loadtests.processes import CpuMeter
from loadtests.schedule import poisson_arrivals, run_open_loop
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until

ROOMS = int(os.environ.get("LOADTEST_SCALING_ROOMS", "24"))
PHONES = 24
RATE_PER_S = float(os.environ.get("LOADTEST_SCALING_RATE", "100"))
SECONDS = float(os.environ.get("LOADTEST_SCALING_SECONDS", "30"))
REST_S = 1.0
IDLE_S = float(os.environ.get("LOADTEST_SCALING_IDLE_S", "10"))
UNLIKE = 0.1
PARTITIONS = 2


class UnlikeWork(Exception):
    """One and two did not do the same, so that nothing follows from what they used."""


async def measure() -> list[Figure]:
    (one, one_frames, one_took_s), (two, two_frames, two_took_s) = await _used(1), await _used(2)
    if abs(one_frames - two_frames) > UNLIKE * max(one_frames, two_frames):
        raise UnlikeWork(f"{one_frames:,} frames from one gateway, {two_frames:,} from two: answer more slowly")
    work = f"{ROOMS} rooms of {PHONES}, {RATE_PER_S:g} answers/s for {SECONDS:g} s, seen by everybody"
    return [
        Figure(
            f"scaling_{part}s",
            _busiest(one, part) / _busiest(two, part),
            f"{work}: CPU of one {part} {_each(one, part)}, of two {_each(two, part)}, without what they "
            f"use at rest; {one_frames:,} frames in {one_took_s:.0f} s against {two_frames:,} in {two_took_s:.0f} s",
        )
        for part in ("gateway", "relay")
    ]


async def _used(width: int) -> tuple[dict[str, float], int, float]:
    """CPU seconds of each process for the whole of the work, beyond what it uses at rest; the frames that came, and in
    how many seconds."""
    with Stack(width=width) as stack:
        async with AsyncExitStack() as people:
            rooms: list[list[tuple[str, Phone]]] = []
            for number in range(ROOMS):
                facilitator = await people.enter_async_context(Facilitator(stack.url))
                rooms.append(await _filled(stack, facilitator, partition=number % PARTITIONS))
            phones = [room[place] for place in range(PHONES) for room in rooms]
            arrivals = list(poisson_arrivals(RATE_PER_S, SECONDS, seed=16))
            log = AckLog([phone for _, phone in phones], [_answer(phones, number) for number in range(len(arrivals))])
            meter, loop = CpuMeter(stack.pids), asyncio.get_running_loop()
            meter.start()
            await asyncio.sleep(IDLE_S)
            idle = meter.read()
            meter.start()
            began, frames = loop.time(), sum(phone.frames for _, phone in phones)
            await run_open_loop(iter(arrivals), log.send)
            await wait_until(lambda: log.latencies.count == len(arrivals), "an ack for every answer")
            await asyncio.sleep(REST_S)
            used, took_s = meter.read(), loop.time() - began
            frames = sum(phone.frames for _, phone in phones) - frames
            for _, phone in phones:
                phone.abort()
    beyond_rest = {name: seconds - idle[name] * took_s / IDLE_S for name, seconds in used.items()}
    return beyond_rest, frames, took_s


async def _filled(stack: Stack, facilitator: Facilitator, partition: int) -> list[tuple[str, Phone]]:
    """A room in one partition of two, whose phones are spread over all gateways, as a balancer spreads them."""
    session = await facilitator.start_session([CHOICE], "live")
    while slot_of(session.id) % PARTITIONS != partition:
        session = await facilitator.start_session([CHOICE], "live")
    await facilitator.control(session, "open", CHOICE.id)
    await facilitator.control(session, "reveal", CHOICE.id)
    phones = [Phone(token) for token in await facilitator.join_many(session, PHONES)]
    for number, port in enumerate(stack.ports):
        await open_all(phones[number :: len(stack.ports)], port, channels_of(session.id, "results"))
    await wait_until(lambda: all(phone.frames for phone in phones), "all snapshots")
    return [(session.id, phone) for phone in phones]


def _answer(phones: list[tuple[str, Phone]], number: int) -> bytes:
    turn, place = divmod(number, len(phones))
    session, _ = phones[place]
    answer = {CHOICE.id: option_of(turn)}
    return encoded_submission(session, CHOICE.id, answer, revision=1 + turn, request=str(number))


def _of_kind(used: dict[str, float], part: str) -> list[float]:
    return [seconds for name, seconds in used.items() if name.partition("-")[0] == part]


def _busiest(used: dict[str, float], part: str) -> float:
    return max(_of_kind(used, part))


def _each(used: dict[str, float], part: str) -> str:
    return " and ".join(f"{seconds:.2f} s" for seconds in _of_kind(used, part))
