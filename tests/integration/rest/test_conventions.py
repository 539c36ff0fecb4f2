"""What holds for every response of the API, whoever wrote its handler."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from typing import Any

import brotli
import httpx
import pytest

from app.core.settings import Settings
from app.wiring.web import WebServices
from tests.builders.rest import (
    PASSWORD,
    Caller,
    code_of,
    data_of,
    publish,
    published_survey,
    registered,
    started_session,
)
from tests.fixtures.applications import http_client

OURS, THEIRS = "https://intranet.example.org", "https://evil.example.org"


@pytest.fixture
async def shared(services: WebServices, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an installation that lets scripts of one other origin in."""
    async with http_client(services, settings.frontend_dist, cors_origins=(OURS,)) as client:
        yield client


async def test_a_read_is_tagged_and_spared_while_it_says_the_same(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await published_survey(ada)
    for path in ("/surveys", f"/surveys/{survey}", f"/surveys/{survey}/versions/1", "/sessions"):
        first = await ada.get(path)
        again = await ada.get(path, if_none_match=first.headers["etag"])
        assert (path, again.status_code, again.content) == (path, 304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert (await ada.get(path, if_none_match='"other"')).json()["data"] == first.json()["data"]


async def test_the_tag_changes_with_whatever_the_resource_shows(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = data_of(
        await ada.post("/surveys", {"title": "T", "questions": [{"type": "nps", "id": "a", "title": "?"}]})
    )
    draft = await ada.get(f"/surveys/{survey['id']}")
    data_of(await publish(ada, survey["id"]))
    published = await ada.get(f"/surveys/{survey['id']}", if_none_match=draft.headers["etag"])
    assert data_of(published)["published_version"] == 1


async def test_the_tag_of_a_read_is_good_for_an_edit(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = data_of(await ada.post("/surveys", {"title": "T"}))
    tag = (await ada.get(f"/surveys/{survey['id']}")).headers["etag"]
    edit = {"title": "U", "description": "", "questions": []}
    saved = await ada.call("PUT", f"/surveys/{survey['id']}", headers={"if-match": tag}, json=edit)
    assert data_of(saved)["title"] == "U"
    late = await ada.call("PUT", f"/surveys/{survey['id']}", headers={"if-match": tag}, json=edit)
    assert (late.status_code, late.json()["data"]["current"]) == (412, 2)


async def test_a_read_gives_only_the_fields_it_is_asked_for(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await published_survey(ada)
    assert data_of(await ada.get(f"/surveys/{survey}?fields=title,id")) == {"id": survey, "title": "Breakfast"}
    listed = data_of(await ada.get("/surveys?fields=id"))
    assert listed["items"] == [{"id": survey}]
    assert set(listed) == {"items", "next_cursor", "links"}
    assert data_of(await ada.get("/organizations?fields=name")) == [{"name": "ada's"}], "of a list without pages"


@pytest.mark.parametrize("fields", ["colour", "id,colour", "", "id,", "ID", "items"])
async def test_a_field_that_the_resource_lacks_is_refused(http: httpx.AsyncClient, fields: str) -> None:
    ada = await registered(http)
    for path in ("/surveys", "/organizations"):
        refusal = await ada.get(f"{path}?fields={fields}")
        assert (refusal.status_code, code_of(refusal), refusal.json()["errors"][0]["field"]) == (
            422,
            "unknown_field",
            "fields",
        )


async def test_a_page_links_to_itself_and_to_the_next(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    for title in ("a", "b", "c"):
        data_of(await ada.post("/surveys", {"title": title}))
    first = data_of(await ada.get("/surveys?limit=2&fields=title"))
    assert first["links"]["self"] == "/api/v1/surveys?limit=2&fields=title"
    last = data_of(await ada.get(first["links"]["next"].removeprefix("/api/v1")))
    assert [item["title"] for item in (*first["items"], *last["items"])] == ["c", "b", "a"]
    assert list(last["links"]) == ["self"]


@pytest.mark.parametrize(("accepted", "unpacked"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
async def test_a_large_read_is_compressed(http: httpx.AsyncClient, accepted: str, unpacked: Any) -> None:
    ada = await registered(http)
    survey = data_of(await ada.post("/surveys", {"title": "T", "description": "long " * 500}))
    http.headers["accept-encoding"] = "identity"
    plain = (await ada.get(f"/surveys/{survey['id']}")).json()
    async with http.stream(
        "GET",
        f"/api/v1/surveys/{survey['id']}",
        headers={"authorization": f"Bearer {ada.token}", "accept-encoding": f"{accepted}, identity;q=0.5"},
    ) as response:
        raw = b"".join([chunk async for chunk in response.aiter_raw()])
    assert (response.headers["content-encoding"], response.headers["vary"]) == (accepted, "accept-encoding")
    assert int(response.headers["content-length"]) == len(raw) < 800
    assert httpx.Response(200, content=unpacked(raw)).json()["data"] == plain["data"]


async def test_what_may_carry_a_secret_is_neither_compressed_nor_kept(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    long_name = {"title": "T", "description": "x" * 2_000}
    for response in (
        await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD}),
        await Caller(http).post("/join", {"code": session["code"]}),
        await ada.post("/surveys", long_name),
        await ada.get("/auth/me"),
    ):
        assert response.is_success
        assert ("content-encoding" in response.headers, response.headers["cache-control"]) == (False, "no-store")


async def test_a_read_may_be_kept_by_its_browser_and_is_asked_for_again(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    assert (await ada.get("/surveys")).headers["cache-control"] == "private, no-cache"
    assert (await ada.get("/surveys/srv_x")).headers["cache-control"] == "no-store"


async def test_every_limited_response_says_what_is_left(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    response = await ada.get("/surveys")
    assert response.headers["ratelimit-policy"] == '"member";q=120;w=6, "organization";q=10000;w=5'
    assert response.headers["ratelimit"].startswith('"member";r=11')
    refused = await ada.get("/surveys/srv_x")
    assert '"member";r=11' in refused.headers["ratelimit"]
    assert "ratelimit" not in (await http.get("/health/live")).headers


async def test_a_refusal_for_the_rate_says_when_to_come_back(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    while (response := await ada.get("/auth/me")).status_code == 200:
        pass
    assert (response.status_code, code_of(response)) == (429, "rate_limited")
    assert response.headers["ratelimit"] == '"member";r=0;t=1'
    assert response.headers["retry-after"] == "1"


async def test_the_limit_of_registrations_is_told_too(http: httpx.AsyncClient) -> None:
    body = {"organization": "Ada's", "name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    response = await Caller(http).post("/auth/register", body)
    assert response.headers["ratelimit-policy"] == '"registrations";q=50;w=25'


FORMS = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", ""]


@pytest.mark.parametrize("content_type", FORMS)
async def test_only_json_is_taken_so_no_other_page_can_log_somebody_in(
    http: httpx.AsyncClient, content_type: str
) -> None:
    await registered(http)
    body = b'{"email": "ada@example.org", "password": "ten letters or more"}'
    headers = {"content-type": content_type} if content_type else {}
    refusal = await http.post("/api/v1/auth/login", content=body, headers=headers)
    assert (refusal.status_code, code_of(refusal)) == (415, "unsupported_media_type")
    assert "set-cookie" not in refusal.headers


PREFLIGHT = {"access-control-request-method": "PUT", "access-control-request-headers": "authorization, if-match"}


async def test_a_configured_origin_may_ask_and_read(shared: httpx.AsyncClient) -> None:
    preflight = await shared.options("/api/v1/surveys/srv_x", headers={"origin": OURS, **PREFLIGHT})
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (204, OURS)
    assert "PUT" in preflight.headers["access-control-allow-methods"]
    assert "if-match" in preflight.headers["access-control-allow-headers"]
    for path in ("/api/v1/surveys", "/api/v1/nothing"):
        refused = await shared.get(path, headers={"origin": OURS})
        assert refused.headers["access-control-allow-origin"] == OURS
        assert "etag" in refused.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in refused.headers
        assert "origin" in refused.headers["vary"]


@pytest.mark.parametrize("origin", [THEIRS, "null", f"{OURS}.evil.org", "http://intranet.example.org"])
async def test_no_other_origin_may(shared: httpx.AsyncClient, origin: str) -> None:
    preflight = await shared.options("/api/v1/surveys", headers={"origin": origin, **PREFLIGHT})
    read = await shared.get("/api/v1/surveys", headers={"origin": origin})
    for response in (preflight, read):
        assert not [name for name in response.headers if name.startswith("access-control-allow")]


async def test_by_default_no_other_origin_is_let_in(http: httpx.AsyncClient) -> None:
    response = await http.get("/api/v1/surveys", headers={"origin": OURS})
    assert not [name for name in response.headers if name.startswith("access-control")]
