"""Servers, migration, our own processes, demo: started in order, kept running, ended in the opposite order."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import ExitStack

import httpx

from app.core.settings import Settings
from app.infra import mongo
from app.infra.embedded.process import ChildFailed
from app.infra.migrations import migrate
from app.infra.run_folder import RunFile
from app.supervisor import demo_login
from app.supervisor.console import announce, say
from app.supervisor.plan import Plan, check_port, prepare
from app.supervisor.services import Service, app_command, keep_server_running

READY_TIMEOUT_S = 60.0
MOST_FIRST_ENDS = 3
END_TIMEOUT_S = 7.0
POLL_S = 0.1

SERVICES = ("relay", "serve", "worker", "scheduler")

DEMO_SPEED = "5"
"""Respondents per second: three minutes, so that a newcomer finds a chart that still moves."""


def run(settings: Settings) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP. Call from the main thread.

    Raises:
        FolderTaken: another run holds DATA_DIR.
        SettingsInvalid: the port is taken, or MONGODB_URL is set without JWT_SECRET.
        ChildFailed: an embedded server or the gateway did not get ready.
    """
    check_port(settings)
    with ExitStack() as stack:
        plan = prepare(settings, stack)
        for server in plan.servers():
            stack.callback(server.stop)
            server.start()
        asyncio.run(_serve(plan, plan.running_settings()))


async def _serve(plan: Plan, settings: Settings) -> None:
    """Migrate, start the children, and end them once a signal comes."""
    stopped = _stop_on_signals()
    await _migrate(settings)
    environment = settings.as_environment()
    services = [
        Service(app_command(name, settings_of(settings, position).as_environment()), say)
        for position, name in enumerate(SERVICES)
    ]
    gateway = services[SERVICES.index("serve")]
    demo = Service(app_command("demo", environment, "--speed", DEMO_SPEED), say)
    tasks = [asyncio.create_task(service.keep_running()) for service in services]
    watches = [asyncio.create_task(keep_server_running(server, say)) for server in plan.servers()]
    try:
        if await _is_ready(gateway, settings, stopped):
            await _open_for_people(plan, settings)
            if plan.is_first_run and settings.demo:
                tasks.append(asyncio.create_task(demo.run_once()))
            await stopped.wait()
    finally:
        for watch in watches:
            watch.cancel()
        await _end((demo, *services), tasks)


def settings_of(settings: Settings, position: int) -> Settings:
    """Those of one of our services: each is watched at a port of its own."""
    port = settings.metrics_port
    return settings.model_copy(update={"metrics_port": port + position}) if port else settings


def _stop_on_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopped.set)
    return stopped


async def _migrate(settings: Settings) -> None:
    client = mongo.connect(settings.required_mongodb_url())
    try:
        await migrate(client[settings.database])
    finally:
        client.close()


def _local_url(settings: Settings) -> str:
    """Where this process reaches the gateway, whatever its public address is."""
    host = "localhost" if settings.host in {"127.0.0.1", "0.0.0.0", "::"} else settings.host  # noqa: S104
    return f"http://{host}:{settings.port}"


async def _is_ready(gateway: Service, settings: Settings, stopped: asyncio.Event) -> bool:
    """True once the gateway says so; False when a signal came first.

    Raises ChildFailed when it ends again and again, or is not ready after a minute.
    """
    deadline = time.monotonic() + READY_TIMEOUT_S
    async with httpx.AsyncClient(base_url=_local_url(settings), timeout=5) as client:
        while not stopped.is_set():
            try:
                if (await client.get("/health/ready")).is_success:
                    return True
            except httpx.HTTPError:
                pass
            if gateway.ends >= MOST_FIRST_ENDS or time.monotonic() > deadline:
                raise ChildFailed("The gateway does not start; its lines are above.")
            await asyncio.sleep(POLL_S)
    return False


async def _open_for_people(plan: Plan, settings: Settings) -> None:
    """Make the demo login, let a second terminal find us, print the addresses."""
    login = None
    if plan.demo_password is not None and await demo_login.ensure_login(_local_url(settings), plan.demo_password):
        login = (demo_login.EMAIL, plan.demo_password)
    plan.folder.write_run_file(
        RunFile(
            pid=os.getpid(),
            base_url=_local_url(settings),
            mongodb_url=settings.required_mongodb_url(),
            redis_url=settings.required_redis_url(),
            database=settings.database,
            jwt_secret=settings.signing_secret(),
            demo_email=login[0] if login else None,
            demo_password=login[1] if login else None,
        )
    )
    announce(settings, login, plan.kept_in)


async def _end(services: tuple[Service, ...], tasks: list[asyncio.Task[int]]) -> None:
    """SIGTERM to all at once; SIGKILL to those that are not done in time."""
    for service in services:
        service.end()
    _, late = await asyncio.wait(tasks, timeout=END_TIMEOUT_S)
    if late:
        for service in services:
            service.kill()
        await asyncio.wait(late)
