"""Where somebody lands who has proven who they are: every login is in an organization."""

from __future__ import annotations

from app.core.clock import Clock
from app.core.errors import NotAuthenticated
from app.core.identity import new_id
from app.features.accounts.model import Account, Organization, User
from app.features.accounts.repository import AccountRepository
from app.features.audit.service import AuditTrail

MAX_NAME_CHARACTERS = 80


class Homes:
    def __init__(self, accounts: AccountRepository, *, audit: AuditTrail, clock: Clock) -> None:
        self._accounts = accounts
        self._audit = audit
        self._clock = clock

    async def of(self, user: User) -> Account:
        """The organization that the user worked in last, or else one of theirs; where they are in none (any more), a
        new one of their own.

        There they can accept invitations, which need somebody who is logged in. Two first calls at once may make two.
        Raises NotAuthenticated where they are just deleting their account.
        """
        accounts = await self._accounts.accounts_of(user)
        if accounts:
            return next((one for one in accounts if one.organization.id == user.last_organization), accounts[0])
        organization = Organization(new_id("org"), f"{user.name[:MAX_NAME_CHARACTERS]}'s organization")
        if not await self._accounts.add_another(organization, owner=user, at=self._clock()):
            raise NotAuthenticated
        await self._audit.record(
            None,
            "organization.created",
            organization.id,
            organization=organization.id,
            after={"owner": user.id},  # the name is made of the user's
        )
        return Account(user, organization, "owner")
