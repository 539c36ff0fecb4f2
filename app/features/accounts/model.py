"""Who people are and how long a login lasts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from app.core.permissions import Role
from app.core.principals import Member
from app.http.devices import Language

REFRESH_LIFETIME = timedelta(days=7)
_SECRET_BYTES = 32


class User(msgspec.Struct, frozen=True):
    """``email`` is lower-cased and unique over all organizations.

    ``password_hash`` is empty where there is none: such a user logs in through another provider only.
    ``last_organization``: the one they logged in to last. ``version``: of
    the name.
    """

    id: str
    name: str
    email: str
    password_hash: str
    email_verified: bool = False
    language: Language = "en"
    has_second_factor: bool = False
    last_organization: str = ""
    version: int = 1


class Organization(msgspec.Struct, frozen=True):
    id: str
    name: str
    require_second_factor: bool = False


class Account(msgspec.Struct, frozen=True):
    """A user in the organization they work for."""

    user: User
    organization: Organization
    role: Role

    def member(self, family: str) -> Member:
        return Member(self.user.id, self.organization.id, self.role, family)


class RefreshToken(msgspec.Struct, frozen=True):
    """Only the hash of a refresh token is stored; its text begins with its family, ``<family>.<secret>``."""

    hash: str
    family: str
    user: str
    organization: str
    expires_at: datetime


class ReusedLogin(msgspec.Struct, frozen=True):
    """A login that was ended because one of its refresh tokens came twice."""

    family: str
    user: str
    organization: str


class StandingLogin(msgspec.Struct, frozen=True, kw_only=True):
    """A login that is neither ended nor expired, as its owner may see it."""

    family: str
    organization: str
    user_agent: str
    network: str
    created_at: datetime
    last_used_at: datetime


class Login(msgspec.Struct, frozen=True):
    """Everything a client gets when it logs in or refreshes."""

    account: Account
    access_token: str
    refresh_token: str
    csrf_token: str
    expires_in: timedelta


def role_of(user: str, membership: Mapping[str, Any] | None, organization: Mapping[str, Any] | None) -> Role | None:
    """The role of a user by the documents of the membership and the organization; None for no member.

    The owner stands in the organization, so that there is exactly one at all times; a membership that says so
    otherwise is that of a former owner. Who stands among the ``leaving`` is out, though the membership is still
    there; and so are all, once the deletion of the organization has begun.
    """
    if membership is None or organization is None or user in organization.get("leaving", ()):
        return None
    if (organization.get("deletion") or {}).get("begun_at") is not None:
        return None
    role: Role = membership["role"]
    owner = organization.get("owner", user if role == "owner" else None)
    if owner == user:
        return "owner"
    return "admin" if role == "owner" else role


def normal_email(text: str) -> str:
    """E-mail addresses are compared without regard to case and outer space."""
    return text.strip().lower()


def new_refresh_token(family: str) -> str:
    return f"{family}.{secrets.token_urlsafe(_SECRET_BYTES)}"


def family_of(token: str) -> str:
    """The family that a refresh token names; not proven before the token is looked up."""
    return token.partition(".")[0]


def hash_of(token: str) -> str:
    """SHA-256 is enough here: the token is 256 random bits, not a password."""
    return hashlib.sha256(token.encode()).hexdigest()
