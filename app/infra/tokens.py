"""Signed tokens: who somebody is, until when. Access, socket and participant tokens are JWTs (HS256)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import jwt
import msgspec

from app.core.clock import Clock
from app.core.errors import TokenExpired, TokenInvalid
from app.core.permissions import Role
from app.core.principals import Member, Participant, Principal

ALGORITHM = "HS256"
ISSUER = "impactpulse"
ACCESS_LIFETIME = timedelta(minutes=15)
SOCKET_LIFETIME = timedelta(minutes=15)
PARTICIPANT_LIFETIME = timedelta(days=30)


class Issued(msgspec.Struct, frozen=True):
    """A token as it leaves the house."""

    token: str
    expires_at: datetime


class Credentials(msgspec.Struct, frozen=True):
    """What a valid token proves."""

    principal: Principal
    expires_at: datetime


class _Claims(msgspec.Struct, frozen=True):
    iss: Literal["impactpulse"]
    typ: Literal["access", "socket", "participant"]
    sub: str
    org: str
    exp: int
    role: Role | None = None
    fam: str | None = None
    session: str | None = None


class Tokens:
    """Issues and reads tokens. Each purpose has its own key, derived from one secret; ``former`` ones only prove."""

    def __init__(self, secret: str, clock: Clock, *, former: Sequence[str] = ()) -> None:
        self._clock = clock
        self._jwt_keys = [derived_key(one, "jwt") for one in (secret, *former)]
        self._csrf_keys = [derived_key(one, "csrf") for one in (secret, *former)]

    def issue_access(self, member: Member) -> Issued:
        """For REST and for the socket; 15 minutes."""
        return self._issue_to_member(member, "access", ACCESS_LIFETIME)

    def issue_socket(self, member: Member) -> Issued:
        """For the socket only: what a browser may hold outside of its cookies; 15 minutes."""
        return self._issue_to_member(member, "socket", SOCKET_LIFETIME)

    def issue_participant(self, participant: Participant) -> Issued:
        """For one session, over REST and the socket; 30 days."""
        claims = {"sub": participant.participant, "org": participant.organization, "session": participant.session}
        return self._issue("participant", claims, PARTICIPANT_LIFETIME)

    def read(self, token: str) -> Credentials:
        """What a token proves over REST. Raises TokenInvalid, TokenExpired."""
        return self._read(token, {"access", "participant"})

    def read_for_socket(self, token: str) -> Credentials:
        """What a token proves on the socket. Raises TokenInvalid, TokenExpired."""
        return self._read(token, {"access", "socket", "participant"})

    def read_participant(self, token: str) -> Credentials:
        """Whom a participant's token names, also after its time: what comes of that, the door decides. Raises
        TokenInvalid."""
        return self._signed(token, {"participant"})

    def csrf_token(self, family: str) -> str:
        """The CSRF token of one login; the same as long as the login lasts."""
        return _csrf_token(self._csrf_keys[0], family)

    def is_csrf_token(self, presented: str, family: str) -> bool:
        own = [_csrf_token(key, family).encode() for key in self._csrf_keys]
        return any(hmac.compare_digest(presented.encode(), one) for one in own)

    def _issue_to_member(self, member: Member, kind: str, lifetime: timedelta) -> Issued:
        claims = {"sub": member.user, "org": member.organization, "role": member.role, "fam": member.family}
        return self._issue(kind, claims, lifetime)

    def _issue(self, kind: str, claims: dict[str, Any], lifetime: timedelta) -> Issued:
        expires_at = (self._clock() + lifetime).replace(microsecond=0)
        payload = {"iss": ISSUER, "typ": kind, "exp": int(expires_at.timestamp()), **claims}
        return Issued(jwt.encode(payload, self._jwt_keys[0], algorithm=ALGORITHM), expires_at)

    def _read(self, token: str, kinds: set[str]) -> Credentials:
        credentials = self._signed(token, kinds)
        if credentials.expires_at <= self._clock():
            raise TokenExpired
        return credentials

    def _signed(self, token: str, kinds: set[str]) -> Credentials:
        try:
            claims = msgspec.convert(signed_payload(token, self._jwt_keys), _Claims)
            principal = _principal_of(claims)
            expires_at = datetime.fromtimestamp(claims.exp, UTC)
        except (jwt.PyJWTError, msgspec.ValidationError, ValueError, OverflowError, OSError) as invalid:
            raise TokenInvalid from invalid
        if claims.typ not in kinds:
            raise TokenInvalid
        return Credentials(principal, expires_at)


def _principal_of(claims: _Claims) -> Principal:
    if claims.typ == "participant":
        if claims.session is None:
            raise TokenInvalid
        return Participant(claims.sub, claims.session, claims.org)
    if claims.role is None or claims.fam is None:
        raise TokenInvalid
    return Member(claims.sub, claims.org, claims.role, claims.fam)


def signed_payload(token: str, keys: Sequence[bytes]) -> dict[str, Any]:
    """What stands in a token that one of the keys signed. Raises PyJWTError.

    Only the signature is left to PyJWT: times are compared with the injected clock, and a clock that is a few minutes
    off elsewhere must not make a fresh token "not yet valid".
    """
    options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False}
    for key in keys[:-1]:
        with suppress(jwt.InvalidSignatureError):
            return jwt.decode(token, key, algorithms=[ALGORITHM], options=options)  # type: ignore[arg-type]
    return jwt.decode(token, keys[-1], algorithms=[ALGORITHM], options=options)  # type: ignore[arg-type]


def _csrf_token(key: bytes, family: str) -> str:
    digest = hmac.new(key, family.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def derived_keys(secrets: Sequence[str], purpose: str) -> tuple[bytes, ...]:
    """The same of several secrets."""
    return tuple(derived_key(secret, purpose) for secret in secrets)


def derived_key(secret: str, purpose: str) -> bytes:
    """A key of its own for each purpose: what leaks of one says nothing about another (HMAC-SHA256 as a KDF)."""
    return hmac.new(secret.encode(), f"impactpulse:{purpose}".encode(), hashlib.sha256).digest()
