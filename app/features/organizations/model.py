"""Who is in an organization, who was asked to come, and what nobody may do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from app.core.errors import Conflict, FieldError, InvalidInput, NotAllowed
from app.core.permissions import Role, permissions_of
from app.core.principals import Member
from app.features.accounts.model import Account

GRACE = timedelta(days=7)
"""Between asking for the deletion of an organization and its beginning; an owner can take it back."""
INVITATION_LIFETIME = timedelta(days=7)
MAX_ORGANIZATIONS = 50
"""Of one user."""

GrantedRole = Literal["admin", "facilitator", "viewer"]
"""The roles that can be given; ownership is handed over instead."""

InvitationStatus = Literal["open", "accepted", "revoked"]


class OwnerStays(Conflict):
    code = "owner_stays"
    default_message = "The owner stays; hand the organization over first."


class OwnsOrganizations(Conflict):
    code = "owns_organizations"
    default_message = "You own an organization; hand it over first, or have it deleted."


class AlreadyMember(Conflict):
    code = "already_member"
    default_message = "This person is a member already."


class TooManyOrganizations(Conflict):
    code = "too_many_organizations"
    default_message = f"You are in {MAX_ORGANIZATIONS} organizations; leave one first."


class OtherAddress(NotAllowed):
    code = "other_address"
    default_message = "This invitation was sent to an address other than yours."


class NameDiffers(InvalidInput):
    """Of who must type a name to show that they mean it."""

    code = "name_differs"
    default_message = "This is not the name of the organization."

    def __init__(self) -> None:
        super().__init__(fields=(FieldError(self.default_message, self.code, "name"),))


class Deletion(msgspec.Struct, frozen=True, kw_only=True):
    """``begun_at``: from then on nobody is a member any more; ``swept_at``: when all was removed for the first time."""

    asked_by: str
    asked_at: datetime
    due_at: datetime
    begun_at: datetime | None = None
    swept_at: datetime | None = None


class OrganizationInFull(msgspec.Struct, frozen=True):
    """``version`` rises with every edit, ``roster`` with every change of who may own it."""

    id: str
    name: str
    owner: str
    version: int
    roster: int
    leaving: tuple[str, ...]
    created_at: datetime
    deletion: Deletion | None = None
    require_second_factor: bool = False


class Membership(msgspec.Struct, frozen=True):
    """``number`` counts the members in the order they joined; a return has another one. ``version`` rises with each
    change of the role."""

    user: str
    role: Role
    number: int
    joined_at: datetime | None
    version: int = 1
    name: str = ""
    email: str = ""


class MemberInvitation(msgspec.Struct, frozen=True):
    """Only the hash of its token is stored; sending it again makes a new one. ``coming``: hashes of such whose mail may
    have gone out, the newest last; each of them works until its time in ``coming_until``."""

    id: str
    organization: str
    number: int
    email: str
    role: GrantedRole
    hash: str
    status: InvitationStatus
    invited_by: str
    created_at: datetime
    expires_at: datetime
    coming: tuple[str, ...] = ()
    coming_until: dict[str, datetime] = {}

    def until(self, token_hash: str) -> datetime:
        """How long a token works; the release before moved all of them together."""
        return self.coming_until.get(token_hash, self.expires_at)

    def opens(self, token_hash: str, now: datetime) -> bool:
        """Whether this token of it works."""
        return self.status == "open" and now < self.until(token_hash)

    def is_open(self, now: datetime) -> bool:
        """Whether any of its tokens works."""
        return any(self.opens(one, now) for one in (self.hash, *self.coming))


def require_rank(member: Member, role: Role) -> None:
    """Nobody gives, takes or touches a role that may more than they. Raises NotAllowed."""
    if not all(member.may(permission) for permission in permissions_of(role)):
        raise NotAllowed("This role may more than you.")


def require_room(accounts: Collection[Account], organization: str) -> None:
    """Whether a user with these accounts can be in this organization too. Raises TooManyOrganizations."""
    if len(accounts) >= MAX_ORGANIZATIONS and all(one.organization.id != organization for one in accounts):
        raise TooManyOrganizations
