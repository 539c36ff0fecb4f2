"""Webhooks over REST: set up, tried out, changed safely, and their log."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.web import WebServices, running_web
from tests.builders.audit import actions, recorded
from tests.builders.colleagues import verified_owner
from tests.builders.rest import Caller, code_of, data_of, started_session
from tests.builders.webhook_receiver import Receiver
from tests.builders.webhooks import Post, post_on
from tests.fixtures.applications import http_client
from tests.fixtures.queries import Recorder

ALL = ["session.started", "session.ended", "survey.published"]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Receivers are on loopback here."""
    return settings.model_copy(update={"webhooks_allow_private": True})


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    with receiver.up():
        yield receiver


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


@pytest.fixture
async def post(settings: Settings, database: Database) -> AsyncIterator[Post]:
    async with post_on(settings, database) as post:
        yield post


async def created(caller: Caller, receiver: Receiver, **changes: Any) -> dict[str, Any]:
    response = await caller.post("/webhooks", {"url": receiver.url, "events": ALL} | changes)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = data_of(response)
    return made


async def test_a_webhook_is_set_up_tried_out_told_and_its_log_read(
    services: WebServices, ada: Caller, receiver: Receiver, post: Post, database: Database
) -> None:
    made = await created(ada, receiver, events=["session.ended", "session.started", "session.ended"])
    webhook = made["webhook"]
    path = f"/webhooks/{webhook['id']}"
    assert made["secret"].startswith("whsec_")
    assert (webhook["events"], webhook["enabled"], webhook["version"]) == (
        ["session.started", "session.ended"],
        True,
        1,
    )
    assert made["secret"] not in (await ada.get("/webhooks")).text + (await ada.get(path)).text
    stored = await database["webhooks"].find_one({"_id": webhook["id"]})
    assert made["secret"] not in str(stored)
    tried = data_of(await ada.post(f"{path}/test"))
    assert (tried["delivered"], tried["status"], tried["problem"]) == (True, 204, None)
    assert receiver.requests[0].message["type"] == "webhook.test"
    receiver.decide = lambda _: (500, {})
    tried = data_of(await ada.post(f"{path}/test"))
    assert (tried["delivered"], tried["status"], tried["problem"]) == (False, 500, "refused")
    receiver.decide = lambda _: (204, {})
    session = await started_session(ada)
    data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "end"}))
    await post.run()
    log = data_of(await ada.get(f"{path}/deliveries"))["items"]
    assert [(one["type"], one["state"], one["about"]) for one in log] == [
        ("session.ended", "delivered", session["id"]),
        ("session.started", "delivered", session["id"]),
    ]
    first = data_of(await ada.get(f"{path}/deliveries?limit=1"))
    rest = data_of(await ada.get(f"{path}/deliveries?limit=1&cursor={first['next_cursor']}"))
    assert [first["items"][0]["id"], rest["items"][0]["id"], rest["next_cursor"]] == [log[0]["id"], log[1]["id"], None]
    assert data_of(await ada.get(f"{path}/deliveries?state=dead"))["items"] == []
    one = data_of(await ada.get(f"{path}/deliveries/{log[1]['id']}"))
    assert one["body"].encode() == next(sent.body for sent in receiver.requests if sent.id == one["id"])
    assert [(attempt["status"], attempt["problem"]) for attempt in one["attempts"]] == [(204, None)]


async def test_a_delivery_is_sent_again_under_its_id(ada: Caller, receiver: Receiver, post: Post) -> None:
    path = f"/webhooks/{(await created(ada, receiver))['webhook']['id']}/deliveries"
    session = await started_session(ada)
    await post.feeder.look()
    log = data_of(await ada.get(path))["items"]
    waiting = next(one for one in log if one["about"] == session["id"])
    assert code_of(await ada.post(f"{path}/{waiting['id']}/redeliver")) == "wrong_state"
    await post.run()
    again = await ada.post(f"{path}/{waiting['id']}/redeliver")
    assert (again.status_code, data_of(again)["state"]) == (202, "queued")
    assert code_of(await ada.post(f"{path}/{waiting['id']}/redeliver")) == "wrong_state", "its job has not ended"
    post.clock.move(minutes=1)  # the web process has a clock of its own
    await post.run()
    assert [sent.id for sent in receiver.requests].count(waiting["id"]) == 2
    assert (await ada.get(f"{path}/whk_x:1")).status_code == 404


async def test_edits_are_safe_secrets_renewed_and_everything_on_record(
    ada: Caller, receiver: Receiver, database: Database
) -> None:
    made = await created(ada, receiver)
    webhook = made["webhook"]["id"]
    path = f"/webhooks/{webhook}"
    off = {"url": "https://hooks.example.org/services/T0/secret", "events": ALL[:1], "enabled": False}
    edited = await ada.call("PUT", path, json=off, headers={"if-match": '"1"'})
    assert (edited.headers["etag"], data_of(edited)["disabled"]) == ('"2"', "by_member")
    late = await ada.call("PUT", path, json=off, headers={"if-match": '"1"'})
    assert (code_of(late), late.json()["data"]["current"]) == ("edit_conflict", 2)
    assert code_of(await ada.call("PUT", path, json=off)) == "if_match_missing"
    renewed = await ada.post(f"{path}/secret")
    assert data_of(renewed)["secret"] != made["secret"]
    assert renewed.headers["cache-control"] == "no-store"
    unseen = await ada.call("DELETE", path, headers={"if-match": '"2"'})
    assert (unseen.status_code, unseen.json()["data"]["current"]) == (412, 3)
    assert code_of(await ada.call("DELETE", path, headers={"if-match": "*"})) == "invalid_etag"
    data_of(await ada.call("DELETE", path, headers={"if-match": (await ada.get(path)).headers["etag"]}))
    assert code_of(await ada.get(path)) == "not_found"
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    assert [one for one in await actions(database, organization) if one.startswith("webhook")] == [
        "webhook.created", "webhook.edited", "webhook.secret_renewed", "webhook.deleted",
    ]  # fmt: skip
    chain = str(await recorded(database, organization))
    assert "hooks.example.org" in chain
    assert "T0/secret" not in chain
    assert "whsec_" not in chain


async def test_an_organization_has_ten_at_most(ada: Caller, receiver: Receiver) -> None:
    made = [await created(ada, receiver) for _ in range(10)]
    refused = await ada.post("/webhooks", {"url": receiver.url, "events": ALL})
    assert (refused.status_code, code_of(refused)) == (409, "too_many_webhooks")
    data_of(await ada.call("DELETE", f"/webhooks/{made[3]['webhook']['id']}"))
    newest = await created(ada, receiver)
    assert data_of(await ada.get("/webhooks"))[0]["id"] == newest["webhook"]["id"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/hook", "https_required"),
        ("https://10.0.0.1/hook", "address_refused"),
        ("https://localhost/hook", "address_refused"),
        ("https://ada@example.org/", "invalid_url"),
    ],
)
async def test_outside_of_tests_only_public_addresses_over_https_are_taken(
    settings: Settings, database: Database, queries: Recorder, url: str, code: str
) -> None:
    strict = settings.model_copy(update={"webhooks_allow_private": False})
    async with running_web(strict) as services, http_client(services, settings.frontend_dist) as http:
        refused = await (await verified_owner(http, database)).post("/webhooks", {"url": url, "events": ALL})
    assert (refused.status_code, refused.json()["errors"][0]["field"], code_of(refused)) == (422, "url", code)


async def test_a_webhook_or_a_key_that_cannot_be_read_hides_no_other_and_keeps_its_slot(
    ada: Caller, receiver: Receiver, database: Database
) -> None:
    for _ in range(2):
        await created(ada, receiver)
        data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["surveys:read"]}))
    for collection, garbled in (("webhooks", {"url": 7}), ("api_keys", {"last_used_at": "some day"})):
        await database[collection].update_one({"slot": 1}, {"$set": garbled}, bypass_document_validation=True)
    await created(ada, receiver)
    data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["surveys:read"]}))
    for path, collection in (("/webhooks", "webhooks"), ("/api-keys", "api_keys")):
        assert len(data_of(await ada.get(path))) == 2
        slots = [document["slot"] async for document in database[collection].find({}, {"slot": 1})]
        assert sorted(slots) == [1, 2, 3]
