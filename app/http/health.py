"""``/health/live`` and ``/health/ready``: for whoever restarts processes and routes traffic."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from app.core.readiness import Readiness
from app.http.envelope import Envelope, Problem, Retry, enveloped, metadata
from app.http.errors import problem_responses
from app.http.openapi import NO_TOKEN
from app.http.problem_items import error_item


class HealthResource(msgspec.Struct):
    """``checks``: what was asked → ``ok``, or why it does not answer; what this process goes on without may be away."""

    status: str
    checks: dict[str, str]


class HealthController(Controller):
    path = "/health"
    tags = ("health",)

    @get("/live", security=NO_TOKEN)
    async def live(self) -> Envelope[HealthResource]:
        """This process serves requests."""
        return enveloped(HealthResource("live", {}))

    @get("/ready", security=NO_TOKEN, responses=problem_responses(503))
    async def ready(self, readiness: NamedDependency[Readiness]) -> Response[Envelope[HealthResource]]:
        """It reaches what it can do nothing without; 503 with the reason for each that it does not.

        Redis is among the checks, and refuses nothing: without it this process is slower, not wrong.
        """
        reasons = await readiness.reasons()
        hindrances = readiness.hindrances(reasons)
        if hindrances:
            raise NotReady(hindrances)
        return Response(enveloped(HealthResource("ready", {name: why or "ok" for name, why in reasons.items()})))


class NotReady(HTTPException):
    """Answered by ``not_ready``; not an AppError, because nobody asked for anything that failed."""

    status_code = 503

    def __init__(self, hindrances: Mapping[str, str]) -> None:
        super().__init__("Not ready.")
        self.hindrances = hindrances


def not_ready(_request: object, error: NotReady) -> Response[Problem]:
    items = [error_item("not_ready", reason, name) for name, reason in error.hindrances.items()]
    retry = Retry(temporary=True, retry_after_ms=1_000, current=None)
    return Response(Problem(False, retry, "Not ready.", items, metadata()), status_code=503)
