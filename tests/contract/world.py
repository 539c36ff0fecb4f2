"""A running installation and its callers, for tests that speak to it as strangers do: over HTTP."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from argon2 import PasswordHasher

from app.core.permissions import Role
from app.core.principals import Member
from app.core.settings import Settings
from app.http.rate_limits import LIMITS
from app.infra import mongo
from app.infra.buckets import Limit
from app.infra.migrations import migrate
from tests.builders.members import stored_people
from tests.builders.rest import QUESTIONS
from tests.fixtures.gateways import Gateway, running_gateway

GENEROUS = Limit(per_s=1e6, burst=1e6)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class World:
    """``tokens``: caller → bearer token; ``ids``: path parameter → what exists for it."""

    base_url: str
    tokens: dict[str, str | None]
    ids: dict[str, str]


@contextmanager
def running_world(settings: Settings) -> Iterator[Gateway]:
    """A gateway on an event loop of its own, without rate limits worth the name, and with cheap password hashes."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def enter() -> tuple[Gateway, Any]:
        client = mongo.connect(settings.required_mongodb_url())
        await migrate(client[settings.database])
        client.close()
        context = running_gateway(settings)
        return await context.__aenter__(), context

    try:
        gateway, context = asyncio.run_coroutine_threadsafe(enter(), loop).result(30)
        gateway.services.rate_limits._limits = dict.fromkeys(LIMITS, GENEROUS)
        gateway.services.account_services.accounts._means.passwords._hasher = CHEAP
        try:
            yield gateway
        finally:
            asyncio.run_coroutine_threadsafe(context.__aexit__(None, None, None), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def new_people(gateway: Gateway, settings: Settings) -> dict[str, str]:
    """Role → token, for the members of a new organization in which there is nothing; all are logged in."""

    async def stored() -> dict[Role, Member]:
        client = mongo.connect(settings.required_mongodb_url())
        try:
            return await stored_people(client[settings.database])
        finally:
            client.close()

    return {role: gateway.services.tokens.issue_access(member).token for role, member in asyncio.run(stored()).items()}


def new_world(gateway: Gateway, settings: Settings, http: httpx.Client) -> World:
    """A new organization with a viewer, a running session and a participant."""
    people = new_people(gateway, settings)
    owner = people["owner"]

    def post(path: str, body: object = None, token: str | None = None, **more: str) -> Any:
        headers = more | ({"authorization": f"Bearer {token}"} if token else {})
        response = http.post(f"/api/v1{path}", json=body, headers=headers)  # without a body where it is None
        http.cookies.clear()
        assert response.is_success, response.text
        return response.json()["data"]

    survey = post("/surveys", {"title": "Breakfast", "questions": QUESTIONS}, owner)["id"]
    post(f"/surveys/{survey}/publish", None, owner, **{"if-match": '"1"'})
    session = post("/sessions", {"survey": survey, "mode": "open"}, owner)
    participant = post("/join", {"code": session["code"]})["token"]
    return World(
        gateway.base_url,
        {"owner": owner, "viewer": people["viewer"], "participant": participant, "nobody": None},
        {"survey_id": survey, "session_id": session["id"], "code": session["code"], "version": "1"},
    )


def stands(world: World, http: httpx.Client) -> bool:
    """Whether every caller is still who they are said to be, and nobody has deleted what is there."""
    session = f"/sessions/{world.ids['session_id']}"
    wanted = (
        ("owner", f"/surveys/{world.ids['survey_id']}"),
        ("owner", session),
        ("viewer", session),
        ("participant", "/participants/me/session"),
    )
    return all(
        http.get(f"/api/v1{path}", headers={"authorization": f"Bearer {world.tokens[caller]}"}).status_code == 200
        for caller, path in wanted
    )
