"""A caller has one limit, however many web processes answer; without Redis, one for each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from app.core.clock import monotonic
from app.core.settings import Settings
from app.http.rate_limits import LIMITS
from app.infra import buckets, redis
from app.infra.buckets import Limit, MemoryBuckets, RedisBuckets, SharedBuckets
from app.infra.embedded.ports import free_port
from app.infra.mongo import Database
from tests.builders.colleagues import verified_owner
from tests.builders.rest import Caller, code_of, data_of, joined, new_key, published_survey, registered, started_session
from tests.fixtures.gateways import Gateway, running_gateway

SIX = Limit(per_s=0.001, burst=6)


@pytest.fixture
async def gateways(settings: Settings, database: Database) -> AsyncIterator[list[Gateway]]:
    async with running_gateway(settings) as first, running_gateway(settings) as second:
        yield [first, second]


@pytest.fixture
async def doors(gateways: list[Gateway]) -> AsyncIterator[list[httpx.AsyncClient]]:
    one, other = (httpx.AsyncClient(base_url=gateway.base_url) for gateway in gateways)
    async with one, other:
        yield [one, other]


def tighten(gateways: list[Gateway]) -> None:
    for gateway in gateways:
        gateway.services.rate_limits._limits = {**LIMITS, "member": SIX, "participant": SIX}


async def left(caller: Caller, path: str) -> str:
    """The code of a refusal, or what the headers say is left to the caller."""
    response = await caller.get(path)
    assert "q=6;w=6000" in response.headers["ratelimit-policy"]
    said = response.headers["ratelimit"].partition(",")[0]
    return said if response.is_success else f"{code_of(response)} {said}"


async def test_a_user_a_key_and_a_participant_each_have_one_limit_at_all_doors(
    gateways: list[Gateway], doors: list[httpx.AsyncClient], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buckets, "PATIENCE_S", 30)
    ada = await verified_owner(doors[0], database)
    key = data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["surveys:read"]}))["key"]
    phone = await joined(doors[0], await started_session(ada))
    tighten(gateways)
    for token, path, policy in (
        (key, "/surveys", "member"),
        (phone.token, "/participants/me/session", "participant"),
    ):
        callers = [Caller(door, token) for door in doors]
        said = [await left(callers[number % 2], path) for number in range(7)]
        assert said[0] == f'"{policy}";r=5;t=1000'
        assert [one.split(";")[1] for one in said] == [f"r={count}" for count in (5, 4, 3, 2, 1, 0, 0)]
        assert [one.startswith("rate_limited") for one in said] == [False] * 6 + [True]
    assert (await ada.get("/surveys")).is_success, "what a key spends is not its maker's"


async def test_a_participant_asks_and_votes_so_often_at_all_doors_together(
    gateways: list[Gateway], doors: list[httpx.AsyncClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buckets, "PATIENCE_S", 30)
    ada = await registered(doors[0])
    body = {"survey": await published_survey(ada), "mode": "live", "settings": {"audience_questions": "open"}}
    session = data_of(await ada.post("/sessions", body))
    phone, other = await joined(doors[0], session), await joined(doors[0], session)
    for gateway in gateways:
        gateway.services.rate_limits._limits = {**LIMITS, "audience-questions": SIX, "audience-votes": SIX}
    path = f"/sessions/{session['id']}/audience-questions"
    phones = [Caller(door, phone.token) for door in doors]
    asked = [await phones[number % 2].post(path, {"key": new_key(), "text": f"Why {number}?"}) for number in range(7)]
    assert [response.is_success for response in asked] == [True] * 6 + [False]
    assert code_of(asked[-1]) == "rate_limited"
    others = [Caller(door, other.token) for door in doors]
    vote = f"{path}/{data_of(asked[0])['id']}/vote"
    voted = [await others[number % 2].call(("PUT", "DELETE")[number % 2], vote) for number in range(7)]
    assert [response.is_success for response in voted] == [True] * 6 + [False]
    assert code_of(voted[-1]) == "rate_limited"


async def test_without_redis_each_door_has_a_limit_of_its_own_and_says_so(
    gateways: list[Gateway], doors: list[httpx.AsyncClient]
) -> None:
    ada = await registered(doors[0])
    tighten(gateways)
    lost = redis.connect(f"redis://127.0.0.1:{free_port()}/0")
    for gateway in gateways:
        alone = SharedBuckets(RedisBuckets(lost, "test"), MemoryBuckets(monotonic), monotonic)
        gateway.services.rate_limits._buckets = alone
    for door in doors:
        said = [await left(Caller(door, ada.token), "/auth/me") for _ in range(7)]
        assert [one.split(";")[1] for one in said] == [f"r={count}" for count in (5, 4, 3, 2, 1, 0, 0)]
        assert said[-1].startswith("rate_limited")
    await lost.aclose()
