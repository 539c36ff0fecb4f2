"""Web processes are replaced one after the other behind the proxies that are shipped, while a room answers.

No answer fails for good, no screen sees a gap, and nobody who comes is turned away.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from app.client.socket import FAILURES, opened
from app.contracts.close_codes import CloseCode
from app.core.settings import Settings
from app.features.sessions.model import Command
from app.infra.mongo import Database
from tests.builders.sessions import session_service
from tests.builders.sockets import Room, new_room
from tests.faults.oracle import verified
from tests.faults.proxies import PROXIES, program_of
from tests.faults.test_rolling_restart import PATIENCE_S, QUESTION, SHUTDOWN_S, Gateways, Screen, vote_until
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault

NOTICE_S = {"caddy": 5.0, "nginx": 0.0}
"""Caddy asks every two seconds, as in docker-compose.yml; nginx never."""
NEWCOMER_EVERY_S = 0.1


class Newcomers:
    """One after the other comes in by page and by socket, and notes what failed."""

    def __init__(self, port: int, room: Room) -> None:
        self._port, self._room = port, room
        self.came = 0
        self.failed: list[str] = []

    async def come_until(self, over: asyncio.Event) -> None:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self._port}", timeout=20) as http:
            while not over.is_set():
                page = await http.get("/health/live")
                if page.status_code != 200:
                    self.failed.append(f"page: {page.status_code}")
                try:
                    async with opened(f"ws://127.0.0.1:{self._port}/ws") as socket:
                        await socket.hello(self._room.participant_token())
                except ConnectionClosed as closed:
                    if closed.rcvd is None or closed.rcvd.code != CloseCode.DRAINING:  # who is told to, comes again
                        self.failed.append(f"socket: {closed!r}")
                except FAILURES as failure:
                    self.failed.append(f"socket: {failure!r}")
                self.came += 1
                await asyncio.sleep(NEWCOMER_EVERY_S)


@pytest.mark.parametrize("name", PROXIES)
async def test_behind_a_proxy_a_restart_turns_nobody_away(
    name: str, settings: Settings, database: Database, processes: ProcessStarter, tmp_path: Path
) -> None:
    program = program_of(name)
    if program is None:
        pytest.skip(f"there is no {name} on this machine")
    room = await new_room(settings, database)
    await session_service(database).control(room.owner, room.id, Command("open", QUESTION))
    quick = settings.model_copy(update={"shutdown_timeout_s": SHUTDOWN_S, "drain_notice_s": NOTICE_S[name]})
    gateways = Gateways(quick, processes)
    processes.watched_relay(settings)
    await gateways.ready()
    proxy = PROXIES[name](program, tmp_path, [f"127.0.0.1:{port}" for port in gateways.ports])
    proxy.start_and_wait()
    url = f"ws://127.0.0.1:{proxy.port}/ws"
    try:
        async with AsyncExitStack() as stack:
            screen = Screen(url, room.member_token(), room.channel("results"))
            await stack.enter_async_context(screen)
            await until(lambda: bool(screen.subscribed), within_s=PATIENCE_S)
            over, newcomers = asyncio.Event(), Newcomers(proxy.port, room)
            running = await stack.enter_async_context(asyncio.TaskGroup())
            voting = running.create_task(vote_until(over, url, room))
            coming = running.create_task(newcomers.come_until(over))
            await until(lambda: screen.counted >= 3, within_s=PATIENCE_S)
            for number in range(2):
                await gateways.replace(number)
            over.set()
            phones = await voting
            await coming
            answered = sum(bool(phone.acked) for phone in phones)
            await until(lambda: screen.counted == answered, within_s=PATIENCE_S)
    finally:
        proxy.stop()
    assert newcomers.came > 20
    assert newcomers.failed == []
    assert all(phone.sent.keys() == phone.acked.keys() for phone in phones)
    assert (await verified(database, room.id)).agrees
    view = screen.views[screen.channel]
    assert (view.gaps, view.falls) == (0, 0)
    assert screen.connects >= 2, "it was moved"
