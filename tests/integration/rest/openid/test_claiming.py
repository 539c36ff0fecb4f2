"""An account goes to who proves its address; nothing of whoever made it with somebody else's leads back into it."""

from __future__ import annotations

import httpx
import pytest

from app.infra.mongo import Database
from tests.builders.audit import actions
from tests.builders.colleagues import verified_owner
from tests.builders.mail import mail_about, token_in
from tests.builders.openid_provider import OpenIdProvider, sent_back
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered


async def set_anew(http: httpx.AsyncClient, database: Database) -> None:
    data_of(await Caller(http).post("/auth/forgot-password", {"email": "ada@example.org"}))
    token = token_in(await mail_about(database, "ada@example.org", "Set a new password"))
    data_of(await Caller(http).post("/auth/reset-password", {"token": token, "password": "another long password"}))


async def test_an_account_that_never_proved_its_address_is_taken_from_whoever_made_it(
    http: httpx.AsyncClient, provider: OpenIdProvider
) -> None:
    await registered(http)
    attacker = data_of(await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD}))
    assert await sent_back(http, provider) == "/app"
    late = await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD})
    assert code_of(late) == "login_failed"
    refresh = {"refresh_token": attacker["refresh_token"]}
    assert code_of(await Caller(http).post("/auth/refresh", refresh)) == "token_invalid"


async def test_no_link_of_an_account_that_was_taken_over_leads_back_to_whoever_made_it(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider
) -> None:
    maker = await registered(http)
    data_of(await maker.post("/auth/email", {"email": "evil@example.net", "password": PASSWORD}))
    data_of(await Caller(http).post("/auth/forgot-password", {"email": "ada@example.org"}))
    elsewhere = await mail_about(database, "evil@example.net", "Confirm your new e-mail address")
    first = await mail_about(database, "ada@example.org", "Confirm your e-mail address")
    forgotten = await mail_about(database, "ada@example.org", "Set a new password")
    assert await sent_back(http, provider) == "/app"
    mine = dict(http.cookies)
    for link in (elsewhere, first):
        late = await Caller(http).post("/auth/verify-email", {"token": token_in(link)})
        assert code_of(late) == "link_invalid"
    body = {"token": token_in(forgotten), "password": "another password"}
    late = await Caller(http).post("/auth/reset-password", body)
    assert code_of(late) == "link_invalid"
    http.cookies.update(mine)
    assert data_of(await http.get("/api/v1/auth/me"))["user"]["email"] == "ada@example.org"


@pytest.mark.parametrize("proof", ["at the provider", "by a new password"])
async def test_keys_and_webhooks_of_an_account_that_was_taken_over_end(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider, proof: str
) -> None:
    maker = await verified_owner(http, database)
    organization = data_of(await maker.get("/organizations/current"))["id"]
    made = data_of(await maker.post("/api-keys", {"name": "k", "scopes": ["api_keys:manage", "surveys:read"]}))
    program = Caller(http, made["key"])
    another = data_of(await program.post("/api-keys", {"name": "k of k", "scopes": ["surveys:read"]}))
    hook = {"url": "https://hooks.example.net/", "events": ["session.started"]}
    data_of(await maker.post("/webhooks", hook))
    # What cannot be read here may well be read by a process of the next release.
    garbled = {"_id": another["api_key"]["id"]}, {"$set": {"last_used_at": "some day"}}
    await database["api_keys"].update_one(*garbled, bypass_document_validation=True)
    await database["webhooks"].update_one({}, {"$set": {"url": 7}}, bypass_document_validation=True)
    # As an account stands that made them before this needed a proven address.
    await database["users"].update_one({}, {"$set": {"email_verified": False}})
    for refused in (maker.post("/api-keys", {"name": "k", "scopes": ["surveys:read"]}), maker.post("/webhooks", hook)):
        assert code_of(await refused) == "email_not_verified"
    if proof == "at the provider":
        assert await sent_back(http, provider) == "/app"
    else:
        await set_anew(http, database)
    for key in (made["key"], another["key"]):
        assert (await Caller(http, key).get("/surveys")).status_code == 401
    assert await database["api_keys"].count_documents({}) == 0
    assert await database["webhooks"].count_documents({}) == 0
    ended = [action for action in await actions(database, organization) if action.endswith(".deleted")]
    assert sorted(ended) == ["api_key.deleted", "api_key.deleted", "webhook.deleted"]


async def test_keys_and_webhooks_of_a_proven_account_outlive_a_new_password(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    key = data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["surveys:read"]}))["key"]
    data_of(await ada.post("/webhooks", {"url": "https://hooks.example.net/", "events": ["session.started"]}))
    await set_anew(http, database)
    data_of(await Caller(http, key).get("/surveys"))
    assert await database["webhooks"].count_documents({}) == 1
