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
    """``checks``: what was asked → ``ok``."""

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
        """The database and Redis answer too; 503 with the reason for each that does not."""
        reasons = await readiness.reasons()
        failures = {name: reason for name, reason in reasons.items() if reason is not None}
        if failures:
            raise NotReady(failures)
        return Response(enveloped(HealthResource("ready", dict.fromkeys(reasons, "ok"))))


class NotReady(HTTPException):
    """Answered by ``not_ready``; not an AppError, because nobody asked for anything that failed."""

    status_code = 503

    def __init__(self, failures: Mapping[str, str]) -> None:
        super().__init__("Not ready.")
        self.failures = failures


def not_ready(_request: object, error: NotReady) -> Response[Problem]:
    items = [error_item("not_ready", reason, name) for name, reason in error.failures.items()]
    retry = Retry(temporary=True, retry_after_ms=1_000, current=None)
    return Response(Problem(False, retry, "Not ready.", items, metadata()), status_code=503)
