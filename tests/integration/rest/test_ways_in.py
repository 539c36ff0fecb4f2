"""What stands before a login or its end: a factor that is asked for, and addresses that are taken by then."""

from __future__ import annotations

import httpx
import pyotp
import pytest

from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.colleagues import colleague, invited, user_of, verified_owner
from tests.builders.mail import mails_to, token_in
from tests.builders.overtaking import overtake
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered
from tests.fixtures.waiting import until


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


async def enrolled(caller: Caller) -> pyotp.TOTP:
    """Their authenticator app; the code of this half minute is used up."""
    app = pyotp.TOTP(data_of(await caller.post("/auth/second-factor", {"password": PASSWORD}))["secret"])
    data_of(await caller.post("/auth/second-factor/confirm", {"code": app.now()}))
    return app


async def test_whoever_switches_to_an_organization_that_asks_for_a_second_factor_sets_it_up_first(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    eve = await verified_owner(http, database, "eve")
    data_of(await ada.post("/invitations/accept", {"token": await invited(eve, database, "ada", "viewer")}))
    login = await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD})
    there, ada = data_of(login)["organization"]["id"], Caller(http, data_of(login)["access_token"])
    other = next(one["id"] for one in data_of(await ada.get("/organizations")) if one["id"] != there)
    await database["organizations"].update_one({"_id": other}, {"$set": {"require_second_factor": True}})
    step = data_of(await ada.post("/auth/switch", {"organization": other}))
    assert (step["status"], "access_token" in step) == ("second_factor_setup_required", False)
    assert data_of(await ada.get("/auth/me"))["organization"]["id"] == there, "the login at hand goes on until then"


async def test_an_account_with_a_second_factor_is_deleted_with_a_code_only(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    bob = await colleague(http, ada, database, "bob")
    app = await enrolled(bob)
    user = await user_of(bob)
    for wrong in ({}, {"code": "000000"}):
        refused = await bob.post("/auth/delete-account", {"password": PASSWORD, **wrong})
        assert code_of(refused) == "code_wrong"
    assert await database["users"].count_documents({"_id": user}) == 1
    await database["users"].update_one({"_id": user}, {"$set": {"second_factor.last_step": 0}})  # half a minute later
    data_of(await bob.post("/auth/delete-account", {"password": PASSWORD, "code": app.now()}))
    assert await database["users"].count_documents({"_id": user}) == 0


async def test_of_two_confirmations_of_one_factor_one_counts(
    ada: Caller, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = pyotp.TOTP(data_of(await ada.post("/auth/second-factor", {"password": PASSWORD}))["secret"])

    async def confirmed() -> None:
        data_of(await ada.post("/auth/second-factor/confirm", {"code": app.now()}))

    overtake(monkeypatch, services.account_services.second_factors._repository, "confirm", confirmed)
    assert code_of(await ada.post("/auth/second-factor/confirm", {"code": app.now()})) == "second_factor_on"


async def test_a_new_address_that_somebody_else_has_by_now_is_taken(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    data_of(await ada.post("/auth/email", {"email": "eve@example.org", "password": PASSWORD}))

    async def has_come() -> bool:
        return bool(await mails_to(database, "eve@example.org"))

    await until(has_come)
    link = token_in((await mails_to(database, "eve@example.org"))[0])
    await registered(http, "eve")
    assert code_of(await Caller(http).post("/auth/verify-email", {"token": link})) == "email_taken"
    assert data_of(await ada.get("/auth/me"))["user"]["email"] == "ada@example.org"
