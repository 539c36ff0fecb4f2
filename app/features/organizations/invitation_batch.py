"""Inviting up to fifty people at once, each for themselves: what is wrong with one keeps nobody else from coming."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from app.core.errors import AppError, FieldError, InvalidInput, MailUnavailable, NotAllowed, RateLimited
from app.core.principals import Member
from app.features.accounts.model import normal_email
from app.features.accounts.schemas import Email
from app.features.organizations.invitations import MemberInvitationService
from app.features.organizations.model import AlreadyMember, GrantedRole, MemberInvitation
from app.http.devices import Device

MAX_ROWS = 50

Outcome = Literal["invited", "already_a_member", "already_invited", "refused"]


class Wanted(msgspec.Struct, frozen=True):
    """A row as it was sent: neither text is known to make sense."""

    email: str
    role: str

    def granted_role(self) -> GrantedRole:
        """The role, if an invitation to the address can give it. Raises InvalidInput with the field that is wrong."""
        try:
            msgspec.convert(self.email.strip(), Email)
        except msgspec.ValidationError as failure:
            raise InvalidInput(
                fields=(FieldError("This is not a mail address.", "invalid_email", "email"),)
            ) from failure
        for role in get_args(GrantedRole):
            if role == self.role:
                return role  # type: ignore[no-any-return]
        known = ", ".join(get_args(GrantedRole))
        raise InvalidInput(fields=(FieldError(f"The role is one of {known}.", "unknown_value", "role"),))


class RowOutcome(msgspec.Struct, frozen=True):
    """``invitation``: of those invited now; ``refusal``: why nobody was."""

    email: str
    outcome: Outcome
    invitation: MemberInvitation | None = None
    refusal: AppError | None = None


class InvitationBatches:
    def __init__(self, invitations: MemberInvitationService) -> None:
        self._invitations = invitations

    async def invite(self, member: Member, rows: Sequence[Wanted], device: Device) -> list[RowOutcome]:
        """One outcome per row, in their order; of rows with one address the first counts. Sent again, whoever was
        invited by the first is ``already_invited`` and gets no second mail.

        Raises EmailNotVerified, before anybody is invited.
        """
        await self._invitations.require_may_mail(member)
        return [await self._invited(member, row, device) for row in rows]

    async def _invited(self, member: Member, row: Wanted, device: Device) -> RowOutcome:
        email = normal_email(row.email)
        try:
            role = row.granted_role()
            if await self._invitations.is_invited(member.organization, email):
                return RowOutcome(email, "already_invited")
            invitation = await self._invitations.invite(member, email=email, role=role, device=device)
        except AlreadyMember:
            return RowOutcome(email, "already_a_member")
        except (InvalidInput, NotAllowed, RateLimited, MailUnavailable) as refusal:
            return RowOutcome(email, "refused", refusal=refusal)
        return RowOutcome(email, "invited", invitation)
