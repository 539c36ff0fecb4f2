"""What a gateway, a relay, a worker and a scheduler say of themselves while somebody answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from app.core.settings import Settings
from app.features.sessions.model import Command
from app.infra.embedded.ports import free_port
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.mongo import Database
from app.wiring.jobs import run_scheduler, run_worker
from tests.builders.monitoring import Watched
from tests.builders.sessions import CHOICE
from tests.builders.sockets import new_room
from tests.fixtures.gateways import running_gateway, running_relay
from tests.fixtures.waiting import until

QUESTION = CHOICE.id
Process = Callable[[Settings, asyncio.Event], Awaitable[None]]


def watchable(settings: Settings) -> tuple[Settings, Watched]:
    port = free_port()
    return settings.model_copy(update={"metrics_port": port}), Watched(port)


@asynccontextmanager
async def running(process: Process, settings: Settings) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.ensure_future(process(settings, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def test_everything_between_a_phone_and_a_screen_is_measured(settings: Settings, database: Database) -> None:
    for_gateway, gateway_port = watchable(settings)
    for_relay, relay_port = watchable(settings)
    async with running_relay(for_relay), running_gateway(for_gateway) as gateway:
        room = await new_room(settings, database)
        await gateway.services.sessions.control(room.owner, room.id, Command("open", QUESTION))
        before = await gateway_port.samples()
        async with (
            Watcher(gateway.socket_url, room.member_token(), [room.channel("results")]) as screen,
            Respondent(gateway.socket_url, room.participant_token(), room.id) as phone,
            httpx.AsyncClient(base_url=gateway.base_url) as http,
        ):
            await until(lambda: bool(screen.subscribed))
            await phone.answer(QUESTION, {QUESTION: "red"})
            await until(lambda: bool(screen.views[room.channel("results")].results().entries))
            await http.get("/health/live")
            await http.get(f"/api/v1/sessions/{room.id}")
            await until(lambda: gateway.services.sockets.connected == 2)
            after, of_relay = await gateway_port.samples(), await relay_port.samples()
    moved = {name: value - before.get(name, 0) for name, value in after.items()}
    for name in (
        "answers_total{outcome=accepted}",
        "answer_ack_seconds_count",
        "answer_screen_seconds_count",
        "writer_batch_size_sum",
        "writer_write_seconds_count",
        "frames_received_total{type=submit}",
        "http_request_seconds_count{method=GET,route=/health/live,status=200}",
        "http_request_seconds_count{method=GET,route=/api/v1/sessions/{session_id},status=401}",
        "relay_entries_folded_total",
        "relay_lag_seconds_count",
    ):
        assert moved[name] == 1, name
    assert moved["frames_sent_total{channel=results}"] >= 1
    assert moved["redis_command_seconds_count{command=PUBLISH}"] >= 1
    assert moved["events_received_total"] >= 1
    assert moved["mongo_command_seconds_count{command=insert}"] >= 1
    assert (after["sockets"], after["writer_queue_size"], after["relay_leading{partition=0}"]) == (2, 0, 1)
    assert after["mongo_pool_open"] >= 1
    assert of_relay["relay_leading{partition=0}"] == 1


async def test_background_processes_tell_of_jobs_and_recounts(settings: Settings, database: Database) -> None:
    assert database.name == settings.database
    for_worker, worker_port = watchable(settings)
    for_scheduler, scheduler_port = watchable(settings)
    before: dict[str, float] = {}
    done = "job_seconds_count{end=done,kind=look_for_drift}"

    async with running(run_worker, for_worker), running(run_scheduler, for_scheduler):
        await until(lambda: _answers(worker_port))
        before = await worker_port.samples()

        async def a_job_was_done() -> bool:
            return (await worker_port.samples()).get(done, 0) > before.get(done, 0)

        await until(a_job_was_done)
        told = await scheduler_port.samples()
        assert await scheduler_port.health("/health/ready") == (
            200,
            {"event_loop": "ok", "mongodb": "ok", "redis": "ok"},
        )
    assert {"jobs_waiting", "jobs_oldest_seconds", "jobs_dead", "drift_counters"} <= told.keys()


async def test_a_process_without_redis_says_so_and_goes_on(
    settings: Settings, database: Database, own_redis: EmbeddedRedis
) -> None:
    assert database.name == settings.database
    alone, port = watchable(settings.model_copy(update={"redis_url": own_redis.url}))
    async with running_relay(alone):
        await until(lambda: _answers(port))
        own_redis.kill()
        status, checks = await port.health("/health/ready")
        assert (status, checks["mongodb"]) == (200, "ok")
        assert checks["redis"] != "ok", "told, and no reason to send nobody here"
        assert (await port.health("/health/live"))[0] == 200
        own_redis.start()


async def _answers(watched: Watched) -> bool:
    try:
        return (await watched.get("/health/live"))[0] == 200
    except OSError:
        return False
