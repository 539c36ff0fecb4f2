"""Who somebody says they are: the name that others see."""

from __future__ import annotations

from app.core.errors import EditConflict, NotAuthenticated
from app.core.principals import Member
from app.features.accounts.model import User
from app.features.accounts.repository import AccountRepository
from app.features.audit.service import AuditTrail


class ProfileService:
    def __init__(self, accounts: AccountRepository, *, audit: AuditTrail) -> None:
        self._accounts = accounts
        self._audit = audit

    async def get(self, member: Member) -> User:
        """Raises NotAuthenticated."""
        user = await self._accounts.user(member.user)
        if user is None:
            raise NotAuthenticated
        return user

    async def rename(self, member: Member, name: str, *, based_on: int) -> User:
        """Take another name, in every organization. Raises EditConflict where another device was first."""
        before, name = await self.get(member), name.strip()
        if before.version != based_on or not await self._accounts.rename(before, name):
            raise EditConflict(current=(await self.get(member)).version)
        mark = self._audit.mark
        was, is_now = {"name": mark(before.name)}, {"name": mark(name)}
        await self._audit.record(member, "account.renamed", before.id, before=was, after=is_now)
        return await self.get(member)
