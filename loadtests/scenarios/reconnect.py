"""2,000 sockets lose their connection at once and come back at once, each with the position it held."""

from __future__ import annotations

import asyncio

from app.features.surveys.questions import Scale
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.percentiles import percentile_chart
from loadtests.processes import CpuMeter, split_text
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until

SOCKETS = 2_000
MISSED_ANSWERS = 50
QUESTION = Scale(id="now", title="How much?", min=1, max=7)


async def measure(stack: Stack) -> list[Figure]:
    loop = asyncio.get_running_loop()
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session([QUESTION], "live")
        [results] = channels_of(session.id, "results")
        phones = [Phone(token) for token in await facilitator.join_many(session, SOCKETS)]
        await open_all(phones, stack.port, [results])
        await facilitator.control(session, "open", QUESTION.id)
        await facilitator.control(session, "reveal", QUESTION.id)
        await wait_until(lambda: all(results in phone.positions for phone in phones), "all snapshots")
        for phone in phones:
            phone.abort()
        await wait_until(lambda: all(phone.closed is not None for phone in phones), "all sockets gone")
        goal = await _answer_meanwhile(stack, facilitator, session)
        meter, latencies = CpuMeter(stack.pids), Latencies()
        meter.start()
        started = loop.time()
        await asyncio.gather(*(_come_back(phone, stack.port, results, goal, latencies) for phone in phones))
        seconds = loop.time() - started
        split = split_text(meter.read())
        for phone in phones:
            phone.abort()
    plot = percentile_chart(f"{SOCKETS:,} sockets come back at once", {"socket to exact": latencies})
    return [Figure("reconnect_exact", seconds, f"socket to exact position: {latencies}; CPU: {split}", plot=plot)]


async def _answer_meanwhile(stack: Stack, facilitator: Facilitator, session: Session) -> int:
    """Some answers nobody sees; the version that the results have after them."""
    voters = [Phone(token) for token in await facilitator.join_many(session, MISSED_ANSWERS)]
    await open_all(voters, stack.port)
    for voter in voters:
        voter.send_encoded(encoded_submission(session.id, QUESTION.id, {QUESTION.id: 4}))
    results = await facilitator.wait_for_entries(session, MISSED_ANSWERS)
    for voter in voters:
        voter.abort()
    return int(results["version"])


async def _come_back(phone: Phone, port: int, results: str, goal: int, latencies: Latencies) -> None:
    loop = asyncio.get_running_loop()
    started = loop.time()
    exact: asyncio.Future[None] = loop.create_future()

    def on_channel(payload: bytes) -> None:
        phone.note_position(payload)
        if phone.positions[results].version >= goal and not exact.done():
            exact.set_result(None)

    phone.on_channel = on_channel
    await phone.open(port, [results])
    await exact
    latencies.record(loop.time() - started)
