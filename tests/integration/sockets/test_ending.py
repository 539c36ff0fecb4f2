"""A gateway that is told to end says so where load balancers ask, before its port is closed."""

from __future__ import annotations

import httpx

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.fixtures.gateways import running_gateway
from tests.fixtures.waiting import until

NOTICE_S = 0.5


async def test_a_gateway_that_ends_is_not_ready_for_a_while_and_still_serves(
    settings: Settings, database: Database
) -> None:
    assert database.name == settings.database
    patient = settings.model_copy(update={"drain_notice_s": NOTICE_S})
    async with running_gateway(patient) as gateway, httpx.AsyncClient(base_url=gateway.base_url) as http:
        assert (await http.get("/health/ready")).status_code == 200
        gateway.stop()
        await until(lambda: gateway.services.readiness.is_draining)
        refusal = await http.get("/health/ready")
        assert refusal.status_code == 503
        assert [(error["field"], error["message"]) for error in refusal.json()["errors"]] == [("process", "draining")]
        assert (await http.get("/health/live")).status_code == 200

        async def is_closed() -> bool:
            try:
                async with httpx.AsyncClient(base_url=gateway.base_url) as newcomer:
                    await newcomer.get("/health/live")
            except httpx.ConnectError:
                return True
            return False

        await until(is_closed)
