"""Who may call a handler. Every handler under /api names exactly one of these rules in its ``guards``.

A token comes in the ``Authorization`` header, or, from a browser, in an HttpOnly cookie; with a cookie, requests that
change something must also carry ``X-CSRF-Token``. A rule leaves the caller in ``request.user``.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app.core.errors import CsrfFailed, NotAllowed, NotAuthenticated, TokenInvalid
from app.core.permissions import Permission
from app.core.principals import Member, Participant, Principal, require
from app.http.cookies import ACCESS_COOKIE
from app.http.rate_limits import RateLimits
from app.infra.tokens import Credentials, Tokens

CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_TOKEN_CHARACTERS = 4_096

Connection = ASGIConnection[Any, Any, Any, Any]


class Doorkeeper(Protocol):
    """Knows who holds a token, as of now (``app.features.accounts.doorkeeper``)."""

    async def identify(self, token: str) -> Credentials: ...


async def open_to_all(_connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody, without a token."""


async def members_only(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A person who is logged in, in any role; what is theirs alone, so no API key."""
    if (await _require_member(connection)).scopes is not None:
        raise NotAllowed("An API key cannot do this; log in.")


async def participants_only(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A participant of a session."""
    if not isinstance(await _require_principal(connection), Participant):
        raise NotAllowed("Only a participant of the session can do this.")


class Allows:
    """Members whose role, or API keys whose scopes, hold one permission. Made by ``allows``."""

    def __init__(self, permission: Permission) -> None:
        self.permission: Permission = permission

    async def __call__(self, connection: Connection, _handler: BaseRouteHandler) -> None:
        require(await _require_member(connection), self.permission)


class AllowsOrParticipates(Allows):
    """As ``Allows``, and participants besides. Made by ``allows_or_participates``."""

    async def __call__(self, connection: Connection, _handler: BaseRouteHandler) -> None:
        principal = await _require_principal(connection)
        if isinstance(principal, Member):
            require(principal, self.permission)


@cache
def allows(permission: Permission) -> Allows:
    """The rule for a permission, always the same object."""
    return Allows(permission)


@cache
def allows_or_participates(permission: Permission) -> AllowsOrParticipates:
    """The rule for what participants may also see of their session, always the same object."""
    return AllowsOrParticipates(permission)


RULES = (open_to_all, members_only, participants_only)


def is_rule(guard: object) -> bool:
    """True for whatever may stand in ``guards``."""
    return isinstance(guard, Allows) or guard in RULES


def bearer_token(connection: Connection) -> str | None:
    """The token of the ``Authorization`` header, or None. Raises TokenInvalid for another scheme or an endless one."""
    header = connection.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > MAX_TOKEN_CHARACTERS:
        raise TokenInvalid
    return token.strip()


async def _require_member(connection: Connection) -> Member:
    principal = await _require_principal(connection)
    if not isinstance(principal, Member):
        raise NotAllowed("Only a member of the organization can do this.")
    return principal


async def _require_principal(connection: Connection) -> Principal:
    limits: RateLimits = connection.app.state["rate_limits"]
    principal = await _authenticate(connection)
    await limits.spend_for(principal)
    connection.scope["user"] = principal
    return principal


async def _authenticate(connection: Connection) -> Principal:
    doorkeeper: Doorkeeper = connection.app.state["doorkeeper"]
    token = bearer_token(connection)
    if token is not None:
        return (await doorkeeper.identify(token)).principal
    cookie = connection.cookies.get(ACCESS_COOKIE)
    if cookie is None:
        raise NotAuthenticated
    principal = (await doorkeeper.identify(cookie)).principal
    if not isinstance(principal, Member) or principal.scopes is not None:
        raise TokenInvalid
    if connection.scope.get("method") not in SAFE_METHODS:
        require_csrf(connection, connection.app.state["tokens"], principal.family)
    return principal


def require_csrf(connection: Connection, tokens: Tokens, family: str) -> None:
    """Raises CsrfFailed unless the request carries the CSRF token of this login."""
    if not tokens.is_csrf_token(connection.headers.get(CSRF_HEADER, ""), family):
        raise CsrfFailed
