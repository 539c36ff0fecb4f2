"""An account goes to who proves its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from app.features.accounts.links import Links
from app.features.accounts.logins import LoginService
from app.features.accounts.model import User
from app.features.accounts.repository import AccountRepository


class MadeBefore(Protocol):
    """What goes on working for whoever made it, without password and login: API keys, webhooks."""

    async def remove_all(self, organization: str) -> None: ...


class AccountClaims:
    def __init__(
        self, accounts: AccountRepository, links: Links, logins: LoginService, *, made_before: Sequence[MadeBefore]
    ) -> None:
        self._accounts = accounts
        self._links = links
        self._logins = logins
        self._made_before = made_before

    async def claim(self, user: User, password_hash: str) -> User:
        """Who has proven the address gets the account with this password, and whoever knew the former one is out.

        An account whose address was never proven may be somebody else's trap: what was made in it that would open it,
        or tell of it, is removed. The proof is stored last, so that what was cut off begins again with the next one;
        the links go after the password that they are asked for with.
        """
        if not user.email_verified:
            for account in await self._accounts.accounts_of(user):
                if account.role == "owner":
                    await self._remove_from(account.organization.id)
        await self._accounts.replace_password_hash(user.id, password_hash)
        await self._links.void_all(user.id)
        await self._logins.revoke_all(user.id)
        await self._accounts.set_verified_email(user.id, user.email)
        return msgspec.structs.replace(user, password_hash=password_hash, email_verified=True)

    async def _remove_from(self, organization: str) -> None:
        for kind in self._made_before:
            await kind.remove_all(organization)
