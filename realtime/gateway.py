"""The part of a web process that owns sockets: its endpoint, its hub, and the loops that keep both going."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager

from app.core.clock import Clock, Ticks
from app.core.identity import new_id
from app.core.settings import Settings
from realtime.dispatch import Dispatcher
from realtime.endpoint import SocketEndpoint
from realtime.fanout import Fanout
from realtime.hub import Hub
from realtime.limits import PONG_TIMEOUT_S, Limits
from realtime.ports import (
    AudienceDoor,
    Bus,
    Controls,
    Doorkeeper,
    Readers,
    StandingNews,
    StandingReader,
    Submissions,
)
from realtime.position_check import PositionCheck
from realtime.reactions import Reactions
from realtime.standing_check import StandingCheck
from realtime.turnout_check import TurnoutCheck

log = logging.getLogger(__name__)

RESTART_DELAY_S = 1.0
CANCEL_AGAIN_S = 0.1


def limits_of(settings: Settings) -> Limits:
    """The bounds of a connection that the settings decide."""
    return Limits(
        ping_interval_s=settings.ping_interval_s,
        pong_timeout_s=min(PONG_TIMEOUT_S, settings.ping_interval_s),
        send_timeout_s=settings.send_timeout_s,
        submit_rate_per_s=settings.submit_rate_per_s,
        submit_burst=settings.submit_burst,
        max_connections=settings.max_connections,
    )


@asynccontextmanager
async def running_gateway(
    settings: Settings,
    *,
    stored: Readers,
    bus: Bus,
    doorkeeper: Doorkeeper,
    standings: StandingReader,
    standing_news: StandingNews,
    submissions: Submissions,
    controls: Controls,
    audience: AudienceDoor,
    clock: Clock,
    ticks: Ticks,
) -> AsyncIterator[SocketEndpoint]:
    """A gateway at work. Drain its endpoint before the end: leaving only stops the loops."""
    limits = limits_of(settings)
    fanout = Fanout(tick_min_s=settings.hub_tick_min_ms / 1000, tick_max_s=settings.hub_tick_max_ms / 1000, ticks=ticks)
    hub = Hub(
        gateway=new_id("gw"),
        sessions=stored.sessions,
        tallies=stored.tallies,
        boards=stored.boards,
        attendance=stored.attendance,
        bus=bus,
        fanout=fanout,
        clock=clock,
        ticks=ticks,
    )
    reactions = Reactions(hub, bus, ticks=ticks)
    dispatcher = Dispatcher(
        hub=hub,
        doorkeeper=doorkeeper,
        submissions=submissions,
        controls=controls,
        audience=audience,
        reactions=reactions,
        limits=limits,
        clock=clock,
        ticks=ticks,
    )
    endpoint = SocketEndpoint(dispatcher=dispatcher, hub=hub, limits=limits, clock=clock, ticks=ticks)
    hub.on_removed, hub.on_questions = endpoint.dismiss, endpoint.tell_askers
    standing_check = StandingCheck(lambda: endpoint.connections, standings=standings, news=standing_news, ticks=ticks)
    loops: dict[str, Callable[[], Awaitable[None]]] = {
        "bus": lambda: bus.listen(on_event=hub.on_event, on_gap=hub.on_gap),
        "fanout": fanout.run,
        "hub": hub.run,
        "reactions": reactions.run,
        "position check": PositionCheck(hub, stored, bus=bus).run,
        "turnout check": TurnoutCheck(hub, stored.attendance).run,
        "connections": endpoint.run,
        "standing news": standing_check.listen,
        "standing check": standing_check.run,
    }
    tasks = [asyncio.create_task(_for_ever(name, loop), name=f"gateway {name}") for name, loop in loops.items()]
    try:
        yield endpoint
    finally:
        await hub.close()
        await _end(tasks)


async def _end(tasks: Collection[asyncio.Task[None]]) -> None:
    """Cancel until all have ended: redis-py can swallow a cancellation that comes while it connects."""
    running = set(tasks)
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=CANCEL_AGAIN_S)


async def _for_ever(name: str, loop: Callable[[], Awaitable[None]]) -> None:
    """A loop must not end: what it did not expect is logged, and it starts again."""
    while True:
        try:
            await loop()
        except Exception:
            log.exception("a loop of the gateway failed and starts again", extra={"loop": name})
        await asyncio.sleep(RESTART_DELAY_S)
