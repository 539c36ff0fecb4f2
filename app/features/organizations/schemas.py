"""What organizations, members and invitations look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.core.permissions import Role
from app.core.principals import Member
from app.features.accounts.model import Account
from app.features.accounts.schemas import Email, Name, NewPassword, OldPassword
from app.features.organizations.model import (
    GrantedRole,
    InvitationStatus,
    MemberInvitation,
    Membership,
    OrganizationInFull,
)

Token = Annotated[str, Meta(min_length=1, max_length=200)]
Id = Annotated[str, Meta(min_length=1, max_length=64)]


class MyOrganization(msgspec.Struct):
    """``role``: of the user who asks; ``current``: the one that the login is in."""

    id: str
    name: str
    role: Role
    current: bool

    @classmethod
    def of(cls, account: Account, member: Member) -> MyOrganization:
        organization = account.organization
        return cls(organization.id, organization.name, account.role, organization.id == member.organization)


class OrganizationDetail(msgspec.Struct):
    """``version`` is the ETag; it rises with the name, the owner and the rule of two-step login. ``deletion_due_at``:
    when it is deleted with everything in it, unless its owner takes that back before."""

    id: str
    name: str
    owner: str
    require_second_factor: bool
    version: int
    created_at: datetime
    deletion_due_at: datetime | None

    @classmethod
    def of(cls, organization: OrganizationInFull) -> OrganizationDetail:
        return cls(
            id=organization.id,
            name=organization.name,
            owner=organization.owner,
            require_second_factor=organization.require_second_factor,
            version=organization.version,
            created_at=organization.created_at,
            deletion_due_at=organization.deletion.due_at if organization.deletion is not None else None,
        )


class NewOrganization(msgspec.Struct, forbid_unknown_fields=True):
    name: Name


class Presence(msgspec.Struct, forbid_unknown_fields=True):
    """Who somebody is, shown once more; ``code``: of the second factor, where there is one."""

    password: OldPassword
    code: Annotated[str, Meta(max_length=40)] = ""


class DeletionWish(msgspec.Struct, forbid_unknown_fields=True):
    """``name``: of the organization, typed by who means it; ``code``: of the second factor, where there is one."""

    name: Name
    password: OldPassword
    code: Annotated[str, Meta(max_length=40)] = ""


class SwitchTarget(msgspec.Struct, forbid_unknown_fields=True):
    organization: Id


class NewOwner(msgspec.Struct, forbid_unknown_fields=True):
    """``user``: a member of the organization."""

    user: Id


class RoleChange(msgspec.Struct, forbid_unknown_fields=True):
    role: GrantedRole


class MemberResource(msgspec.Struct):
    """``version`` rises with each change of the role; it is the ETag of the member."""

    user: str
    name: str
    email: str
    role: Role
    joined_at: datetime | None
    version: int

    @classmethod
    def of(cls, member: Membership) -> MemberResource:
        return cls(member.user, member.name, member.email, member.role, member.joined_at, member.version)


class NewInvitation(msgspec.Struct, forbid_unknown_fields=True):
    email: Email
    role: GrantedRole


class InvitationResource(msgspec.Struct):
    """An open invitation can be used until ``expires_at``; a link whose mail may not have come, for seven days."""

    id: str
    email: str
    role: GrantedRole
    status: InvitationStatus
    invited_by: str
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, invitation: MemberInvitation) -> InvitationResource:
        return cls(
            id=invitation.id,
            email=invitation.email,
            role=invitation.role,
            status=invitation.status,
            invited_by=invitation.invited_by,
            created_at=invitation.created_at,
            expires_at=invitation.expires_at,
        )


class InvitationPreview(msgspec.Struct):
    """``account_exists``: log in to accept; else make an account with it."""

    organization: str
    email: str
    role: GrantedRole
    account_exists: bool


class InvitationToken(msgspec.Struct, forbid_unknown_fields=True):
    token: Token


class InvitedRegistration(msgspec.Struct, forbid_unknown_fields=True):
    """The address is the one that was invited."""

    token: Token
    name: Name
    password: NewPassword
