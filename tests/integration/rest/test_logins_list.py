"""Somebody sees where they are logged in, and ends what they do not know."""

from __future__ import annotations

import httpx

from app.infra.mongo import Database
from tests.builders.audit import actions
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered


async def second_login(http: httpx.AsyncClient, agent: str) -> dict[str, str]:
    body = {"email": "ada@example.org", "password": PASSWORD}
    login: dict[str, str] = data_of(
        await Caller(http).call("POST", "/auth/login", json=body, headers={"user-agent": agent})
    )
    return login


async def test_logins_are_listed_with_what_tells_them_apart(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    await second_login(http, "A phone" + "x" * 400)
    phone, here = data_of(await ada.get("/auth/logins"))
    assert (here["current"], phone["current"]) == (True, False)
    assert (phone["user_agent"][:7], len(phone["user_agent"])) == ("A phone", 300)
    assert phone["network"] == "127.0.0.0/24"
    assert phone["created_at"] <= phone["last_used_at"]


async def test_a_revoked_login_is_over(http: httpx.AsyncClient, database: Database) -> None:
    ada, phone = await registered(http), await second_login(http, "A phone")
    listed = {login["user_agent"]: login["id"] for login in data_of(await ada.get("/auth/logins"))}
    data_of(await ada.call("DELETE", f"/auth/logins/{listed['A phone']}"))
    assert code_of(await Caller(http).post("/auth/refresh", {"refresh_token": phone["refresh_token"]})) == (
        "token_invalid"
    )
    assert [login["current"] for login in data_of(await ada.get("/auth/logins"))] == [True]
    assert code_of(await ada.call("DELETE", f"/auth/logins/{listed['A phone']}")) == "not_found"
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    assert (await actions(database, organization))[-1] == "login.revoked"


async def test_nobody_ends_the_login_of_somebody_else(http: httpx.AsyncClient) -> None:
    ada, eve = await registered(http), await registered(http, "eve")
    (login,) = data_of(await ada.get("/auth/logins"))
    assert code_of(await eve.call("DELETE", f"/auth/logins/{login['id']}")) == "not_found"
    assert len(data_of(await ada.get("/auth/logins"))) == 1


async def test_all_others_end_at_once(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    others = [await second_login(http, f"Phone {number}") for number in range(3)]
    assert data_of(await ada.post("/auth/logins/revoke-others")) == {"count": 3}
    for other in others:
        refused = await Caller(http).post("/auth/refresh", {"refresh_token": other["refresh_token"]})
        assert code_of(refused) == "token_invalid"
    assert len(data_of(await ada.get("/auth/logins"))) == 1
