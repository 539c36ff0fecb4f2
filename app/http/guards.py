"""Who may call a handler. Every handler under /api names exactly one of these rules in its ``guards``.

A token comes in the ``Authorization`` header, or, from a browser, in an HttpOnly cookie; with a cookie, requests that
change something must also carry ``X-CSRF-Token``. A rule leaves the caller in ``request.user``.
"""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app.core.errors import CsrfFailed, NotAllowed, NotAuthenticated, TokenInvalid
from app.core.principals import Member, Participant, Principal
from app.http.cookies import ACCESS_COOKIE
from app.http.rate_limits import RateLimits
from app.infra.tokens import Tokens

CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_TOKEN_CHARACTERS = 4_096

Connection = ASGIConnection[Any, Any, Any, Any]


def open_to_all(_connection: Connection, _handler: BaseRouteHandler) -> None:
    """Anybody, without a token."""


def members_only(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A member of an organization, in any role."""
    _require_member(connection)


def editors_only(connection: Connection, _handler: BaseRouteHandler) -> None:
    """An owner, an admin or a facilitator."""
    if not _require_member(connection).may_edit:
        raise NotAllowed


def participants_only(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A participant of a session."""
    if not isinstance(_require_principal(connection), Participant):
        raise NotAllowed("Only a participant of the session can do this.")


def members_or_participants(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A member of the session's organization, or a participant of the session."""
    _require_principal(connection)


RULES = (open_to_all, members_only, editors_only, participants_only, members_or_participants)


def bearer_token(connection: Connection) -> str | None:
    """The token of the ``Authorization`` header, or None. Raises TokenInvalid for another scheme or an endless one."""
    header = connection.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > MAX_TOKEN_CHARACTERS:
        raise TokenInvalid
    return token.strip()


def _require_member(connection: Connection) -> Member:
    principal = _require_principal(connection)
    if not isinstance(principal, Member):
        raise NotAllowed("Only a member of the organization can do this.")
    return principal


def _require_principal(connection: Connection) -> Principal:
    tokens: Tokens = connection.app.state["tokens"]
    limits: RateLimits = connection.app.state["rate_limits"]
    principal = _authenticate(connection, tokens)
    limits.spend_for(principal)
    connection.scope["user"] = principal
    return principal


def _authenticate(connection: Connection, tokens: Tokens) -> Principal:
    token = bearer_token(connection)
    if token is not None:
        return tokens.read(token).principal
    cookie = connection.cookies.get(ACCESS_COOKIE)
    if cookie is None:
        raise NotAuthenticated
    principal = tokens.read(cookie).principal
    if not isinstance(principal, Member):
        raise TokenInvalid
    if connection.scope.get("method") not in SAFE_METHODS:
        require_csrf(connection, tokens, principal.family)
    return principal


def require_csrf(connection: Connection, tokens: Tokens, family: str) -> None:
    """Raises CsrfFailed unless the request carries the CSRF token of this login."""
    if not tokens.is_csrf_token(connection.headers.get(CSRF_HEADER, ""), family):
        raise CsrfFailed
