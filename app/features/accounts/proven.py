"""What is for members alone whose mailbox is proven to be theirs, and the keys that such members have made."""

from __future__ import annotations

from app.core.errors import NotAllowed
from app.core.principals import Member
from app.features.accounts.repository import AccountRepository


class EmailNotVerified(NotAllowed):
    code = "email_not_verified"
    default_message = "Confirm your e-mail address first: we have sent you a link."


class ProvenAddresses:
    def __init__(self, accounts: AccountRepository) -> None:
        self._accounts = accounts

    async def require(self, member: Member) -> None:
        """Raises EmailNotVerified: what follows speaks in the user's name, or outlives their login, so the name must be
        theirs. For an API key its maker's address counts; who has left had proven it, or had made none."""
        user = await self._accounts.user(member.person)
        if user is not None and user.email_verified:
            return
        if member.scopes is None:
            raise EmailNotVerified
        if not member.maker:
            raise EmailNotVerified("Nobody is known who answers for this key: let a member make another one.")
        if user is not None:
            raise EmailNotVerified("This key can do so once the e-mail address of whoever made it is confirmed.")
