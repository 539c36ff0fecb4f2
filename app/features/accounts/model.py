"""Who people are and how long a login lasts."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import msgspec

from app.core.principals import Member, Role

REFRESH_LIFETIME = timedelta(days=7)
_SECRET_BYTES = 32


class User(msgspec.Struct, frozen=True):
    """``email`` is lower-cased and unique over all organizations."""

    id: str
    name: str
    email: str
    password_hash: str


class Organization(msgspec.Struct, frozen=True):
    id: str
    name: str


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


class Login(msgspec.Struct, frozen=True):
    """Everything a client gets when it logs in or refreshes."""

    account: Account
    access_token: str
    refresh_token: str
    csrf_token: str
    expires_in: timedelta


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
