"""A whole session with words that stand nowhere else: none is in a log, a span or a metric of any process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from io import StringIO
from typing import Any

import httpx

from app.client.respondent import Respondent
from app.core.clock import utc_now
from app.core.metrics import readings
from app.core.settings import Settings
from app.core.tracing import Span, recording
from app.infra.mongo import Database
from app.infra.monitoring.prometheus import exposition
from app.infra.monitoring.redis_commands import COMMAND_SECONDS
from app.wiring.jobs import run_scheduler
from tests.builders.reports import made, working
from tests.builders.rest import Caller, answer, data_of, new_key, published_survey
from tests.fixtures.gateways import Gateway, running_gateway, running_relay
from tests.fixtures.waiting import until

CANARY = "zq7319"
PASSWORD = f"a pass phrase of {CANARY}"
JOIN_KEY = f"{CANARY}{'A' * 43}"
PERSON = {"email": f"guest.{CANARY}@example.org", "name": f"Guest {CANARY}"}


@asynccontextmanager
async def scheduling(settings: Settings) -> AsyncIterator[None]:
    stop = asyncio.Event()
    running = asyncio.create_task(run_scheduler(settings, stop))
    try:
        yield
    finally:
        stop.set()
        await running


async def owner_of_a_session(http: httpx.AsyncClient) -> tuple[Caller, dict[str, Any]]:
    """Who registers, logs in wrongly, and starts a session that asks who one is and lets its audience ask."""
    who = {"email": f"ada.{CANARY}@example.org", "password": PASSWORD}
    new = {**who, "name": f"Ada {CANARY}", "organization": f"Org {CANARY}"}
    owner = Caller(http, data_of(await Caller(http).post("/auth/register", new))["access_token"])
    await Caller(http).post("/auth/login", {**who, "password": f"{PASSWORD}!"})
    text = {"type": "short_text", "id": "q1", "title": f"What of {CANARY}?"}
    settings = {"identity": "identified", "audience_questions": "open"}
    survey = await published_survey(owner, [text])
    return owner, data_of(await owner.post("/sessions", {"survey": survey, "mode": "live", "settings": settings}))


async def says_something(http: httpx.AsyncClient, gateway: Gateway, session: dict[str, Any]) -> None:
    """By socket and by REST, rightly and wrongly."""
    key, body = {"idempotency-key": JOIN_KEY}, {"code": session["code"], **PERSON}
    token = data_of(await Caller(http).call("POST", "/join", headers=key, json=body))["token"]
    phone = Caller(http, token)
    async with Respondent(gateway.socket_url, token, session["id"]) as socket:
        await socket.answer("q1", {"q1": f"I say {CANARY}"})
    path = f"/sessions/{session['id']}/submissions"
    data_of(await phone.post(path, answer("q1", f"No, {CANARY}!", revision=2)))
    assert (await phone.post(path, answer("q1", {CANARY: CANARY}, revision=3))).status_code == 422
    asked = f"/sessions/{session['id']}/audience-questions"
    data_of(await phone.post(asked, {"key": new_key(), "text": f"Why {CANARY}?"}))


async def mails_are_due(owner: Caller) -> None:
    """An open session with somebody invited, and a plan that has begun."""
    body = {"survey": await published_survey(owner), "mode": "open", "settings": {"identity": "identified"}}
    path = f"/sessions/{data_of(await owner.post('/sessions', body))['id']}"
    data_of(await owner.post(f"{path}/invitations", {"people": [PERSON]}))
    plan = {"starts_at": (utc_now() - timedelta(minutes=1)).isoformat(), "reminder_days": [3], "timezone": "UTC"}
    new = {"active": True, "plan": plan}
    data_of(await owner.call("PUT", f"{path}/reminder-plan", json=new, headers={"if-match": '"0"'}))


async def test_no_process_writes_down_who_people_are_or_what_they_say(
    settings: Settings, database: Database, written: StringIO
) -> None:
    spans: list[Span] = []

    async def mail_has_gone() -> bool:
        return await database["outbox"].count_documents({"to": PERSON["email"]}) > 0

    with recording(spans.append, 1.0):
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(running_relay(settings))
            gateway = await stack.enter_async_context(running_gateway(settings))
            http = await stack.enter_async_context(httpx.AsyncClient(base_url=gateway.base_url))
            owner, session = await owner_of_a_session(http)
            await mails_are_due(owner)
            for process in (working, scheduling):  # the first look for mails comes at once, the next after a minute
                await stack.enter_async_context(process(settings))
            data_of(await owner.post(f"/sessions/{session['id']}/control", {"action": "open", "question": "q1"}))
            await says_something(http, gateway, session)
            await made(owner, session["id"], "csv")
            await until(mail_has_gone, within_s=30, every_s=0.1)
    stored = [document async for document in database["entries"].find()]
    assert CANARY in str(stored), "it was said"
    assert {"app.http.measured_requests", "app.wiring.jobs", "realtime.relay.relay"} <= set(
        _loggers(written.getvalue())
    )
    assert {"group commit", "fold"} <= {span.name for span in spans}
    counted = {command for (command,), _ in COMMAND_SECONDS.children()}
    assert {"EVAL", "EVALSHA", "PUBLISH", "XADD"} <= counted, "its keys and values hold ids and what was said"
    told = {"logs": written.getvalue(), "spans": repr(spans), "metrics": exposition(readings())}
    assert [where for where, text in told.items() if CANARY in text.lower()] == []


def _loggers(log: str) -> list[str]:
    return [line.partition('"logger": "')[2].partition('"')[0] for line in log.splitlines()]
