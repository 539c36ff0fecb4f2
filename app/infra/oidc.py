"""OpenID Connect: our side of the authorization code flow with PKCE (OpenID Connect Core 1.0, RFC 7636, RFC 9700)."""

from __future__ import annotations

import base64
import hashlib
import logging
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import httpx
import msgspec
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

from app.core.clock import Clock, Ticks
from app.core.errors import NotAuthenticated

log = logging.getLogger(__name__)
T = TypeVar("T")

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Public keys only: neither ``none`` nor a secret that others know."""
SCOPES = "openid email profile"
TIMEOUT_S = 10.0
LEEWAY_S = 60
KEPT_S = 3_600.0
"""How long what the provider publishes is trusted without asking again."""
MIN_REFRESH_S = 5.0
"""Tokens with unknown keys make us ask for the keys again, but no more often than this."""


class OidcFailed(NotAuthenticated):
    """``code`` says where: at the provider, on the way, or in what it says."""

    code = "oidc_failed"
    default_message = "The other provider could not confirm who you are."


class Provider(msgspec.Struct, frozen=True):
    """``issuer`` as the provider writes it, ``client_secret`` empty for a public client; ``name`` is for people."""

    issuer: str
    client_id: str
    client_secret: str
    name: str


class Metadata(msgspec.Struct, frozen=True):
    """What we read of the discovery document."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class Identity(msgspec.Struct, frozen=True):
    """Who the provider says somebody is; ``email`` is worth something only where ``email_verified``."""

    sub: str
    email: str = ""
    email_verified: bool = False
    name: str = ""


class _TokenReply(msgspec.Struct, frozen=True):
    id_token: str
    access_token: str = ""


class OidcClient:
    """Keeps the provider's metadata and keys; close ``http`` when done."""

    def __init__(self, provider: Provider, http: httpx.AsyncClient, clock: Clock, ticks: Ticks) -> None:
        self.provider = provider
        self._http = http
        self._clock = clock
        self._ticks = ticks
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def authorization_url(self, *, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Where to send the browser. Raises OidcFailed (``oidc_unavailable``)."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": redirect_uri,
            "scope": SCOPES,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        endpoint = (await self._discover()).authorization_endpoint
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    async def identity(self, *, code: str, verifier: str, nonce: str, redirect_uri: str) -> Identity:
        """Trade the code of the browser for a proven identity.

        Raises OidcFailed: ``oidc_unavailable``, ``oidc_refused`` (the code is not good), ``oidc_token_invalid``.
        """
        metadata = await self._discover()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            "client_id": self.provider.client_id,
        }
        reply = await self._ask_for_tokens(metadata, form)
        claims = await self._verified(metadata, reply.id_token, nonce)
        identity = _read(claims, Identity)
        if not identity.email and metadata.userinfo_endpoint and reply.access_token:
            return await self._userinfo(metadata.userinfo_endpoint, reply.access_token, identity)
        return identity

    async def _ask_for_tokens(self, metadata: Metadata, form: dict[str, str]) -> _TokenReply:
        auth = None
        if self.provider.client_secret:
            if "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
                auth = httpx.BasicAuth(quote(self.provider.client_id), quote(self.provider.client_secret))
            else:
                form |= {"client_secret": self.provider.client_secret}
        try:
            response = await self._http.post(metadata.token_endpoint, data=form, auth=auth or httpx.USE_CLIENT_DEFAULT)
        except httpx.HTTPError as failure:
            raise _unavailable(failure) from failure
        if response.status_code >= 500:
            raise _unavailable(response.status_code)
        if response.status_code != 200:
            raise OidcFailed(code="oidc_refused")
        return _decoded(response, _TokenReply)

    async def _verified(self, metadata: Metadata, id_token: str, nonce: str) -> dict[str, Any]:
        """The claims of an id token (OpenID Connect Core, 3.1.3.7)."""
        try:
            claims = await self._with_right_key(metadata, id_token)
            rules = jwt.JWTClaimsRegistry(
                now=int(self._clock().timestamp()),
                leeway=LEEWAY_S,
                iss={"essential": True, "value": self.provider.issuer},
                aud={"essential": True, "value": self.provider.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            rules.validate(claims)
        except ExpiredTokenError as expired:
            raise OidcFailed(code="oidc_token_expired") from expired
        except (JoseError, ValueError) as invalid:
            log.warning("An id token was refused", extra={"reason": type(invalid).__name__})
            raise OidcFailed(code="oidc_token_invalid") from invalid
        audience = claims["aud"]
        is_shared = isinstance(audience, list) and len(audience) > 1
        if claims.get("azp", None if is_shared else self.provider.client_id) != self.provider.client_id:
            raise OidcFailed(code="oidc_token_invalid")
        return claims

    async def _with_right_key(self, metadata: Metadata, id_token: str) -> dict[str, Any]:
        """Providers change their keys: what no kept key has signed is tried once more with the present ones."""
        try:
            return jwt.decode(id_token, await self._key_set(metadata, KEPT_S), algorithms=ALGORITHMS).claims
        except JoseError:
            fresh = await self._key_set(metadata, MIN_REFRESH_S)
            return jwt.decode(id_token, fresh, algorithms=ALGORITHMS).claims

    async def _userinfo(self, endpoint: str, access_token: str, identity: Identity) -> Identity:
        response = await self._get(endpoint, {"authorization": f"Bearer {access_token}"})
        found = _decoded(response, Identity)
        if found.sub != identity.sub:
            raise OidcFailed(code="oidc_token_invalid")
        return found

    async def _discover(self) -> Metadata:
        if self._metadata is None or self._ticks() - self._metadata[0] > KEPT_S:
            response = await self._get(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
            metadata = _decoded(response, Metadata)
            if metadata.issuer != self.provider.issuer:
                raise _unavailable("another issuer")
            self._metadata = self._ticks(), metadata
        return self._metadata[1]

    async def _key_set(self, metadata: Metadata, max_age_s: float) -> KeySet:
        if self._keys is None or self._ticks() - self._keys[0] > max_age_s:
            published = _decoded(await self._get(metadata.jwks_uri), dict[str, Any])
            try:
                keys = KeySet.import_key_set(published)  # type: ignore[arg-type]
            except (JoseError, ValueError, KeyError, TypeError) as unreadable:
                raise _unavailable(unreadable) from unreadable
            self._keys = self._ticks(), keys
        return self._keys[1]

    async def _get(self, url: str, headers: dict[str, str] | None = None) -> httpx.Response:
        try:
            response = await self._http.get(url, headers=headers or {})
        except httpx.HTTPError as failure:
            raise _unavailable(failure) from failure
        if response.status_code != 200:
            raise _unavailable(response.status_code)
        return response


def _decoded(response: httpx.Response, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(response.content, type=kind)
    except msgspec.MsgspecError as unreadable:
        raise _unavailable(unreadable) from unreadable


def _read(claims: dict[str, Any], kind: type[T]) -> T:
    try:
        return msgspec.convert(claims, kind)
    except msgspec.ValidationError as wrong:
        raise OidcFailed(code="oidc_token_invalid") from wrong


def _unavailable(reason: object) -> OidcFailed:
    name = type(reason).__name__ if isinstance(reason, Exception) else reason
    log.warning("The OpenID provider does not work", extra={"reason": name})
    return OidcFailed("The other provider cannot be reached; try again later.", code="oidc_unavailable")
