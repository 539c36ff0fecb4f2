"""A small OpenID provider on loopback: RS256 keys that it can change, and every lie a test asks it to tell."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pydantic import SecretStr

from app.core.settings import Settings

CLIENT_ID, CLIENT_SECRET = "impactpulse", "a secret of the client"
START, CALLBACK = "/api/v1/auth/oidc/start", "/api/v1/auth/oidc/callback"


class OpenIdProvider(ThreadingHTTPServer):
    """``claims`` are laid over those of the next id tokens; ``userinfo`` is what its endpoint answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.signing: RSAKey | None = None
        self.published_issuer = self.issuer
        self.is_broken = False
        self.key_requests = 0
        self._requests: dict[str, dict[str, str]] = {}
        self.rotate()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def rotate(self) -> None:
        """Sign with a new key and publish only that."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"})

    def agree(self, authorization_url: str) -> dict[str, str]:
        """What somebody who logs in here brings back: ``code`` and ``state``."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(authorization_url).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == (
            "code",
            CLIENT_ID,
            "S256",
        )
        code = secrets.token_hex(8)
        self._requests[code] = asked
        return {"code": code, "state": asked["state"]}

    def documents(self) -> dict[str, Any]:
        """What it publishes, by path."""
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.published_issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
            },
            "/keys": KeySet([self.key]).as_dict(private=False),
            "/userinfo": self.userinfo,
        }

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint: each code works once, for its client, redirect address and verifier."""
        asked = self._requests.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET.replace(' ', '%20')}".encode()).decode()
        if authorization != f"Basic {basic}":
            return 401, {"error": "invalid_client"}
        if asked is None or form["redirect_uri"] != asked["redirect_uri"] or not _fits(form, asked):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "sub-of-ada",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": "ada@example.org",
            "email_verified": True,
            "name": "Ada Byron",
        }
        claims = {name: value for name, value in (claims | self.claims).items() if value is not None}
        return 200, {"id_token": self._signed(claims), "access_token": "at", "token_type": "Bearer"}

    def _signed(self, claims: dict[str, Any]) -> str:
        header = {"alg": "RS256", "kid": self.key.kid} | self.header
        if header["alg"] == "none":
            return f"{_part(header)}.{_part(claims)}."
        if header["alg"] == "HS256":  # what a verifier accepts that takes our public key for a shared secret
            return _with_public_key(header, claims, self.key.as_pem(private=False))
        return jwt.encode(header, claims, self.signing or self.key, algorithms=["RS256"])


def _with_public_key(header: dict[str, Any], claims: dict[str, Any], public_key: bytes) -> str:
    text = f"{_part(header)}.{_part(claims)}"
    signature = hmac.new(public_key, text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def _part(document: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()


def _fits(form: dict[str, str], asked: dict[str, str]) -> bool:
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


class _Handler(BaseHTTPRequestHandler):
    server: OpenIdProvider

    def do_GET(self) -> None:
        if self.path == "/keys":
            self.server.key_requests += 1
        document = self.server.documents().get(self.path)
        self._answer(200 if document is not None else 404, document or {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(*self.server.tokens(form, self.headers.get("authorization", "")))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is http.server's)
        """Be silent."""

    def _answer(self, status: int, document: object) -> None:
        content = json.dumps(document).encode()
        self.send_response(500 if self.server.is_broken else status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def openid_provider() -> Iterator[OpenIdProvider]:
    """Running until the context ends."""
    provider = OpenIdProvider()
    thread = Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        thread.join()
        provider.server_close()


def knowing(provider: OpenIdProvider, settings: Settings) -> Settings:
    """Of a web process that knows the provider."""
    changes = {"oidc_issuer": provider.issuer, "oidc_client_secret": SecretStr(CLIENT_SECRET), "oidc_name": "Campus"}
    return settings.model_copy(update=changes)


async def sent_back(http: httpx.AsyncClient, provider: OpenIdProvider, **changes: str) -> str:
    """Where a browser ends that agreed at the provider; ``changes`` of what it brings back."""
    start = await http.get(START)
    assert start.status_code == 302
    brought = provider.agree(start.headers["location"]) | changes
    back = await http.get(CALLBACK, params=brought)
    assert (back.status_code, back.headers["cache-control"]) == (302, "no-store")
    return str(back.headers["location"])
