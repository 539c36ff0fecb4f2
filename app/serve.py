"""One web process: builds it, serves it, and ends it in good order."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvloop

from app.asgi import rest_application
from app.core.ending import LINGER_S, end_within
from app.core.garbage import collect_seldom
from app.core.settings import Settings
from app.http.application import wrapped
from app.wiring.web import WebServices, running_web
from realtime.endpoint import SocketEndpoint
from realtime.server import DrainingServer, server_config

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

log = logging.getLogger(__name__)

SOCKET_PATH = "/ws"


class WebApplication:
    """REST and pages for HTTP, the socket at ``/ws``."""

    def __init__(self, rest: Application, sockets: SocketEndpoint) -> None:
        self._rest = rest
        self._sockets = sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._rest(scope, receive, send)
        elif scope["path"] == SOCKET_PATH:
            await self._sockets(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})


def web_server(settings: Settings, services: WebServices, rest: Application) -> DrainingServer:
    """Serves until it is told to end; then readiness says so for ``drain_notice_s``, before the port is closed."""

    async def announce() -> None:
        services.readiness.is_draining = True
        log.info("going down: sending nobody here any more")
        await asyncio.sleep(settings.drain_notice_s)

    async def drain() -> None:
        await services.sockets.drain(deadline_s=settings.shutdown_timeout_s)

    config = server_config(
        WebApplication(rest, services.sockets),
        host=settings.host,
        port=settings.port,
        shutdown_timeout_s=settings.shutdown_timeout_s,
        trusted_proxies=settings.trusted_proxies,
    )
    return DrainingServer(config, drain, announce)


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; returns when all that was accepted is written and every client is closed.

    Where that takes longer than what was accepted may wait, the process ends without it.
    """
    async with running_web(settings) as services:
        rest = wrapped(
            rest_application(services, settings.frontend_dist),
            https=settings.cookies_are_secure(),
            cors_origins=settings.allowed_origins(),
        )
        collect_seldom()
        log.info("serving", extra={"host": settings.host, "port": settings.port})
        await web_server(settings, services, rest).serve()
        closing = end_within(longest_close_s(settings), code=os.EX_UNAVAILABLE)
    closing.cancel()


def longest_close_s(settings: Settings) -> float:
    """For the answers that were taken, and the mail that people wait for."""
    return settings.writer_deadline_s + settings.shutdown_timeout_s + LINGER_S


def run_until_signal(settings: Settings) -> None:
    """``serve`` on a fresh event loop, then the end of this process; for the main thread."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings))
    end_within()
