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

from app.core.identity import new_id
from app.core.principals import Member
from app.core.settings import Settings
from app.http.rate_limits import LIMITS
from app.infra import mongo
from app.infra.buckets import Limit
from app.infra.migrations import migrate
from tests.builders.members import stored_people
from tests.builders.rest import PASSWORD, QUESTIONS
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
        gateway.services.account_services.accounts._means.passwords._hasher = PasswordHasher(
            time_cost=1, memory_cost=8, parallelism=1
        )
        try:
            yield gateway
        finally:
            asyncio.run_coroutine_threadsafe(context.__aexit__(None, None, None), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def new_owner(gateway: Gateway, settings: Settings) -> str:
    """The token of the owner of a new organization, in which there is nothing; the owner's address is proven."""

    async def stored() -> Member:
        client = mongo.connect(settings.required_mongodb_url())
        try:
            return (await stored_people(client[settings.database]))["owner"]
        finally:
            client.close()

    return gateway.services.tokens.issue_access(asyncio.run(stored())).token


def new_world(gateway: Gateway, http: httpx.Client) -> World:
    """A new organization with a viewer, a running session and a participant."""
    name = new_id("ada")

    def post(path: str, body: object = None, token: str | None = None, **more: str) -> Any:
        headers = more | ({"authorization": f"Bearer {token}"} if token else {})
        response = http.post(f"/api/v1{path}", json=body, headers=headers)  # without a body where it is None
        http.cookies.clear()
        assert response.is_success, response.text
        return response.json()["data"]

    email = f"{name}@example.org"
    login = post("/auth/register", {"organization": "A", "name": "Ada", "email": email, "password": PASSWORD})
    owner = login["access_token"]
    survey = post("/surveys", {"title": "Breakfast", "questions": QUESTIONS}, owner)["id"]
    post(f"/surveys/{survey}/publish", None, owner, **{"if-match": '"1"'})
    session = post("/sessions", {"survey": survey, "mode": "open"}, owner)
    participant = post("/join", {"code": session["code"]})["token"]
    viewer = Member(login["user"]["id"], login["organization"]["id"], "viewer", new_id("fam"))
    tokens = {
        "owner": owner,
        "viewer": gateway.services.tokens.issue_access(viewer).token,
        "participant": participant,
        "nobody": None,
    }
    return World(
        gateway.base_url,
        tokens,
        {"survey_id": survey, "session_id": session["id"], "code": session["code"], "version": "1"},
    )


def stands(world: World, http: httpx.Client) -> bool:
    """Whether nobody has logged its owner out or deleted what is in it."""
    headers = {"authorization": f"Bearer {world.tokens['owner']}"}
    paths = (f"/api/v1/surveys/{world.ids['survey_id']}", f"/api/v1/sessions/{world.ids['session_id']}")
    return all(http.get(path, headers=headers).status_code == 200 for path in paths)
