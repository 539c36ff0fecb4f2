"""API keys: shown once, never more than their creator, counted exactly, refused at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from app.core.clock import utc_now
from app.features.api_keys.model import MAX_KEYS
from app.features.api_keys.reader import ApiKeyReader
from app.features.api_keys.repository import ApiKeyRepository
from app.infra.migrations import m0035_makers_of_keys
from app.infra.mongo import Database
from tests.builders.audit import actions
from tests.builders.colleagues import verified_owner
from tests.builders.rest import Caller, code_of, data_of, started_session
from tests.builders.sockets import raw_socket
from tests.fixtures.gateways import Gateway

READS = {"name": "reader", "scopes": ["surveys:read", "sessions:read"]}


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


async def test_a_key_is_shown_once_and_only_its_hash_is_stored(ada: Caller, database: Database) -> None:
    made = data_of(await ada.post("/api-keys", READS))
    assert made["key"].startswith("ipk_")
    listed = (await ada.get("/api-keys")).text
    stored = str(await database["api_keys"].find_one({}))
    secret = made["key"].rpartition("_")[2]
    assert made["api_key"]["name"] == "reader"
    assert secret not in listed
    assert secret not in stored


async def test_a_key_may_never_more_than_who_creates_it(http: httpx.AsyncClient, ada: Caller) -> None:
    own = {"name": "k", "scopes": ["organization:own"]}
    assert code_of(await ada.post("/api-keys", own)) == "not_allowed"
    manager = data_of(await ada.post("/api-keys", {"name": "m", "scopes": ["api_keys:manage", "surveys:read"]}))["key"]
    program = Caller(http, manager)
    assert data_of(await program.post("/api-keys", {"name": "k", "scopes": ["surveys:read"]}))["api_key"]["scopes"]
    assert code_of(await program.post("/api-keys", READS)) == "not_allowed"


async def test_a_key_says_who_answers_for_it_or_that_nobody_knows(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    scopes = {"scopes": ["api_keys:manage"]}
    first = data_of(await ada.post("/api-keys", {"name": "by Ada", **scopes}))
    user, program = first["api_key"]["created_by"], Caller(http, first["key"])
    made = [data_of(await program.post("/api-keys", {"name": name, **scopes})) for name in ("by a key", "as before")]
    before = {"_id": made[1]["api_key"]["id"]}, {"$set": {"maker": ""}}
    await database["api_keys"].update_one(*before)
    shown = {one["name"]: (one["created_by"], one["made_by"]) for one in data_of(await ada.get("/api-keys?sort=name"))}
    other = first["api_key"]["id"]
    assert shown == {"by Ada": (user, user), "by a key": (other, user), "as before": (other, None)}
    refused = await Caller(http, made[1]["key"]).post("/api-keys", {"name": "another", **scopes})
    assert code_of(refused) == "email_not_verified"
    assert refused.json()["message"].startswith("Nobody is known who answers for this key")
    await m0035_makers_of_keys.apply(database)
    assert {one["made_by"] for one in data_of(await ada.get("/api-keys"))} == {user}
    await database["users"].update_one({"_id": user}, {"$set": {"email_verified": False}})
    refused = await program.post("/api-keys", {"name": "another", **scopes})
    assert refused.json()["message"].startswith("This key can do so once")
    await database["users"].delete_one({"_id": user})  # as an account that is deleted leaves it
    assert data_of(await program.post("/api-keys", {"name": "another", **scopes}))["api_key"]["made_by"] == user


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["all"]},
        {"name": ""},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "9999-12-31T23:59:59-14:00"},
    ],
)
async def test_a_key_that_makes_no_sense_is_refused(ada: Caller, wrong: dict[str, object]) -> None:
    assert (await ada.post("/api-keys", {**READS, **wrong})).status_code == 422


async def test_a_deleted_key_is_refused_at_once(http: httpx.AsyncClient, ada: Caller, database: Database) -> None:
    made = data_of(await ada.post("/api-keys", READS))
    program, path = Caller(http, made["key"]), f"/api-keys/{made['api_key']['id']}"
    assert data_of(await program.get("/surveys"))["items"] == []
    data_of(await ada.call("DELETE", path))
    assert code_of(await program.get("/surveys")) == "token_revoked"
    assert code_of(await ada.call("DELETE", path)) == "not_found"
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    assert (await actions(database, organization))[-2:] == ["api_key.created", "api_key.deleted"]


async def test_a_key_with_an_end_ends(http: httpx.AsyncClient, ada: Caller) -> None:
    soon = (utc_now() + timedelta(seconds=2)).isoformat()
    program = Caller(http, data_of(await ada.post("/api-keys", {**READS, "expires_at": soon}))["key"])
    assert (await program.get("/surveys")).status_code == 200
    await asyncio.sleep(2.1)
    assert code_of(await program.get("/surveys")) == "token_expired"


async def test_half_a_key_is_none(http: httpx.AsyncClient, ada: Caller) -> None:
    key = data_of(await ada.post("/api-keys", READS))["key"]
    for wrong in (key[:-1], f"{key}x", key[: key.rindex("_")], key.replace("ipk_", "ipk_ä", 1).encode().hex()):
        assert code_of(await Caller(http, wrong).get("/surveys")) == "token_invalid"


async def test_the_last_use_is_written_once_a_minute(ada: Caller, database: Database) -> None:
    key = data_of(await ada.post("/api-keys", READS))
    assert data_of(await ada.get("/api-keys"))[0]["last_used_at"] is None
    now = [utc_now().replace(second=1)]
    repository = ApiKeyRepository(database)
    readers = [ApiKeyReader(repository, lambda: now[0]) for _ in range(2)]

    async def used(reader: ApiKeyReader, *, after_s: int) -> object:
        now[0] += timedelta(seconds=after_s)
        await reader.read(key["key"])
        found = await repository.find(key["api_key"]["id"])
        assert found is not None
        return found.last_used_at

    first = await used(readers[0], after_s=0)
    assert first is not None
    assert [await used(reader, after_s=10) for reader in (*readers, *readers)] == [first] * 4
    assert await used(readers[1], after_s=60) != first


async def test_fifty_at_once_make_exactly_as_many_as_are_free(ada: Caller, database: Database) -> None:
    for _ in range(10):
        data_of(await ada.post("/api-keys", READS))
    answers = await asyncio.gather(*(ada.post("/api-keys", READS) for _ in range(50)))
    assert sorted(answer.status_code for answer in answers) == [201] * (MAX_KEYS - 10) + [409] * 10
    assert {code_of(answer) for answer in answers if answer.status_code == 409} == {"too_many_api_keys"}
    assert await database["api_keys"].count_documents({}) == MAX_KEYS


async def test_each_key_has_a_rate_of_its_own(http: httpx.AsyncClient, ada: Caller) -> None:
    one, other = [Caller(http, data_of(await ada.post("/api-keys", READS))["key"]) for _ in range(2)]
    # Where Redis is slow for a moment, the process counts alone and from new: then it takes twice as many.
    answers = await asyncio.gather(*(one.get("/surveys") for _ in range(400)))
    assert 429 in {answer.status_code for answer in answers}
    assert (await other.get("/surveys")).status_code == 200


async def test_a_key_opens_a_socket_within_its_scopes_until_it_is_deleted(gateway: Gateway, database: Database) -> None:
    async with httpx.AsyncClient(base_url=gateway.base_url) as http:
        ada = await verified_owner(http, database)
        session = await started_session(ada)
        made = data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["sessions:read"]}))
        async with raw_socket(gateway.socket_url) as socket:
            assert (await socket.hello(made["key"]))["type"] == "welcome"
            state, results = (f"session:{session['id']}:{kind}" for kind in ("state", "results"))
            assert (await socket.ask(type="subscribe", id="1", channel=state))["type"] == "ack"
            assert (await socket.ask(type="subscribe", id="2", channel=results))["code"] == "not_allowed"
            control = {"type": "control", "id": "3", "session": session["id"], "action": "end"}
            assert (await socket.ask(**control))["code"] == "not_allowed"
            data_of(await ada.call("DELETE", f"/api-keys/{made['api_key']['id']}"))
            assert await socket.closed() == 4500
