"""CPU of the gateway for each frame it delivers to 2,000 sockets on one channel, against Socket.IO and two floors."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from app.features.surveys.questions import Option, SingleChoice
from app.infra.embedded.ports import free_port
from app.infra.embedded.process import Child, Command
from loadtests.facilitator import Facilitator, Session
from loadtests.figures import Figure
from loadtests.floors.clients import BareClient, Broadcast, Client, open_all_clients
from loadtests.peers.listener import Listener
from loadtests.processes import ProcessUse, use_of
from loadtests.stack import HOST, Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until

SOCKETS = int(os.environ.get("LOADTEST_FANOUT_SOCKETS", "2000"))
ANSWERS_PER_S = 10
DURATION_S = 20
WARM_UP_S = 2.0
DEADLINE_S = 180.0
OPTIONS = tuple(Option(f"o{number}", f"Option {number}") for number in range(6))
QUESTION = SingleChoice(id="choice", title="Which?", options=OPTIONS)


@dataclass(frozen=True, slots=True)
class FrameCost:
    """Microseconds of CPU for one frame to one socket."""

    user_us: float
    system_us: float

    @classmethod
    def between(cls, before: ProcessUse, after: ProcessUse, frames: int) -> FrameCost:
        """What a process used from ``before`` to ``after``, per frame."""
        return cls(1e6 * (after.user_s - before.user_s) / frames, 1e6 * (after.system_s - before.system_s) / frames)

    @property
    def total_us(self) -> float:
        return self.user_us + self.system_us

    def __str__(self) -> str:
        return f"{self.total_us:.1f} µs ({self.user_us:.1f} user, {self.system_us:.1f} system)"


async def measure(stack: Stack) -> list[Figure]:
    ours, answers_us, frames_per_s, frame = await _measure_ours(stack)
    broadcast = Broadcast(frames_per_s, max(1, round(frames_per_s * DURATION_S)), frame)
    floor = await _measure_other("floors.bare_sockets", [BareClient() for _ in range(SOCKETS)], broadcast)
    asgi = await _measure_other("floors.bare_asgi", [BareClient() for _ in range(SOCKETS)], broadcast)
    theirs = await _measure_other("peers.broadcaster", [Listener() for _ in range(SOCKETS)], broadcast)
    detail = (
        f"{ours}; {answers_us:.1f} µs of it are not the frames' but the answers', measured before anybody watched; the "
        f"floor is {floor}: a process that only writes the same bytes to as many sockets; a bare ASGI application that "
        f"awaits `send` for each of them takes {asgi}"
    )
    comparison = (
        f"python-socketio on uvicorn: {theirs}; {len(frame)} byte frames, {frames_per_s:.1f} a second to each of "
        f"{SOCKETS:,} sockets"
    )
    return [
        Figure("fanout_cpu", ours.total_us, detail),
        Figure("fanout_ratio", ours.total_us / theirs.total_us, comparison),
    ]


async def _measure_ours(stack: Stack) -> tuple[FrameCost, float, float, bytes]:
    """The cost of a frame, the part of it that is the answers', frames per second and socket, and a frame as sent."""
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session([QUESTION], "live")
        watchers = [Phone(token) for token in await facilitator.join_many(session, SOCKETS)]
        voters = [Phone(token) for token in await facilitator.join_many(session, 2 * ANSWERS_PER_S * DURATION_S)]
        unseen, seen = voters[::2], voters[1::2]
        last_frame: list[bytes] = [b""]
        watchers[0].on_channel = lambda payload: last_frame.__setitem__(0, payload)
        for watcher in watchers[1:]:
            watcher.on_channel = _drop
        await open_all(voters, stack.port)
        await facilitator.control(session, "open", QUESTION.id)
        await facilitator.control(session, "reveal", QUESTION.id)
        await asyncio.sleep(WARM_UP_S)
        before = use_of(stack.pids["gateway"])
        await _answer_steadily(session, unseen)
        answers_s = use_of(stack.pids["gateway"]).cpu_s - before.cpu_s
        await open_all(watchers, stack.port, channels_of(session.id, "results"))
        await asyncio.sleep(WARM_UP_S)
        delivered, before = sum(phone.frames for phone in watchers), use_of(stack.pids["gateway"])
        await _answer_steadily(session, seen)
        await asyncio.sleep(0.5)
        delivered = sum(phone.frames for phone in watchers) - delivered
        cost = FrameCost.between(before, use_of(stack.pids["gateway"]), delivered)
        for phone in (*watchers, *voters):
            phone.abort()
    return cost, 1e6 * answers_s / delivered, delivered / SOCKETS / DURATION_S, last_frame[0]


async def _answer_steadily(session: Session, voters: list[Phone]) -> None:
    for index, voter in enumerate(voters):
        answer = {QUESTION.id: OPTIONS[index % len(OPTIONS)].id}
        voter.send_encoded(encoded_submission(session.id, QUESTION.id, answer))
        await asyncio.sleep(1 / ANSWERS_PER_S)


async def _measure_other(module: str, clients: Sequence[Client], broadcast: Broadcast) -> FrameCost:
    """The cost of a frame of another server that sends the same frames at the same pace."""
    port = free_port()
    server = Child(Command(name=module, arguments=(sys.executable, "-m", f"loadtests.{module}", str(port))))
    server.start()
    try:
        await open_all_clients(clients, HOST, port)
        await asyncio.sleep(WARM_UP_S)
        before = use_of(server.pid)
        clients[0].order(broadcast)
        goal = len(clients) * broadcast.count
        await wait_until(
            lambda: sum(client.frames for client in clients) >= goal, f"every frame of {module}", deadline_s=DEADLINE_S
        )
        cost = FrameCost.between(before, use_of(server.pid), goal)
        for client in clients:
            client.abort()
    finally:
        await asyncio.to_thread(server.stop)
    return cost


def _drop(_payload: bytes) -> None:
    pass
