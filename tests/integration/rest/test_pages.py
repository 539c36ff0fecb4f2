"""The built web app, the contracts and the health checks, as a browser or a balancer sees them."""

from __future__ import annotations

import gzip
from pathlib import Path
from unittest import mock

import brotli
import httpx
import msgspec
import pytest

from app.asgi import openapi_document, rest_application, socket_document
from app.http.application import http_application, wrapped
from app.http.frontend import frontend_handlers, load_build
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.wiring.web import running_web
from tests.builders.rest import code_of
from tests.fixtures.servers import settings_for

SCRIPT = "console.log('hello');\n" * 200
STRANGER = {"email": "a@b.c", "password": "x"}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A small build."""
    (tmp_path / "secret.txt").write_text("not for you")
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>ImpactPulse</title>")
    (folder / "phone").mkdir()
    for name in ("j.en", "j.de", "i.en", "i.de"):
        (folder / "phone" / f"{name}.html").write_text(f"<!doctype html><title>ImpactPulse</title>{name}")
    (folder / "office").mkdir()
    for name in ("live", "office"):
        (folder / "office" / f"{name}.html").write_text(f"<!doctype html><title>ImpactPulse</title>{name}")
    addresses = [("/app/sessions/[^/]+", "live"), ("/app/(?:account|sessions/[^/]+/reports)", "office")]
    named = [{"address": address, "file": f"/office/{name}.html"} for address, name in addresses]
    (folder / "office" / "addresses.json").write_bytes(msgspec.json.encode(named))
    (folder / "assets" / "index-abc123.js").write_text(SCRIPT)
    (folder / "assets" / "worker-abc123.js").write_text(SCRIPT)
    (folder / "assets" / "worker-abc123.js.br").write_bytes(brotli.compress(SCRIPT.encode()))
    (folder / "favicon.svg").write_text("<svg/>")
    return folder


@pytest.fixture
def browser(dist: Path) -> httpx.AsyncClient:
    app = wrapped(
        http_application([], services={"readiness": None}, pages=frontend_handlers(load_build(dist))), https=True
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://impactpulse.test")  # type: ignore[arg-type]


MAILED = ("/verify-email", "/reset-password", "/invitation")
"""Where the links of our mails lead."""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/app",
        "/app/sessions/ses_x/live",
        "/j/ABCDEF",
        "/login",
        "/api/docs",
        "/api/docs/socket",
        "/api/docs/errors",
        *MAILED,
    ],
)
async def test_a_reload_anywhere_in_the_web_app_gives_the_web_app(browser: httpx.AsyncClient, path: str) -> None:
    response = await browser.get(path)
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "ImpactPulse" in response.text


@pytest.mark.parametrize(
    ("path", "reads", "given"),
    [
        ("/j/ABCDEF", "de-AT, en;q=0.5", "j.de"),
        ("/j/ABCDEF/", "fr, en-GB;q=0.5", "j.en"),
        ("/i", "de", "i.de"),
        ("/i", "tlh", "i.en"),
    ],
)
async def test_a_phone_gets_a_page_that_names_all_it_will_load(
    browser: httpx.AsyncClient, path: str, reads: str, given: str
) -> None:
    page = await browser.get(path, headers={"accept-language": reads})
    assert page.text.endswith(given)
    assert page.headers["vary"] == "accept-encoding, accept-language"


@pytest.mark.parametrize(
    ("path", "is_asked"), [("/j/ABC234", True), ("/j/abc234", False), ("/j/ABC234/x", False), ("/i", False)]
)
async def test_where_a_code_leads_is_asked_beside_the_scripts(
    browser: httpx.AsyncClient, path: str, is_asked: bool
) -> None:
    link = (await browser.get(path)).headers.get("link", "")
    assert link == ("</api/v1/join/ABC234>; rel=preload; as=fetch; crossorigin=anonymous" if is_asked else "")


@pytest.mark.parametrize(
    ("path", "page", "asked"),
    [
        ("/app/sessions/ses_1", "live", ["auth/me", "sessions/ses_1"]),
        ("/app/sessions/ses_1/reports", "office", ["auth/me", "sessions/ses_1"]),
        ("/app/account", "office", ["auth/me"]),
        ("/app/acount", "", []),
        ("/app/sessions/ses_1/report", "", []),
        ("/login", "", []),
    ],
)
async def test_a_page_of_the_office_names_what_it_is_made_of_and_asks_meanwhile_for_what_it_needs_first(
    browser: httpx.AsyncClient, path: str, page: str, asked: list[str]
) -> None:
    response = await browser.get(path)
    assert response.text == f"<!doctype html><title>ImpactPulse</title>{page}"
    links = [f"</api/v1/{one}>; rel=preload; as=fetch; crossorigin=anonymous" for one in asked]
    assert response.headers.get("link", "") == ", ".join(links)


async def test_hashed_files_are_cached_for_ever_and_compressed(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/assets/index-abc123.js")
    assert response.text == SCRIPT
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-encoding"] == "gzip"
    plain = await browser.get("/assets/index-abc123.js", headers={"accept-encoding": "identity"})
    assert (plain.text, "content-encoding" in plain.headers) == (SCRIPT, False)
    assert (plain.headers["etag"], plain.headers["etag"][:2]) == (response.headers["etag"], "W/"), "other bytes"
    again = await browser.get("/assets/index-abc123.js", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "given"), [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)]
)
async def test_what_the_build_has_compressed_is_sent_as_it_is(
    browser: httpx.AsyncClient, accepted: str, given: str | None
) -> None:
    response = await browser.get("/assets/worker-abc123.js", headers={"accept-encoding": accepted})
    assert (response.text, response.headers.get("content-encoding")) == (SCRIPT, given)
    assert response.headers["vary"] == "accept-encoding"
    assert (await browser.get("/assets/worker-abc123.js.br")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/assets/nothing.js",
        "/../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
    ],
)
async def test_what_is_not_in_the_build_is_not_served(browser: httpx.AsyncClient, path: str) -> None:
    response = await browser.get(path)
    assert (response.status_code, code_of(response)) == (404, "not_found")


async def test_the_page_is_asked_for_again_and_sent_again_only_when_it_has_changed(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/app")
    tags = f'"an-older-one", {page.headers["etag"]}'
    again = await browser.get("/", headers={"if-none-match": tags})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", "no-cache")
    assert (again.headers["etag"], again.headers["vary"]) == (page.headers["etag"], "accept-encoding")
    assert (await browser.get("/", headers={"if-none-match": '"an-older-one"'})).status_code == 200


@pytest.mark.parametrize("path", ["/assets/index-of-the-next-release.js", "/nothing", "/health/live"])
async def test_what_holds_only_now_is_kept_by_nobody(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.get(path)).headers["cache-control"] == "no-store"


async def test_what_was_compressed_at_the_start_is_not_compressed_again(browser: httpx.AsyncClient) -> None:
    with mock.patch.object(gzip, "compress"), mock.patch.object(brotli, "compress"):
        for accepted in ("br", "gzip"):
            sent = await browser.get("/assets/worker-abc123.js", headers={"accept-encoding": accepted})
            assert (sent.text, sent.headers["content-encoding"]) == (SCRIPT, accepted)


async def test_head_gives_the_headers_of_get_without_a_body(browser: httpx.AsyncClient) -> None:
    response = await browser.head("/favicon.svg")
    assert (response.status_code, response.headers["content-length"], response.content) == (200, "6", b"")


@pytest.mark.parametrize("path", ["/", "/nothing", "/health/live"])
async def test_every_response_tells_the_browser_what_it_may_do(browser: httpx.AsyncClient, path: str) -> None:
    headers = (await browser.get(path)).headers
    assert "script-src 'self'; style-src 'self';" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")
    assert headers["strict-transport-security"].startswith("max-age=")


async def test_an_installation_without_a_build_says_how_to_make_one(tmp_path: Path) -> None:
    app = wrapped(
        http_application([], services={"readiness": None}, pages=frontend_handlers(load_build(tmp_path))), https=False
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:  # type: ignore[arg-type]
        response = await client.get("/")
    assert (response.status_code, "frontend" in response.json()["message"]) == (404, True)


async def test_the_contracts_are_served_as_they_are_made_from_the_types(http: httpx.AsyncClient) -> None:
    assert (await http.get("/api/v1/openapi.json")).content == msgspec.json.encode(openapi_document())
    assert (await http.get("/api/v1/asyncapi.json")).content == msgspec.json.encode(socket_document())


async def test_a_process_is_ready_while_mongodb_answers_and_says_what_does_not(
    own_mongo: EmbeddedMongo, own_redis: EmbeddedRedis, tmp_path: Path
) -> None:
    settings = settings_for(own_mongo, own_redis, tmp_path)
    own_redis.kill()
    async with running_web(settings) as services:
        app = wrapped(rest_application(services, tmp_path), https=False)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:  # type: ignore[arg-type]
            login = await client.post("/api/v1/auth/login", json=STRANGER)
            assert (login.status_code, code_of(login)) == (401, "login_failed")
            ready = await client.get("/health/ready")
            checks = ready.json()["data"]["checks"]
            assert (ready.status_code, checks["mongodb"], checks["log"]) == (200, "ok", "ok")
            assert checks["redis"] != "ok"
            own_mongo.kill()
            down = await client.get("/health/ready")
            assert (down.status_code, code_of(down)) == (503, "not_ready")
            assert {error["field"] for error in down.json()["errors"]} == {"mongodb"}
            assert (await client.get("/health/live")).status_code == 200
            login = await client.post("/api/v1/auth/login", json=STRANGER)
            assert (login.status_code, code_of(login)) == (503, "storage_unavailable")
            assert login.json()["data"]["temporary"] is True
