"""Joining under a key: however often a phone asks because no answer came, it is one participant."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.core.settings import Settings
from app.demo.studio import Studio
from app.infra.mongo import Database
from app.infra.tokens import PARTICIPANT_LIFETIME
from app.wiring.web import WebServices
from tests.builders.lossy_line import lossy_line
from tests.builders.overtaking import always, overtake
from tests.builders.rest import Caller, code_of, data_of, published_survey, registered, started_session
from tests.fixtures.gateways import Gateway, running_gateway


def new_key() -> str:
    return secrets.token_hex(16)


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


@pytest.fixture
async def session(ada: Caller) -> dict[str, Any]:
    return await started_session(ada, "open")


async def join(http: httpx.AsyncClient, session: dict[str, Any], key: str | None, **who: str) -> httpx.Response:
    headers = {} if key is None else {"idempotency-key": key}
    return await Caller(http).call("POST", "/join", headers=headers, json={"session": session["id"], **who})


async def everybody(database: Database) -> list[dict[str, Any]]:
    return [document async for document in database["participants"].find({})]


async def change(ada: Caller, session: dict[str, Any], **settings: Any) -> None:
    path = f"/sessions/{session['id']}"
    tag = (await ada.get(path)).headers["etag"]
    data_of(await ada.call("PATCH", path, json={"settings": settings}, headers={"if-match": tag}))


async def identified(ada: Caller) -> dict[str, Any]:
    body = {"survey": await published_survey(ada), "mode": "open", "settings": {"identity": "identified"}}
    started: dict[str, Any] = data_of(await ada.post("/sessions", body))
    return started


async def test_who_asks_again_under_their_key_is_the_same_participant_with_another_good_token(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any], database: Database
) -> None:
    key = new_key()
    first = data_of(await join(http, session, key))
    body, headers = {"code": session["code"].lower()}, {"idempotency-key": f'"{key}"'}
    again = data_of(await Caller(http).call("POST", "/join", json=body, headers=headers))
    assert again["participant"] == first["participant"]
    assert (first["welcome_back"], again["welcome_back"]) == (False, True)
    for token in (first["token"], again["token"]):
        own = data_of(await Caller(http, token).get("/participants/me/session"))
        assert own["participant"] == first["participant"]
    assert data_of(await ada.get(f"/sessions/{session['id']}"))["participants"] == 1
    [stored] = await everybody(database)
    assert stored["number"] == 1
    other = data_of(await join(http, session, new_key()))
    assert (other["welcome_back"], len(await everybody(database))) == (False, 2)


async def test_of_fifty_at_once_one_joins(http: httpx.AsyncClient, session: dict[str, Any], database: Database) -> None:
    key = new_key()
    told = [data_of(one) for one in await asyncio.gather(*(join(http, session, key) for _ in range(50)))]
    [stored] = await everybody(database)
    assert {one["participant"] for one in told} == {stored["_id"]}
    assert [one["welcome_back"] for one in told].count(False) == 1


async def test_of_fifty_at_once_through_two_gateways_one_joins(
    settings: Settings, gateway: Gateway, database: Database
) -> None:
    async with running_gateway(settings) as second:
        urls = [gateway.base_url, second.base_url]
        one, two = (httpx.AsyncClient(base_url=url, timeout=30.0) for url in urls)
        async with one, two:
            session, key = await started_session(await registered(one)), new_key()
            asked = (join((one, two)[number % 2], session, key) for number in range(50))
            told = {data_of(answer)["participant"] for answer in await asyncio.gather(*asked)}
    assert told == {stored["_id"] for stored in await everybody(database)}
    assert len(told) == 1


async def test_a_client_whose_answer_is_lost_on_the_line_joins_once(gateway: Gateway, database: Database) -> None:
    """The demo's own client, which asks again by itself."""
    port = int(gateway.base_url.rpartition(":")[2])
    async with httpx.AsyncClient(base_url=gateway.base_url) as http:
        session = await started_session(await registered(http))
        async with lossy_line(port, asked=b"POST /api/v1/join ") as (line, url), Studio(url) as studio:
            seats = [await studio.join(session["code"]) for _ in range(2)]
        assert line.lost == 1
        for seat in seats:
            own = data_of(await Caller(http, seat.token).get("/participants/me/session"))
            assert own["participant"] == seat.participant
    assert [stored["_id"] for stored in await everybody(database)] == [seat.participant for seat in seats]


async def test_without_a_key_everything_is_as_before(
    http: httpx.AsyncClient, session: dict[str, Any], database: Database
) -> None:
    told = {data_of(await join(http, session, None))["participant"] for _ in range(2)}
    assert told == {stored["_id"] for stored in await everybody(database)}
    assert (len(told), any("key_hash" in stored for stored in await everybody(database))) == (2, False)


async def test_under_one_key_another_name_or_address_is_refused(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session, key, bea = await identified(ada), new_key(), {"name": "Bea", "email": "bea@example.org"}
    assert code_of(await join(http, session, key)) == "required"
    first = data_of(await join(http, session, key, **bea))
    assert data_of(await join(http, session, key, **bea | {"name": " Bea "}))["participant"] == first["participant"]
    for other in ({"name": "Bee"}, {"email": "bee@example.org"}):
        refused = await join(http, session, key, **bea | other)
        assert (refused.status_code, code_of(refused)) == (422, "idempotency_key_reused")
    assert code_of(await join(http, session, key)) == "idempotency_key_reused"
    assert [(stored["name"], stored["email"]) for stored in await everybody(database)] == [("Bea", "bea@example.org")]


async def test_in_another_session_the_key_is_somebody_new(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any]
) -> None:
    key, other = new_key(), await started_session(ada)
    one, two = data_of(await join(http, session, key)), data_of(await join(http, other, key))
    assert one["participant"] != two["participant"]


@pytest.mark.parametrize(
    "key", ["a1" * 15 + "a", "0190a8f0-0000-7000-8000-000000000001", "z" * 42, "g" * 32, "z" * 43 + ".", "short", ""]
)
async def test_a_key_that_somebody_could_guess_is_refused(
    http: httpx.AsyncClient, session: dict[str, Any], database: Database, key: str
) -> None:
    refused = await join(http, session, key)
    assert (refused.status_code, code_of(refused)) == (422, "invalid_idempotency_key")
    assert await everybody(database) == []


async def test_a_key_lets_nobody_in_who_was_removed(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any], database: Database
) -> None:
    key = new_key()
    me = data_of(await join(http, session, key))["participant"]
    assert (await ada.call("DELETE", f"/sessions/{session['id']}/participants/{me}")).status_code == 204
    refused = await join(http, session, key)
    assert (refused.status_code, code_of(refused)) == (401, "participant_removed")
    assert len(await everybody(database)) == 1


@pytest.mark.parametrize("is_listed", [True, False])
async def test_a_key_brings_nobody_back_who_was_erased(
    http: httpx.AsyncClient, session: dict[str, Any], database: Database, is_listed: bool
) -> None:
    key = new_key()
    phone = Caller(http, data_of(await join(http, session, key))["token"])
    data_of(await phone.call("DELETE", "/participants/me"))
    if not is_listed:  # as after a thousand others
        await database["sessions"].update_one({"_id": session["id"]}, {"$set": {"removed": []}})
    assert code_of(await join(http, session, key)) == "participant_removed"
    told = code_of(await phone.get(f"/sessions/{session['id']}/results"))
    assert told == ("participant_removed" if is_listed else "not_found")
    assert await everybody(database) == []
    data_of(await join(http, session, new_key()))


async def test_a_key_lets_in_again_who_was_in_before_the_door_was_shut(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any]
) -> None:
    key = new_key()
    me = data_of(await join(http, session, key))["participant"]
    await change(ada, session, open_to="invited")
    assert code_of(await join(http, session, new_key())) == "invitation_needed"
    assert data_of(await join(http, session, key))["participant"] == me
    data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "end"}))
    assert code_of(await join(http, session, new_key())) == "invitation_needed"
    assert data_of(await join(http, session, key))["participant"] == me


async def test_a_key_is_good_for_as_long_as_the_token_of_its_first_answer(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any], database: Database
) -> None:
    key = new_key()
    me = data_of(await join(http, session, key))["participant"]
    [stored] = await everybody(database)
    long_ago = stored["joined_at"] - PARTICIPANT_LIFETIME - timedelta(days=1)
    await database["participants"].update_one({"_id": me}, {"$set": {"joined_at": long_ago}})
    assert data_of(await join(http, session, key))["participant"] == me, "the session still takes answers"
    data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "end"}))
    assert code_of(await join(http, session, key)) == "session_ended"


@pytest.mark.parametrize("made_by", ["another key", "no key"])
async def test_who_finds_another_way_to_an_id_is_not_let_in_as_somebody(
    http: httpx.AsyncClient, session: dict[str, Any], database: Database, made_by: str
) -> None:
    """An id has 100 bits and stands in lists; what proves the key has 256 and stands nowhere else."""
    key = new_key()
    me = data_of(await join(http, session, key))["participant"]
    other = {"$set": {"key_hash": "0" * 64}} if made_by == "another key" else {"$unset": {"key_hash": ""}}
    await database["participants"].update_one({"_id": me}, other)
    assert code_of(await join(http, session, key)) == "idempotency_key_reused"


async def test_the_key_is_kept_nowhere_and_its_hash_is_shown_to_nobody(
    http: httpx.AsyncClient, ada: Caller, session: dict[str, Any], database: Database
) -> None:
    key = new_key()
    told = await join(http, session, key)
    phone, path = Caller(http, data_of(told)["token"]), f"/sessions/{session['id']}"
    [stored] = await everybody(database)
    kept = [
        str(document) for name in await database.list_collection_names() async for document in database[name].find({})
    ]
    assert not any(key in one for one in kept)
    assert sum(stored["key_hash"] in one for one in kept) == 1
    shown = [told, await phone.get("/participants/me/data"), await ada.get(f"{path}/participants")]
    shown += [await ada.get(f"{path}/participants/{stored['_id']}/data"), await ada.get(f"{path}/export.json")]
    assert all(one.is_success for one in shown)
    assert not any(secret in one.text for one in shown for secret in (key, stored["key_hash"], "key_hash"))


async def test_of_two_that_cross_the_second_gets_the_first_one_s_participant(
    http: httpx.AsyncClient, session: dict[str, Any], services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, told = new_key(), list[httpx.Response]()

    async def quicker() -> None:
        told.append(await join(http, session, key))

    overtake(monkeypatch, services.participants._participants, "add", quicker)
    late = data_of(await join(http, session, key))
    assert late["participant"] == data_of(told[0])["participant"]
    assert (data_of(told[0])["welcome_back"], late["welcome_back"]) == (False, True)


async def test_who_meets_a_participant_that_no_majority_holds_yet_is_asked_to_come_again(
    http: httpx.AsyncClient, session: dict[str, Any], services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_key()
    with monkeypatch.context() as patch:
        always(patch, services.participants._participants, "add", False)
        refused = await join(http, session, key)
    assert (refused.status_code, code_of(refused)) == (503, "storage_unavailable")
    assert refused.json()["data"]["temporary"] is True
    assert data_of(await join(http, session, key))["welcome_back"] is False
