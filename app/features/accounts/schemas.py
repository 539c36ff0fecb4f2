"""What accounts look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.core.permissions import Permission, Role

Name = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]
Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
NewPassword = Annotated[str, Meta(min_length=10, max_length=200)]
OldPassword = Annotated[str, Meta(max_length=200)]


class Registration(msgspec.Struct, forbid_unknown_fields=True):
    """A new organization with its owner."""

    organization: Name
    name: Name
    email: Email
    password: NewPassword


class LoginAttempt(msgspec.Struct, forbid_unknown_fields=True):
    email: Annotated[str, Meta(max_length=254)]
    password: OldPassword


class RefreshAttempt(msgspec.Struct, forbid_unknown_fields=True):
    """A browser sends an empty object: its refresh token comes in a cookie."""

    refresh_token: Annotated[str, Meta(max_length=200)] | None = None


class UserResource(msgspec.Struct):
    """``email_verified``: until then, this user can invite nobody."""

    id: str
    name: str
    email: str
    email_verified: bool


class OrganizationResource(msgspec.Struct):
    id: str
    name: str


class LoginResource(msgspec.Struct, tag_field="status", tag="logged_in"):
    """The tokens also go into HttpOnly cookies; ``expires_in``: seconds the access token lives."""

    user: UserResource
    organization: OrganizationResource
    role: Role
    permissions: list[Permission]
    access_token: str
    refresh_token: str
    expires_in: int
    csrf_token: str


class ChallengeResource(msgspec.Struct, tag_field="status", tag="second_factor_required"):
    """Nobody is logged in yet: send ``challenge`` with a code to ``/auth/login/second-factor``."""

    challenge: str
    expires_in: int


class EnrolChallengeResource(msgspec.Struct, tag_field="status", tag="second_factor_setup_required"):
    """Nobody is logged in yet: the organization asks for a second factor; ``/auth/login/second-factor/enrol`` first."""

    challenge: str
    expires_in: int


class MeResource(msgspec.Struct):
    """``permissions``: all that the member may do in this organization."""

    user: UserResource
    organization: OrganizationResource
    role: Role
    permissions: list[Permission]
    csrf_token: str


class SocketTokenResource(msgspec.Struct):
    """For the first frame of a socket; good for nothing else."""

    token: str
    expires_at: datetime
