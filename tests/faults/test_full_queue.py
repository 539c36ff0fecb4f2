"""Fault 25: more answers come in than the writer may hold, while the database stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from signal import SIGCONT
from typing import Any, NamedTuple

import httpx
import pytest

from app.core.errors import QueueFull
from app.core.identity import new_id
from app.core.principals import Participant
from app.features.analytics.tally import Counts
from app.infra import mongo
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.migrations import migrate
from tests.builders.entries import new_submission
from tests.builders.rest import Caller, answer, code_of
from tests.builders.sessions import CHOICE
from tests.builders.sockets import RawSocket, raw_socket
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay
from tests.faults.crowd import Crowd
from tests.faults.oracle import Books, assert_nothing_lost_or_doubled
from tests.faults.standing import stop
from tests.faults.watched import WatchedRoom, watched_session
from tests.fixtures.findings import Findings
from tests.fixtures.servers import settings_for
from tests.fixtures.waiting import until

pytestmark = pytest.mark.fault(25)

CAPACITY, CROWD = 20, 120
PEOPLE_AT_A_DOOR, LITTLE = 6, 2
AT_MOST_TAKEN = 2 * LITTLE
"""Those of the write that stands still, and those that wait for it to end."""


async def test_whoever_finds_no_room_is_told_so_and_is_stored_in_the_end(
    own_mongo: EmbeddedMongo,
    shared_redis: EmbeddedRedis,
    tmp_path: Path,
    start_relay: StartRelay,
    findings: Findings,
    seed: int,
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path)
    client = mongo.connect(own_mongo.url)
    database = client[settings.database]
    await migrate(database)
    start_relay(settings)
    async with (
        watched_session(settings, database, findings) as room,
        submission_service(database, capacity=CAPACITY) as service,
    ):
        crowd = Crowd(service, room.session, seed=seed)
        await crowd.answer(1)  # the session is known from here on
        await stop(own_mongo)
        before = set(crowd.acked)
        answering = asyncio.create_task(crowd.answer(CROWD, over_s=0.2))
        await asyncio.sleep(0.5)
        late = Participant(new_id("par"), room.id, room.session.organization)
        with pytest.raises(QueueFull) as refusal:
            await service.submit(late, new_submission(room.id, "colour", "red"))
        assert refusal.value.temporary
        assert refusal.value.retry_after_ms
        acked_meanwhile = set(crowd.acked)
        own_mongo.signal(SIGCONT)
        await answering
        assert acked_meanwhile == before, "nothing was acked while nothing could be stored"
        await assert_nothing_lost_or_doubled(room, crowd.books())
    client.close()


async def test_both_doors_say_that_there_is_no_room_and_take_the_same_again(
    own_mongo: EmbeddedMongo,
    shared_redis: EmbeddedRedis,
    tmp_path: Path,
    start_relay: StartRelay,
    findings: Findings,
) -> None:
    settings = settings_for(own_mongo, shared_redis, tmp_path).model_copy(update={"writer_queue_size": LITTLE})
    client = mongo.connect(own_mongo.url)
    database = client[settings.database]
    await migrate(database)
    start_relay(settings)
    async with watched_session(settings, database, findings) as room, people_of(room) as doors:
        known, *others = doors
        assert (await known()).status == "accepted", "the session is known from here on"
        await stop(own_mongo)
        asked = [asyncio.create_task(door()) for door in others]
        await until(lambda: sum(one.done() for one in asked) >= len(asked) - AT_MOST_TAKEN)
        refusals = [one.result() if one.done() else None for one in asked]
        own_mongo.signal(SIGCONT)
        taken = [await one for one, refusal in zip(asked, refusals, strict=True) if refusal is None]
        assert {one.status for one in taken} == {"accepted"}
        refused = [(door, one) for door, one in zip(others, refusals, strict=True) if one is not None]
        assert {(one.door, one.status, one.is_temporary) for _, one in refused} == {
            ("socket", "queue_full", True),
            ("rest", "queue_full", True),
        }
        again = [await door() for door, _ in refused]
        assert {one.status for one in again} == {"accepted"}
        receipts = {one.key: one.receipt for one in [await known(), *taken, *again]}
        expected = Counts(len(doors), {f"{CHOICE.id}@1": {"n": len(doors), "o:red": len(doors)}})
        books = Books(sent=list(receipts), receipts=receipts, expected=expected, secret=room.receipt_secret)
        await assert_nothing_lost_or_doubled(room, books)
    client.close()


class Answered(NamedTuple):
    """What a door said: ``status`` of an ack, or the code of a refusal."""

    door: str
    status: str
    is_temporary: bool
    key: str
    receipt: str


Door = Callable[[], Coroutine[Any, Any, Answered]]


@asynccontextmanager
async def people_of(room: WatchedRoom) -> AsyncIterator[list[Door]]:
    """As many at each door, who say the same whenever they are asked."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(base_url=room.base_url, timeout=30.0))
        doors: list[Door] = []
        for _ in range(PEOPLE_AT_A_DOOR):
            token = room.room.participant_token()
            doors.append(partial(by_rest, Caller(http, token), room.id, answer(CHOICE.id, "red")))
            socket = await stack.enter_async_context(raw_socket(room.socket_url))
            await socket.hello(room.room.participant_token())
            doors.append(partial(by_socket, socket, room.id, answer(CHOICE.id, "red")))
        yield doors


async def by_rest(caller: Caller, session: str, body: dict[str, Any]) -> Answered:
    response = await caller.post(f"/sessions/{session}/submissions", body)
    data = response.json()["data"]
    if response.status_code == 200:
        return Answered("rest", data["status"], False, data["key"], data["receipt"])
    assert (response.status_code, response.headers["retry-after"]) == (503, "1")
    return Answered("rest", code_of(response), data["temporary"], body["key"], "")


async def by_socket(socket: RawSocket, session: str, body: dict[str, Any]) -> Answered:
    got = await socket.ask(type="submit", id="s", session=session, **body)
    if got["type"] == "ack":
        return Answered("socket", got["status"], False, got["key"], got["receipt"])
    assert got["retry_after_ms"] > 0
    return Answered("socket", got["code"], got["temporary"], body["key"], "")
