"""Logging in through an OpenID provider: who it proves gets in, and no lie does."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from app.core.settings import Settings
from app.infra import oidc
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.audit import actions
from tests.builders.colleagues import invited, verified_owner
from tests.builders.mail import mail_about, token_in
from tests.builders.openid_provider import CALLBACK, START, OpenIdProvider, sent_back
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered
from tests.fixtures.applications import http_client


@pytest.fixture
async def http(services: WebServices, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A browser: it keeps cookies and follows nothing by itself."""
    async with http_client(services, settings.frontend_dist) as client:
        yield client


async def me(http: httpx.AsyncClient) -> Any:
    return data_of(await http.get("/api/v1/auth/me"))


async def test_a_new_user_gets_an_organization_of_their_own(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider
) -> None:
    providers = data_of(await http.get("/api/v1/auth/oidc"))
    assert providers == [{"name": "Campus", "start": START}]
    assert await sent_back(http, provider) == "/app"
    first = await me(http)
    assert (first["user"]["name"], first["user"]["email_verified"], first["role"]) == ("Ada Byron", True, "owner")
    assert first["organization"]["name"] == "Ada Byron's organization"
    http.cookies.clear()
    provider.claims = {"email": "new@example.org", "name": "Ada King"}
    assert await sent_back(http, provider) == "/app"
    assert (await me(http))["user"] == first["user"]
    on_record = await actions(database, first["organization"]["id"])
    linked = ["organization.created", "account.registered", "identity.linked"]
    assert on_record == [*linked, "login.succeeded", "login.succeeded"]


async def test_a_user_without_a_password_cannot_log_in_with_one(
    http: httpx.AsyncClient, provider: OpenIdProvider
) -> None:
    await sent_back(http, provider)
    headers = {"x-csrf-token": http.cookies["ip_csrf"]}
    refused = await http.post("/api/v1/auth/second-factor", json={"password": "any"}, headers=headers)
    assert (code_of(refused), refused.json()["errors"][0]["field"]) == ("password_missing", "password")
    for password in ("", "the password of nobody"):
        attempt = await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": password})
        assert code_of(attempt) == "login_failed"


async def test_a_known_proven_address_is_linked_and_keeps_its_password(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider
) -> None:
    ada = await registered(http)
    link = await mail_about(database, "ada@example.org", "Confirm your e-mail address")
    data_of(await Caller(http).post("/auth/verify-email", {"token": token_in(link)}))
    user = data_of(await ada.get("/auth/me"))["user"]["id"]
    assert await sent_back(http, provider) == "/app"
    assert (await me(http))["user"]["id"] == user
    data_of(await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD}))


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email_verified": None}, {"email": None}])
async def test_an_address_that_the_provider_has_not_proven_links_nothing(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider, claims: dict[str, Any]
) -> None:
    await registered(http)
    provider.claims, provider.userinfo = claims, {"sub": "sub-of-ada"}
    assert await sent_back(http, provider) == "/login?error=oidc_email_unverified"
    assert await database["identities"].count_documents({}) == 0


async def test_an_address_may_come_from_the_userinfo_endpoint_of_the_same_user(
    http: httpx.AsyncClient, provider: OpenIdProvider
) -> None:
    provider.claims = {"email": None}
    provider.userinfo = {"sub": "sub-of-eve", "email": "ada@example.org", "email_verified": True}
    assert await sent_back(http, provider) == "/login?error=oidc_token_invalid"
    provider.userinfo["sub"] = "sub-of-ada"
    assert await sent_back(http, provider) == "/app"


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        ({"nonce": "of another login"}, "oidc_token_invalid"),
        ({"nonce": None}, "oidc_token_invalid"),
        ({"aud": "another client"}, "oidc_token_invalid"),
        ({"aud": ["impactpulse", "another client"]}, "oidc_token_invalid"),
        ({"azp": "another client"}, "oidc_token_invalid"),
        ({"iss": "http://127.0.0.1:1"}, "oidc_token_invalid"),
        ({"sub": None}, "oidc_token_invalid"),
        ({"exp": None}, "oidc_token_invalid"),
        ({"exp": int(time.time()) - 3_600}, "oidc_token_expired"),
        ({"iat": int(time.time()) + 36_000}, "oidc_token_invalid"),
        ({"email": 7}, "oidc_token_invalid"),
    ],
    # Every process of a parallel run must give the same names, so none may hold the time.
    ids=lambda value: "-".join(value) if isinstance(value, dict) else value,
)
async def test_a_token_that_says_something_else_is_refused(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider, lie: dict[str, Any], code: str
) -> None:
    provider.claims = lie
    assert await sent_back(http, provider) == f"/login?error={code}"
    assert code_of(await http.get("/api/v1/auth/me")) == "not_authenticated"
    assert await database["users"].count_documents({}) == 0


async def test_a_token_that_the_provider_did_not_sign_is_refused(
    http: httpx.AsyncClient, provider: OpenIdProvider
) -> None:
    forgeries: list[tuple[dict[str, Any], RSAKey | None]] = [
        ({"alg": "none"}, None),
        ({"alg": "HS256"}, None),
        ({}, RSAKey.generate_key(2048)),
        ({"kid": "unknown"}, None),
    ]
    for provider.header, provider.signing in forgeries:
        assert await sent_back(http, provider) == "/login?error=oidc_token_invalid"


async def test_keys_that_the_provider_changes_are_fetched_anew_but_not_at_every_bad_token(
    http: httpx.AsyncClient, provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await sent_back(http, provider) == "/app"
    asked = provider.key_requests
    provider.header = {"kid": "unknown"}
    for _ in range(3):
        assert await sent_back(http, provider) == "/login?error=oidc_token_invalid"
    assert provider.key_requests == asked
    provider.header = {}
    provider.rotate()
    monkeypatch.setattr(oidc, "MIN_REFRESH_S", 0.0)
    assert await sent_back(http, provider) == "/app"
    assert provider.key_requests == asked + 1


async def test_only_the_browser_that_began_can_finish_and_only_once(
    http: httpx.AsyncClient, provider: OpenIdProvider
) -> None:
    assert await sent_back(http, provider, state="forged") == "/login?error=oidc_state"
    brought = provider.agree((await http.get(START)).headers["location"])
    kept = dict(http.cookies)
    http.cookies.clear()
    other = await http.get(CALLBACK, params=brought)
    assert other.headers["location"] == "/login?error=oidc_state"
    http.cookies.update({name: value for name, value in kept.items() if name == "ip_oidc"})
    first = await http.get(CALLBACK, params=brought)
    assert first.headers["location"] == "/app"
    cookies = {cookie.split("=")[0]: cookie for cookie in first.headers.get_list("set-cookie")}
    assert "Max-Age=0" in cookies["ip_oidc"]
    again = await http.get(CALLBACK, params=brought, headers={"cookie": f"ip_oidc={kept['ip_oidc']}"})
    assert again.headers["location"] == "/login?error=oidc_refused"


async def test_who_says_no_at_the_provider_comes_back_to_the_login_page(
    http: httpx.AsyncClient, provider: OpenIdProvider
) -> None:
    assert await sent_back(http, provider, error="access_denied") == "/login?error=oidc_denied"
    assert await sent_back(http, provider, code="") == "/login?error=oidc_denied"
    assert await sent_back(http, provider, code="guessed") == "/login?error=oidc_refused"


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/app/sessions", "/app/sessions"),
        ("//evil.example", "/app"),
        ("https://evil.example", "/app"),
        ("/\\e", "/app"),
    ],
)
async def test_the_page_that_was_wanted_is_reached_if_it_is_ours(
    http: httpx.AsyncClient, provider: OpenIdProvider, wanted: str, reached: str
) -> None:
    start = await http.get(START, params={"next": wanted})
    back = await http.get(CALLBACK, params=provider.agree(start.headers["location"]))
    assert back.headers["location"] == reached


async def test_a_second_factor_is_asked_for_here_too(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider
) -> None:
    await sent_back(http, provider)
    http.cookies.clear()
    await database["organizations"].update_one({}, {"$set": {"require_second_factor": True}})
    page = urlsplit(await sent_back(http, provider))
    assert (page.path, page.query) == ("/login", "")
    note = parse_qs(page.fragment)["enrol"][0]
    assert code_of(await http.get("/api/v1/auth/me")) == "not_authenticated"
    data_of(await Caller(http).post("/auth/login/second-factor/enrol", {"challenge": note}))


async def test_a_provider_that_is_broken_or_pretends_is_told_on_the_login_page(
    http: httpx.AsyncClient, provider: OpenIdProvider
) -> None:
    provider.published_issuer = "https://somebody.else.example"
    assert (await http.get(START)).headers["location"] == "/login?error=oidc_unavailable"
    provider.published_issuer = provider.issuer
    provider.is_broken = True
    assert (await http.get(START)).headers["location"] == "/login?error=oidc_unavailable"
    provider.is_broken = False
    brought = provider.agree((await http.get(START)).headers["location"])
    provider.is_broken = True
    back = await http.get(CALLBACK, params=brought)
    assert back.headers["location"] == "/login?error=oidc_unavailable"


async def test_somebody_who_is_in_no_organization_any_more_gets_one_of_their_own(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider
) -> None:
    await sent_back(http, provider)
    former = await me(http)
    await database["members"].delete_many({})
    http.cookies.clear()
    assert await sent_back(http, provider) == "/app"
    now = await me(http)
    assert now["user"] == former["user"]
    assert (now["organization"]["id"] != former["organization"]["id"], now["role"]) == (True, "owner")


@pytest.mark.parametrize("is_known", [False, True])
async def test_a_proven_address_takes_up_what_it_is_invited_to(
    http: httpx.AsyncClient, database: Database, provider: OpenIdProvider, is_known: bool
) -> None:
    eve, bob = [await verified_owner(http, database, name) for name in ("eve", "bob")]
    if is_known:
        await registered(http)
    token = await invited(eve, database, "ada", "viewer")
    await invited(bob, database, "ada", "admin")
    revoked = data_of(await bob.get("/organizations/current/invitations"))["items"][0]["id"]
    data_of(await bob.call("DELETE", f"/organizations/current/invitations/{revoked}"))
    provider.claims = {"email_verified": False}
    await sent_back(http, provider)
    assert len(data_of(await eve.get("/organizations/current/members"))["items"]) == 1
    provider.claims = {}
    assert await sent_back(http, provider) == "/app"
    mine = data_of(await http.get("/api/v1/organizations"))
    expected = {("eve's", "viewer")} | ({("ada's", "owner")} if is_known else set())
    assert {(one["name"], one["role"]) for one in mine} == expected
    assert code_of(await Caller(http).get(f"/invitations/{token}")) == "not_found"
    organization = data_of(await eve.get("/organizations/current"))["id"]
    assert {"member.invited", "member.joined", "identity.linked"} <= set(await actions(database, organization))
