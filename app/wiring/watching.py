"""How each process lets itself be watched."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from app.core.clock import utc_now
from app.core.metrics import gauges
from app.core.readiness import Readiness
from app.core.settings import Settings
from app.infra import mongo, redis
from app.infra.monitoring.endpoint import watched_at
from app.infra.monitoring.otlp import exporting, resource_of

STARTED = gauges("process_started_seconds", "When this process began, in seconds since 1970, by what it is.", "process")


@asynccontextmanager
async def watched(
    settings: Settings, process: str, client: mongo.Client, cache: redis.Redis
) -> AsyncIterator[Readiness]:
    """Open to whoever watches until the context ends; costs nothing where no port is set."""
    STARTED.of(process).set(utc_now().timestamp())
    database = client[settings.database]
    readiness = Readiness({"mongodb": lambda: mongo.require_answers(database)}, helpful={"redis": cache.ping})
    async with AsyncExitStack() as stack:
        if settings.metrics_port is not None:
            await stack.enter_async_context(watched_at(settings.metrics_host, settings.metrics_port, readiness))
        if settings.otlp_endpoint is not None:
            resource = resource_of(process)
            stack.enter_context(exporting(settings.otlp_endpoint, resource, trace_ratio=settings.trace_ratio))
        yield readiness
