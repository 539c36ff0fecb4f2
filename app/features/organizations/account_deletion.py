"""Deleting one's own account, at once; what they made stays with their organizations (docs/adr/0039-deletion.md)."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import msgspec

from app.contracts.events import StandingChanged
from app.core.clock import Clock
from app.core.duties import Duties
from app.core.errors import MailUnavailable
from app.core.principals import Member
from app.features.accounts.mail_texts import mail_to
from app.features.accounts.model import User
from app.features.accounts.repository import AccountRepository
from app.features.accounts.second_factor import SecondFactorService
from app.features.audit.repository import AuditLog
from app.features.audit.service import AuditTrail
from app.features.organizations.account_traces import AccountTraces
from app.features.organizations.invitation_repository import InvitationRepository
from app.features.organizations.model import OwnsOrganizations
from app.features.organizations.repository import OrganizationRepository
from app.http.devices import Device
from app.infra.mailer import Mail, Mailer

log = logging.getLogger(__name__)

TAKEN_OVER_AFTER = timedelta(minutes=1)
"""Longer than a request takes; whoever began a deletion before it has died over it."""


class AccountErasure:
    """Takes a user who is marked out of everything, in steps that can be repeated from any point."""

    def __init__(
        self,
        traces: AccountTraces,
        organizations: OrganizationRepository,
        invitations: InvitationRepository,
        *,
        announce: Callable[[StandingChanged], Awaitable[object]],
        audit: AuditTrail,
        chains: AuditLog,
        mailer: Mailer,
        clock: Clock,
    ) -> None:
        self._traces, self._organizations, self._invitations = traces, organizations, invitations
        self._announce, self._mailer = announce, mailer
        self._audit, self._chains, self._clock = audit, chains, clock

    async def begin(self, user: User) -> None:
        """Nobody logs in as this user any more."""
        await self._traces.begin(user.id, self._clock())

    async def run(self) -> int:
        """Finish what others began and did not end; how many accounts these were. What fails does so last; but nobody
        stays because no mail can tell them that they are gone."""
        duties, finished = Duties(), 0
        for user in await self._traces.begun(self._clock() - TAKEN_OVER_AFTER):
            with duties.of("account", user.id):
                await self._take_out(user)
                try:
                    await self._mailer.send(_farewell(user))
                except MailUnavailable:
                    log.warning("nobody was told of a deleted account", extra={"user": user.id})
                await self._traces.remove(user)
                finished += 1
        duties.raise_first()
        return finished

    async def finish(self, user: User) -> None:
        """Raises OwnsOrganizations, the mark taken back, where somebody has just made them an owner; MailUnavailable
        where only the upkeep can tell them, and remove what is left."""
        await self._take_out(user)
        await self._mailer.send(_farewell(user))
        await self._traces.remove(user)

    async def _take_out(self, user: User) -> None:
        await self._traces.remove_logins(user.id)
        await self._announce(StandingChanged(user=user.id))
        for organization in await self._traces.organizations_of(user.id):
            await self._leave(organization, user)

    async def _leave(self, organization: str, user: User) -> None:
        leaves = await self._organizations.begin_leaving(organization, user.id)
        if not leaves:
            owned = await self._organizations.find(organization)
            if owned is not None and owned.deletion is None:
                await self._traces.take_back(user.id)
                raise OwnsOrganizations
        await self._invitations.revoke_for(organization, user.email)
        if not await self._chains.holds(organization, action="account.deleted", target=user.id):
            await self._audit.record(None, "account.deleted", user.id, organization=organization)
        if leaves:
            await self._organizations.finish_leaving(organization, user.id)
        else:
            await self._traces.remove_membership(organization, user.id)


class AccountDeletion:
    def __init__(
        self,
        accounts: AccountRepository,
        organizations: OrganizationRepository,
        second_factors: SecondFactorService,
        erasure: AccountErasure,
    ) -> None:
        self._accounts = accounts
        self._organizations = organizations
        self._second_factors = second_factors
        self._erasure = erasure

    async def delete(self, member: Member, *, password: str, code: str, device: Device) -> None:
        """Delete the account of the member's user. Raises OwnsOrganizations, and as
        ``SecondFactorService.require_presence``."""
        user = await self._second_factors.require_presence(member, password=password, code=code, device=device)
        for account in await self._accounts.accounts_of(user):
            if account.role == "owner" and not await self._is_to_be_deleted(account.organization.id):
                raise OwnsOrganizations
        await self._erasure.begin(user)
        with suppress(MailUnavailable):  # the upkeep goes on where this ends
            await self._erasure.finish(user)

    async def _is_to_be_deleted(self, organization: str) -> bool:
        found = await self._organizations.find(organization)
        return found is None or found.deletion is not None


def _farewell(user: User) -> Mail:
    """The same mail however often it is sent."""
    return msgspec.structs.replace(mail_to(user, "account_deleted"), key=f"account_deleted:{user.id}")
