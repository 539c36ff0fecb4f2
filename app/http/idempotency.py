"""``Idempotency-Key`` on every creating request: sent again, it creates nothing and gets the first answer.

After draft-ietf-httpapi-idempotency-key-header. A key belongs to its caller and is taken before the handler runs, so of
many requests at once one creates. It is kept for 24 hours; the stored answer is encrypted under a key made from our
secret and the sender's key, so that what a created resource tells only once (an API key) is for its sender only.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any, cast

import msgspec
from cryptography.fernet import Fernet
from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from app.core.aside import aside
from app.core.clock import Clock
from app.core.errors import FieldError, IdempotencyKeyReused, InvalidInput, OutcomeUnknown, RequestInProgress
from app.core.identity import new_id
from app.core.principals import Member, Principal
from app.http.replies import Reply, rewriting
from app.infra.idempotency_keys import IdempotencyKeys, KeptReply

HEADER = "idempotency-key"
REPLAYED = "idempotency-replayed"
LONGEST_REQUEST = timedelta(seconds=60)
"""What was begun earlier than this and has not ended never will: its process died, or the database failed it."""

UNGUESSABLE = "[0-9A-Fa-f]{32,255}|[A-Za-z0-9_-]{43,255}"
"""128 random bits in hexadecimal digits, or twice as many as base64url; what has the form of a UUID is too few."""

_SANE = re.compile(r"[\x21-\x7e]{8,255}")
_UNGUESSABLE = re.compile(UNGUESSABLE)
_SCOPE_KEY = "impactpulse.idempotency"
_KEPT_HEADERS = ("content-type", "etag", "location", "cache-control")


class _Claim(msgspec.Struct, frozen=True):
    """A key that the request of this scope has taken."""

    keys: IdempotencyKeys
    key_id: str
    claim: str
    seal: Fernet

    async def end(self, reply: Reply) -> None:
        """Keep a success. A refusal frees the key; after a failure of ours nobody knows what was done, so it stays."""
        if 200 <= reply.status < 300:
            headers = {name: reply.headers[name] for name in _KEPT_HEADERS if name in reply.headers}
            await self.keys.keep(
                self.key_id, self.claim, KeptReply(reply.status, headers, self.seal.encrypt(reply.body))
            )
        elif reply.status < 500:
            await self.keys.release(self.key_id, self.claim)


class Idempotency:
    """Takes keys before handlers run."""

    def __init__(self, keys: IdempotencyKeys, secret: bytes, clock: Clock) -> None:
        self._keys = keys
        self._secret = secret
        self._clock = clock

    async def begin(self, request: Request[Any, Any, Any]) -> Response[bytes] | None:
        """Take the request's key, if it has one that counts. Returns the stored answer where there is one.

        Raises:
            InvalidInput: this cannot be a key.
            IdempotencyKeyReused: the caller sent something else under this key.
            RequestInProgress: the first request with this key still runs.
            OutcomeUnknown: it ended without an answer.
        """
        key = _key_of(request)
        principal: Principal | None = request.scope.get("user")
        if key is None or principal is None or not takes_key(request.route_handler):
            return None
        named = f"{_name_of(principal)}\n{key}"
        asked = f"{request.method} {request.url.path}?{request.url.query}\n"
        fingerprint = await aside(partial(_fingerprint, asked), await request.body())
        claim = _Claim(self._keys, self._digest("id", named).hex(), new_id("clm"), self._seal(named))
        now = self._clock()
        found = await self._keys.claim(claim.key_id, fingerprint=fingerprint, claim=claim.claim, at=now)
        if found is None:
            cast("dict[str, Any]", request.scope)[_SCOPE_KEY] = claim
            return None
        if found.fingerprint != fingerprint:
            raise IdempotencyKeyReused
        if found.reply is None:
            if now - found.started_at > LONGEST_REQUEST:
                raise OutcomeUnknown
            raise RequestInProgress(retry_after_ms=1_000)
        body = claim.seal.decrypt(found.reply.sealed)
        return Response(body, status_code=found.reply.status, headers={**found.reply.headers, REPLAYED: "true"})

    def _digest(self, purpose: str, text: str) -> bytes:
        return hmac.new(self._secret, f"{purpose}\n{text}".encode(), hashlib.sha256).digest()

    def _seal(self, named: str) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._digest("seal", named)))


class KeptReplies:
    """Keeps what was answered under a key; around the application, which alone turns exceptions into answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return

        async def end(reply: Reply) -> None:
            claim: _Claim | None = cast("Mapping[str, Any]", scope).get(_SCOPE_KEY)
            if claim is not None:
                await claim.end(reply)

        await self._app(scope, receive, rewriting(send, end))


def takes_key(handler: HTTPRouteHandler) -> bool:
    """Creating handlers do (POST that answers 201), and those with ``idempotent=True``."""
    return "POST" in handler.http_methods and (handler.status_code == 201 or bool(handler.opt.get("idempotent")))


def takes_secret_key(handler: HTTPRouteHandler) -> bool:
    """Those with ``secret_key=True``: where nobody is known yet, the key is all that says who asks again."""
    return bool(handler.opt.get("secret_key"))


def secret_key_of(request: Request[Any, Any, Any]) -> str | None:
    """A key that nobody guesses. Raises InvalidInput where somebody could."""
    message = "This key is a secret: at least 128 random bits as 32 hexadecimal digits, or 43 letters of base64url."
    return _key_of(request, _UNGUESSABLE, message)


def _key_of(
    request: Request[Any, Any, Any],
    wanted: re.Pattern[str] = _SANE,
    otherwise: str = "A key has 8 to 255 visible ASCII characters; take a UUID.",
) -> str | None:
    header = request.headers.get(HEADER)
    if header is None:
        return None
    key = header.strip()
    key = key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key
    if not wanted.fullmatch(key):
        raise InvalidInput(fields=(FieldError(otherwise, "invalid_idempotency_key", "Idempotency-Key"),))
    return key


def _name_of(principal: Principal) -> str:
    if isinstance(principal, Member):
        return f"{principal.organization}\n{principal.user}"
    return f"{principal.session}\n{principal.participant}"


def _fingerprint(asked: str, body: bytes) -> str:
    """The same for the same JSON, however it is written."""
    with suppress(msgspec.DecodeError, RecursionError):
        body = msgspec.json.encode(msgspec.json.decode(body), order="sorted")
    return hashlib.sha256(asked.encode() + body).hexdigest()
