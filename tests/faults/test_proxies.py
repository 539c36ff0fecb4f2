"""Web processes are replaced one after the other behind the proxies that are shipped, while a room answers.

No answer fails for good, no screen sees a gap, and nobody who comes is turned away.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from app.client.socket import FAILURES, opened
from app.contracts.close_codes import CloseCode
from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.sockets import Room
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.proxies import PROXIES, program_of
from tests.faults.test_rolling_restart import PHONES, SHUTDOWN_S, Gateways
from tests.faults.watched import on_screens, opened_room
from tests.fixtures.findings import Findings
from tests.fixtures.processes import ProcessStarter

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
    name: str, settings: Settings, database: Database, processes: ProcessStarter, findings: Findings, tmp_path: Path
) -> None:
    program = program_of(name)
    if program is None:
        pytest.skip(f"there is no {name} on this machine, or it is too old")
    quick = settings.model_copy(update={"shutdown_timeout_s": SHUTDOWN_S, "drain_notice_s": NOTICE_S[name]})
    gateways = Gateways(quick, processes)
    processes.watched_relay(settings)
    await gateways.ready()
    proxy = PROXIES[name](program, tmp_path, [f"127.0.0.1:{port}" for port in gateways.ports])
    proxy.start_and_wait()
    live = await opened_room(settings, database)
    newcomers, over = Newcomers(proxy.port, live), asyncio.Event()
    try:
        async with on_screens(live, settings, database, findings, [f"http://127.0.0.1:{proxy.port}"]) as room:
            async with voting(room, phones=PHONES) as phones, asyncio.TaskGroup() as coming:
                coming.create_task(newcomers.come_until(over))
                await all_answered(phones)
                await gateways.replace_all()
                over.set()
            await assert_nothing_lost_or_doubled(room, books_of(room, phones))
            assert [(screen.gaps, screen.falls) for screen in room.screens] == [(0, [])] * len(room.screens)
            assert all(screen.connects >= 2 for screen in room.screens), "they were moved"
    finally:
        proxy.stop()
    assert newcomers.came > 20
    assert newcomers.failed == []
