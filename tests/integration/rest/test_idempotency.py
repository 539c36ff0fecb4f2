"""One key, one creation: whoever sends a creating request again gets the first answer."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.core.clock import utc_now
from app.http.idempotency import LONGEST_REQUEST
from app.infra.idempotency_keys import KEPT_FOR
from app.infra.mongo import Database
from tests.builders.rest import Caller, code_of, data_of, joined, new_key, published_survey, registered, started_session

TEA: dict[str, Any] = {"title": "Tea", "description": "", "questions": []}


async def create(caller: Caller, key: str, body: Any = TEA, path: str = "/surveys") -> httpx.Response:
    return await caller.call("POST", path, headers={"idempotency-key": key}, json=body)


async def titles(caller: Caller) -> list[str]:
    return [survey["title"] for survey in data_of(await caller.get("/surveys"))["items"]]


async def test_a_request_sent_again_creates_nothing_and_gets_the_first_answer(http: httpx.AsyncClient) -> None:
    ada, key = await registered(http), new_key()
    first = await create(ada, key)
    again = await create(ada, f'"{key}"', {"questions": [], "description": "", "title": "Tea"})
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert (first.headers["etag"], "idempotency-replayed" in first.headers) == (again.headers["etag"], False)
    assert again.headers["idempotency-replayed"] == "true"
    assert await titles(ada) == ["Tea"]


async def test_of_fifty_at_once_one_creates(http: httpx.AsyncClient) -> None:
    ada, key = await registered(http), new_key()
    responses = await asyncio.gather(*(create(ada, key) for _ in range(50)))
    created = {response.content for response in responses if response.status_code == 201}
    refused = {(response.status_code, code_of(response)) for response in responses if response.status_code != 201}
    assert (len(created), await titles(ada)) == (1, ["Tea"])
    assert refused <= {(409, "request_in_progress")}
    assert (await create(ada, key)).content in created


@pytest.mark.parametrize("other", [({"title": "Coffee"}, "/surveys"), (TEA, "/surveys?x=1"), (TEA, "/sessions")])
async def test_another_request_under_the_same_key_is_refused(http: httpx.AsyncClient, other: tuple[Any, str]) -> None:
    ada, key = await registered(http), new_key()
    data_of(await create(ada, key))
    refusal = await create(ada, key, *other)
    assert (refusal.status_code, code_of(refusal)) == (422, "idempotency_key_reused")
    assert await titles(ada) == ["Tea"]


async def test_a_key_belongs_to_its_caller(http: httpx.AsyncClient) -> None:
    ada, eve, key = await registered(http), await registered(http, "eve"), new_key()
    mine, theirs = data_of(await create(ada, key)), data_of(await create(eve, key, {"title": "Coffee"}))
    assert mine["id"] != theirs["id"]


async def test_a_refused_request_frees_its_key(http: httpx.AsyncClient) -> None:
    ada, key = await registered(http), new_key()
    assert code_of(await create(ada, key, {"title": ""})) == "wrong_length"
    data_of(await create(ada, key))


@pytest.mark.parametrize("key", ["short", "x" * 256, "with a space", "tab\tbed-key", '"""""""', ""])
async def test_what_cannot_be_a_key_is_refused(http: httpx.AsyncClient, key: str) -> None:
    refusal = await create(await registered(http), key)
    assert (refusal.status_code, code_of(refusal)) == (422, "invalid_idempotency_key")


async def test_a_session_is_started_once(http: httpx.AsyncClient) -> None:
    ada, key = await registered(http), new_key()
    start = {"survey": await published_survey(ada), "mode": "live"}
    sessions = [data_of(await create(ada, key, start, "/sessions"))["id"] for _ in range(2)]
    assert sessions[0] == sessions[1]


async def test_where_nothing_is_created_a_key_means_nothing(http: httpx.AsyncClient, database: Database) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    data_of(await create(ada, new_key(), {"action": "next"}, f"/sessions/{session['id']}/control"))
    data_of(await create(await joined(http, session), secrets.token_hex(16), {"session": session["id"]}, "/join"))
    assert await database["idempotency_keys"].count_documents({}) == 0


async def test_the_database_never_shows_what_was_answered(http: httpx.AsyncClient, database: Database) -> None:
    ada, key = await registered(http), new_key()
    title = "What nobody else may read"  # too long to stand in sealed bytes by chance
    survey = data_of(await create(ada, key, {"title": title}))
    [kept] = [document async for document in database["idempotency_keys"].find({})]
    assert not any(secret in str(kept) for secret in (key, survey["id"], title))


async def age(database: Database, by: timedelta, change: dict[str, Any]) -> None:
    """Make the one key older than it is."""
    [kept] = [document async for document in database["idempotency_keys"].find({})]
    older = {"started_at": kept["started_at"] - by, "expires_at": kept["expires_at"] - by}
    await database["idempotency_keys"].update_one({"_id": kept["_id"]}, {"$set": {**older, **change}})


async def test_a_request_that_runs_is_waited_for_and_one_that_died_is_told(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada, key = await registered(http), new_key()
    await create(ada, key)
    await age(database, timedelta(0), {"reply": None})
    running = await create(ada, key)
    assert (running.status_code, code_of(running)) == (409, "request_in_progress")
    assert (running.json()["data"]["temporary"], running.headers["retry-after"]) == (True, "1")
    await age(database, LONGEST_REQUEST, {})
    dead = await create(ada, key)
    assert (dead.status_code, code_of(dead)) == (409, "outcome_unknown")
    assert dead.json()["data"]["temporary"] is False
    assert await titles(ada) == ["Tea"]


async def test_a_key_is_free_again_after_a_day(http: httpx.AsyncClient, database: Database) -> None:
    ada, key = await registered(http), new_key()
    await create(ada, key)
    await age(database, KEPT_FOR, {})
    data_of(await create(ada, key, {"title": "Coffee"}))
    assert sorted(await titles(ada)) == ["Coffee", "Tea"]
    [kept] = [document async for document in database["idempotency_keys"].find({})]
    assert kept["expires_at"] > utc_now()


async def test_after_a_failure_of_ours_nothing_is_created_twice(http: httpx.AsyncClient, database: Database) -> None:
    ada, key = await registered(http), new_key()
    validator = {"$jsonSchema": {"bsonType": "object", "required": ["nothing has this"]}}
    await database.command("collMod", "surveys", validator=validator)
    assert (await create(ada, key)).status_code == 503
    await database.command("collMod", "surveys", validator={})
    again = await create(ada, key)
    assert (again.status_code, code_of(again)) == (409, "request_in_progress")
    assert await titles(ada) == []
