"""Fault 27: the disk under MongoDB takes no more. Nothing is acked meanwhile, everybody is told, and health is red.

Once there is room again everything goes on by itself. A limit on the size of the files stands for the disk: what
is written beyond it fails, as on a full one.
"""

from __future__ import annotations

import asyncio
import contextlib
import resource
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import httpx
import msgspec
import pytest

from app.client.respondent import Respondent
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from app.supervisor.services import keep_server_running
from tests.builders.rest import Caller, code_of
from tests.builders.sockets import raw_socket
from tests.faults.conftest import StartRelay
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.phones import all_answered, books_of, voting
from tests.faults.watched import WatchedRoom, watched_from_processes
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import AppProcess, ProcessStarter
from tests.fixtures.servers import settings_for
from tests.fixtures.waiting import until

PHONES = 20
FULL_BYTES = 4_096
WITHIN_S = 60.0
WRITER_DEADLINE_S = 2.0
pytestmark = pytest.mark.fault(27)


class Disk:
    """Under a server that is kept running; full or not."""

    def __init__(self, server: EmbeddedMongo) -> None:
        self._server = server
        self.said: Counter[str] = Counter()

    def say(self, _name: str, line: str) -> None:
        """What the keeper of the server says; each start meets the disk as it is."""
        self.said[line.partition(":")[0]] += 1

    def keep_full(self, has_room: Event) -> None:
        """Every process that is started meanwhile finds no room either. For a thread of its own: on a busy machine the
        loop of the phones came too late, when the server had started and written what it needs."""
        while not has_room.wait(0.002):
            with contextlib.suppress(ProcessLookupError):
                if self._server.is_running():
                    limits = (FULL_BYTES, resource.RLIM_INFINITY)
                    resource.prlimit(self._server.pid, resource.RLIMIT_FSIZE, limits)

    @asynccontextmanager
    async def full(self) -> AsyncIterator[None]:
        """Full until the context ends; then there is room for whoever starts anew."""
        has_room = Event()
        filling = asyncio.create_task(asyncio.to_thread(self.keep_full, has_room))
        try:
            yield
        finally:
            has_room.set()
            await filling


@asynccontextmanager
async def kept_running(server: EmbeddedMongo) -> AsyncIterator[Disk]:
    """As `impactpulse run` keeps it."""
    disk = Disk(server)
    keeping = asyncio.create_task(keep_server_running(server, disk.say))
    try:
        yield disk
    finally:
        keeping.cancel()
        await asyncio.wait((keeping,))


async def test_a_full_disk_acks_nothing_loses_nothing_and_is_over_by_itself(
    own_mongo: EmbeddedMongo,
    shared_redis: EmbeddedRedis,
    tmp_path: Path,
    processes: ProcessStarter,
    start_relay: StartRelay,
    findings: Findings,
    sized: Sized,
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    settings = settings.model_copy(update={"writer_deadline_s": WRITER_DEADLINE_S})
    with contextlib.closing(mongo.connect(own_mongo.url)) as client:
        database = client[settings.database]
        await migrate(database)
        gateway = processes.starting_gateway(settings)
        start_relay(settings)
        async with (
            watched_from_processes(settings, database, findings, [gateway]) as room,
            kept_running(own_mongo) as disk,
        ):
            async with voting(room, phones=PHONES) as phones:
                await all_answered(phones)
                for _ in range(sized(1, at_length=5)):
                    await fill_and_free(disk, gateway, room, phones)
            findings.tried(sized(1, at_length=5))
            await assert_nothing_lost_or_doubled(room, books_of(room, phones))


async def fill_and_free(disk: Disk, gateway: AppProcess, room: WatchedRoom, phones: Sequence[Respondent]) -> None:
    """Once: nothing is acked while it is full, and everybody goes on by themselves when there is room."""
    async with disk.full():
        await until(lambda: disk.said["is not back yet"] > 0, within_s=WITHIN_S)
        acked = sum(len(phone.acked) for phone in phones)
        await assert_everybody_is_told(room, phones[0])
        assert sum(len(phone.acked) for phone in phones) == acked
    await until(lambda: sum(len(phone.acked) for phone in phones) > acked, within_s=WITHIN_S)
    await gateway.until_ready()
    disk.said.clear()


async def assert_everybody_is_told(room: WatchedRoom, phone: Respondent) -> None:
    """A clear error at both doors for whoever sends, be it once more, and red for whoever watches."""
    body = msgspec.to_builtins(next(iter(phone.sent.values())))
    fields = {name: body[name] for name in ("key", "part", "attempt", "revision", "answers")}
    async with raw_socket(room.socket_url) as socket:
        await socket.hello(phone._token)
        error = await socket.ask(type="submit", id="once more", session=room.id, **fields)
    assert (error["type"], error["code"], error["temporary"]) == ("error", "storage_unavailable", True)
    async with httpx.AsyncClient(base_url=room.base_url, timeout=30.0) as http:
        refusal = await Caller(http, phone._token).post(f"/sessions/{room.id}/submissions", fields)
        assert (refusal.status_code, code_of(refusal)) == (503, "storage_unavailable")
        health = await http.get("/health/ready")
    assert health.status_code == 503
    assert "mongodb" in {error["field"] for error in health.json()["errors"]}
