"""Who is asking: a member of an organization, or a participant of one session."""

from __future__ import annotations

import msgspec

from app.core.errors import NotAllowed
from app.core.permissions import ROLES_WITH, Permission, Role


class Member(msgspec.Struct, frozen=True, tag="member"):
    """A user in one organization. ``family`` names the login that the token came from.

    ``scopes``: None for a person's login; of an API key all that it may do. ``maker``: who answers for a key, as far
    as is known.
    """

    user: str
    organization: str
    role: Role
    family: str
    scopes: frozenset[Permission] | None = None
    maker: str = ""

    @property
    def person(self) -> str:
        """The user who answers for what is done."""
        return self.maker or self.user

    def may(self, permission: Permission) -> bool:
        """By the role, or for an API key by its scopes alone."""
        if self.scopes is not None:
            return permission in self.scopes
        return self.role in ROLES_WITH[permission]


def require(member: Member, permission: Permission) -> None:
    """Raises NotAllowed unless the member may do this."""
    if not member.may(permission):
        raise NotAllowed


class Participant(msgspec.Struct, frozen=True, tag="participant"):
    """A pseudonymous respondent of one session."""

    participant: str
    session: str
    organization: str


Principal = Member | Participant
