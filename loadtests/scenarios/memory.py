"""Memory that one connected, subscribed socket costs the gateway."""

from __future__ import annotations

import asyncio

from app.features.surveys.questions import Scale
from loadtests.facilitator import Facilitator
from loadtests.figures import Figure
from loadtests.processes import use_of
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, open_all, wait_until

WARM_UP_SOCKETS = 500
SOCKETS = 2_000
SETTLE_S = 2.0
QUESTION = Scale(id="now", title="How much?", min=1, max=7)


async def measure(stack: Stack) -> list[Figure]:
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session([QUESTION], "live")
        channels = channels_of(session.id, "results", "state")
        tokens = await facilitator.join_many(session, WARM_UP_SOCKETS + SOCKETS)
        first = await _connect(stack, tokens[:WARM_UP_SOCKETS], channels)
        before = use_of(stack.pids["gateway"]).rss_bytes
        second = await _connect(stack, tokens[WARM_UP_SOCKETS:], channels)
        after = use_of(stack.pids["gateway"]).rss_bytes
        for phone in (*first, *second):
            phone.abort()
    detail = (
        f"RSS {before / 2**20:.0f} MiB with {WARM_UP_SOCKETS} sockets, {after / 2**20:.0f} MiB with "
        f"{WARM_UP_SOCKETS + SOCKETS:,}; each subscribed to results and state"
    )
    return [Figure("socket_memory", (after - before) / SOCKETS / 1024, detail)]


async def _connect(stack: Stack, tokens: list[str], channels: list[str]) -> list[Phone]:
    phones = [Phone(token) for token in tokens]
    await open_all(phones, stack.port, channels)
    await wait_until(lambda: all(phone.frames >= len(channels) for phone in phones), "all snapshots")
    await asyncio.sleep(SETTLE_S)
    return phones
