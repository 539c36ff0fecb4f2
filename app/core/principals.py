"""Who is asking: a member of an organization, or a participant of one session."""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["owner", "admin", "facilitator", "viewer"]

EDITORS: frozenset[Role] = frozenset({"owner", "admin", "facilitator"})
"""The roles that may create, edit and control; a viewer only reads."""


class Member(msgspec.Struct, frozen=True, tag="member"):
    """A user in one organization. ``family`` names the login that the token came from."""

    user: str
    organization: str
    role: Role
    family: str

    @property
    def may_edit(self) -> bool:
        return self.role in EDITORS


class Participant(msgspec.Struct, frozen=True, tag="participant"):
    """A pseudonymous respondent of one session."""

    participant: str
    session: str
    organization: str


Principal = Member | Participant
