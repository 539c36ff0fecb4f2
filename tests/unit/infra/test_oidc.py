"""What OidcClient sends, and which failure it tells, provider by provider."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from app.core.clock import monotonic, utc_now
from app.infra.oidc import OidcClient, OidcFailed, Provider

ISSUER = "https://login.example"
Answer = Callable[[httpx.Request], httpx.Response]


def client(token: Answer, *, secret: str = "", keys: object = None, **metadata: Any) -> OidcClient:
    """A client of a provider that answers at its token endpoint as given."""
    discovery = {
        "issuer": ISSUER,
        "authorization_endpoint": f"{ISSUER}/authorize?tenant=7",
        "token_endpoint": f"{ISSUER}/token",
        "jwks_uri": f"{ISSUER}/keys",
        **metadata,
    }

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return token(request)
        return httpx.Response(200, json=keys if request.url.path == "/keys" else discovery)

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return OidcClient(Provider(ISSUER, "impactpulse", secret, "Campus"), http, utc_now, monotonic)


async def failure_of(oidc: OidcClient) -> str:
    with pytest.raises(OidcFailed) as failure:
        await oidc.identity(code="c", verifier="v", nonce="n", redirect_uri="https://pulse.example/back")
    return failure.value.code


@pytest.mark.parametrize(
    ("secret", "methods", "in_form", "has_header"),
    [
        ("", ["client_secret_basic"], None, False),
        ("s e", ["client_secret_post"], "s e", False),
        ("s e", ["client_secret_post", "client_secret_basic"], None, True),
    ],
    ids=["public", "post", "basic"],
)
async def test_the_secret_goes_where_the_provider_wants_it(
    secret: str, methods: list[str], in_form: str | None, has_header: bool
) -> None:
    seen: list[httpx.Request] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(400, json={"error": "invalid_grant"})

    oidc = client(refuse, secret=secret, token_endpoint_auth_methods_supported=methods)
    assert await failure_of(oidc) == "oidc_refused"
    form = {name: values[0] for name, values in parse_qs(seen[0].content.decode()).items()}
    assert form.get("client_secret") == in_form
    assert (form["client_id"], form["code_verifier"]) == ("impactpulse", "v")
    assert ("authorization" in seen[0].headers) == has_header


async def test_a_provider_that_fails_on_the_way_is_told_from_one_that_says_no() -> None:
    def cut(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("cut off", request=request)

    assert await failure_of(client(cut)) == "oidc_unavailable"
    assert await failure_of(client(lambda _: httpx.Response(503))) == "oidc_unavailable"
    assert await failure_of(client(lambda _: httpx.Response(401))) == "oidc_refused"
    assert await failure_of(client(lambda _: httpx.Response(200, content=b"<html>"))) == "oidc_unavailable"


@pytest.mark.parametrize("keys", [{"keys": [{"kty": "oct?"}]}, {"keys": 7}, {}, []], ids=json.dumps)
async def test_keys_that_cannot_be_read_are_the_fault_of_the_provider(keys: object) -> None:
    oidc = client(lambda _: httpx.Response(200, json={"id_token": "a.b.c"}), keys=keys)
    assert await failure_of(oidc) == "oidc_unavailable"


async def test_an_address_that_has_a_query_already_is_added_to() -> None:
    oidc = client(lambda _: httpx.Response(500))
    url = await oidc.authorization_url(redirect_uri="https://pulse.example/back", state="s", nonce="n", verifier="v")
    assert url.startswith(f"{ISSUER}/authorize?tenant=7&response_type=code&client_id=impactpulse&")


async def test_a_provider_that_cannot_be_reached_is_unavailable() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("nobody there", request=request)

    http = httpx.AsyncClient(transport=httpx.MockTransport(away))
    oidc = OidcClient(Provider(ISSUER, "impactpulse", "", "Campus"), http, utc_now, monotonic)
    assert await failure_of(oidc) == "oidc_unavailable"
