"""Logging in and staying logged in, with tokens and with cookies."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.accounts.login_repository import LoginRepository
from app.features.accounts.model import family_of
from app.infra.mongo import Database
from app.wiring.upkeep import run_upkeep
from tests.builders.audit import recorded_changes
from tests.builders.mail import mail_about, mails_to
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered

REGISTRATION = {"organization": "Ada's", "name": "Ada", "email": "Ada@Example.org", "password": PASSWORD}


async def test_an_account_is_found_by_its_address_in_any_case(http: httpx.AsyncClient) -> None:
    data_of(await Caller(http).post("/auth/register", REGISTRATION))
    login = data_of(await Caller(http).post("/auth/login", {"email": " aDA@example.ORG ", "password": PASSWORD}))
    assert (login["user"]["email"], login["role"], login["expires_in"]) == ("ada@example.org", "owner", 900)
    me = data_of(await Caller(http, login["access_token"]).get("/auth/me"))
    assert me["organization"]["name"] == "Ada's"


async def test_an_address_is_registered_once_even_by_two_at_a_time(http: httpx.AsyncClient) -> None:
    both = await asyncio.gather(*(Caller(http).post("/auth/register", REGISTRATION) for _ in range(2)))
    assert sorted(response.status_code for response in both) == [201, 409]
    assert code_of(next(response for response in both if response.status_code == 409)) == "email_taken"
    data_of(await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD}))


async def test_an_unknown_address_and_a_wrong_password_are_told_alike(http: httpx.AsyncClient) -> None:
    await registered(http)
    wrong = await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": "wrong password"})
    unknown = await Caller(http).post("/auth/login", {"email": "eve@example.org", "password": "wrong password"})
    assert wrong.status_code == unknown.status_code == 401
    assert code_of(wrong) == code_of(unknown) == "login_failed"
    assert wrong.json()["message"] == unknown.json()["message"]


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
async def test_guessing_passwords_is_slowed_down_per_address(http: httpx.AsyncClient, email: str) -> None:
    await registered(http)
    attempts = [await Caller(http).post("/auth/login", {"email": email, "password": "guess"}) for _ in range(11)]
    assert {code_of(attempt) for attempt in attempts[:10]} == {"login_failed"}
    assert code_of(attempts[10]) == "rate_limited"
    assert int(attempts[10].headers["retry-after"]) >= 1


async def test_a_refresh_token_is_good_once(http: httpx.AsyncClient) -> None:
    login = data_of(await Caller(http).post("/auth/register", REGISTRATION))
    fresh = data_of(await Caller(http).post("/auth/refresh", {"refresh_token": login["refresh_token"]}))
    assert fresh["refresh_token"] != login["refresh_token"]
    data_of(await Caller(http, fresh["access_token"]).get("/auth/me"))


async def test_reuse_of_a_refresh_token_revokes_its_whole_family_and_its_user_is_told_once(
    http: httpx.AsyncClient, database: Database
) -> None:
    login = data_of(await Caller(http).post("/auth/register", REGISTRATION))
    fresh = data_of(await Caller(http).post("/auth/refresh", {"refresh_token": login["refresh_token"]}))
    for _ in range(2):
        reused = await Caller(http).post("/auth/refresh", {"refresh_token": login["refresh_token"]})
        assert (reused.status_code, code_of(reused)) == (401, "token_reused")
    revoked = await Caller(http).post("/auth/refresh", {"refresh_token": fresh["refresh_token"]})
    assert (revoked.status_code, code_of(revoked)) == (401, "token_invalid")
    other = data_of(await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD}))
    data_of(await Caller(http).post("/auth/refresh", {"refresh_token": other["refresh_token"]}))
    told = await recorded_changes(database, login["organization"]["id"], "login.reused")
    assert told == [(None, {"user": login["user"]["id"]})]
    await mail_about(database, "ada@example.org", "We ended one of your logins")
    assert len([mail for mail in await mails_to(database, "ada@example.org") if "ended" in mail["subject"]]) == 1


async def test_a_reuse_whose_process_died_is_recorded_and_told_once_by_the_upkeep(
    http: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    login = data_of(await Caller(http).post("/auth/register", REGISTRATION))
    family, organization = family_of(login["refresh_token"]), login["organization"]["id"]
    begun = utc_now() - timedelta(minutes=2)
    untold = {"reused_told": False, "telling_until": begun}
    assert await LoginRepository(database).revoke_reused(family, begun), "and here the process is killed"
    assert [(await run_upkeep(settings)).reuses_told for _ in range(2)] == [1, 0]
    await database["token_families"].update_one({"_id": family}, {"$set": untold})
    assert (await run_upkeep(settings)).reuses_told == 1, "killed between the event and the note that it was told"
    assert await recorded_changes(database, organization, "login.reused") == [(None, {"user": login["user"]["id"]})]
    assert len([mail for mail in await mails_to(database, "ada@example.org") if "ended" in mail["subject"]]) == 1


async def test_of_many_refreshes_at_once_no_two_succeed_and_the_family_is_revoked(http: httpx.AsyncClient) -> None:
    login = data_of(await Caller(http).post("/auth/register", REGISTRATION))
    body = {"refresh_token": login["refresh_token"]}
    responses = await asyncio.gather(*(Caller(http).post("/auth/refresh", body) for _ in range(10)))
    winners = [data_of(response) for response in responses if response.is_success]
    assert len(winners) <= 1
    for winner in winners:
        revoked = await Caller(http).post("/auth/refresh", {"refresh_token": winner["refresh_token"]})
        assert code_of(revoked) == "token_invalid"


async def test_after_logging_out_the_refresh_token_is_worthless(http: httpx.AsyncClient) -> None:
    login = data_of(await Caller(http).post("/auth/register", REGISTRATION))
    ada = Caller(http, login["access_token"])
    data_of(await ada.post("/auth/logout"))
    assert code_of(await ada.post("/auth/refresh", {"refresh_token": login["refresh_token"]})) == "token_invalid"
    assert code_of(await ada.post("/auth/socket-token")) == "token_revoked"


async def test_a_refresh_token_that_is_unknown_late_or_missing_is_refused(
    http: httpx.AsyncClient, database: Database
) -> None:
    login = data_of(await Caller(http).post("/auth/register", REGISTRATION))
    unknown = await Caller(http).post("/auth/refresh", {"refresh_token": "rt_of_nobody.at-all"})
    assert (unknown.status_code, code_of(unknown)) == (401, "token_invalid")
    missing = await Caller(http).post("/auth/refresh", {})
    assert (missing.status_code, code_of(missing)) == (401, "not_authenticated")
    await database["refresh_tokens"].update_many({}, {"$set": {"expires_at": utc_now() - timedelta(seconds=1)}})
    late = await Caller(http).post("/auth/refresh", {"refresh_token": login["refresh_token"]})
    assert (late.status_code, code_of(late)) == (401, "token_expired")


async def test_a_token_outlives_its_user_and_opens_nothing(http: httpx.AsyncClient, database: Database) -> None:
    ada = Caller(http, data_of(await Caller(http).post("/auth/register", REGISTRATION))["access_token"])
    await database["users"].delete_many({})
    change = {"current": PASSWORD, "password": "another ten letters"}
    doors = [
        await ada.get("/auth/me"),
        await ada.get("/auth/second-factor"),
        await ada.post("/auth/verify-email/resend"),
        await ada.post("/auth/password", change),
    ]
    assert {door.status_code for door in doors} == {401}
    assert {code_of(door) for door in doors} <= {"not_authenticated", "token_revoked"}


class Browser:
    """Holds its login in cookies only, as the web app does."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def send(self, method: str, path: str, csrf: str | None = None, json: object = None) -> httpx.Response:
        headers = {"x-csrf-token": csrf} if csrf is not None else {}
        return await self.http.request(method, f"/api/v1{path}", headers=headers, json=json)


@pytest.fixture
async def browser(http: httpx.AsyncClient) -> Browser:
    logged_in = await http.post("/api/v1/auth/register", json=REGISTRATION)
    assert logged_in.status_code == 201
    return Browser(http)


async def test_a_browser_reads_with_its_cookie(browser: Browser) -> None:
    assert data_of(await browser.send("GET", "/auth/me"))["user"]["name"] == "Ada"


@pytest.mark.parametrize("csrf", [None, "", "wrong", "x" * 32])
async def test_a_browser_changes_nothing_without_the_csrf_token_of_its_login(
    browser: Browser, csrf: str | None
) -> None:
    for method, path in (("POST", "/surveys"), ("POST", "/auth/logout"), ("POST", "/auth/refresh")):
        refusal = await browser.send(method, path, csrf, {})
        assert (refusal.status_code, code_of(refusal)) == (403, "csrf_failed")


async def test_a_csrf_token_of_another_login_is_not_good(browser: Browser, http: httpx.AsyncClient) -> None:
    other = data_of(await http.post("/api/v1/auth/login", json={"email": "ada@example.org", "password": PASSWORD}))
    first_csrf = other["csrf_token"]
    data_of(await http.post("/api/v1/auth/login", json={"email": "ada@example.org", "password": PASSWORD}))
    assert code_of(await browser.send("POST", "/surveys", first_csrf, {"title": "x"})) == "csrf_failed"


async def test_a_browser_works_with_the_csrf_token_from_its_cookie(browser: Browser) -> None:
    csrf = browser.http.cookies["ip_csrf"]
    assert data_of(await browser.send("POST", "/surveys", csrf, {"title": "x"}))["title"] == "x"
    data_of(await browser.send("POST", "/auth/refresh", csrf, {}))
    assert browser.http.cookies["ip_csrf"] == csrf
    token = data_of(await browser.send("POST", "/auth/socket-token", csrf))["token"]
    assert code_of(await Caller(browser.http, token).get("/auth/me")) == "token_invalid"


async def test_logging_out_clears_the_cookies(browser: Browser) -> None:
    data_of(await browser.send("POST", "/auth/logout", browser.http.cookies["ip_csrf"]))
    assert not browser.http.cookies
    assert code_of(await browser.send("GET", "/auth/me")) == "not_authenticated"


async def test_the_tokens_in_cookies_are_out_of_reach_of_scripts(http: httpx.AsyncClient) -> None:
    cookies = (await http.post("/api/v1/auth/register", json=REGISTRATION)).headers.get_list("set-cookie")
    by_name = {cookie.split("=")[0]: cookie for cookie in cookies}
    for name, path in (("ip_access", "Path=/api;"), ("ip_refresh", "Path=/api/v1/auth;")):
        assert "HttpOnly" in by_name[name]
        assert "SameSite=lax" in by_name[name]
        assert path in by_name[name]
    assert "HttpOnly" not in by_name["ip_csrf"]
