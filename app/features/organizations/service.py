"""Making, naming and handing over organizations; who is in them, and in which role."""

from __future__ import annotations

from app.contracts.events import StandingChanged
from app.core.clock import Clock
from app.core.errors import EditConflict, NotAllowed, NotFound, Unavailable
from app.core.identity import new_id
from app.core.principals import Member
from app.features.accounts.login_steps import Challenge, LoginSteps
from app.features.accounts.model import Account, Login, Organization
from app.features.accounts.repository import AccountRepository
from app.features.accounts.standing import Standings
from app.features.audit.service import AuditTrail
from app.features.organizations.invitation_repository import InvitationRepository
from app.features.organizations.model import (
    GrantedRole,
    Membership,
    OrganizationInFull,
    OwnerStays,
    require_rank,
    require_room,
)
from app.features.organizations.repository import OrganizationRepository
from app.http.devices import Device
from app.infra.listing import Asked, Found

MAX_ATTEMPTS = 20


class OrganizationService:
    def __init__(
        self,
        repository: OrganizationRepository,
        invitations: InvitationRepository,
        accounts: AccountRepository,
        steps: LoginSteps,
        *,
        standings: Standings,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._repository, self._invitations, self._accounts = repository, invitations, accounts
        self._steps, self._standings = steps, standings
        self._audit, self._clock = audit, clock

    async def mine(self, member: Member) -> list[Account]:
        """Every organization of the member's user, with the role there."""
        user = await self._accounts.user(member.user)
        return await self._accounts.accounts_of(user) if user is not None else []

    async def create(self, member: Member, name: str) -> Account:
        """Another organization, owned by the member's user. Raises TooManyOrganizations."""
        mine = await self.mine(member)
        if not mine:
            raise NotFound
        organization = Organization(new_id("org"), name.strip())
        require_room(mine, organization.id)
        if not await self._accounts.add_another(organization, owner=mine[0].user, at=self._clock()):
            raise NotFound
        await self._audit.record(
            member,
            "organization.created",
            organization.id,
            organization=organization.id,
            after={"name": organization.name},
        )
        return Account(mine[0].user, organization, "owner")

    async def switch(self, member: Member, organization: str, device: Device) -> Login | Challenge:
        """A new login in another organization of the user's in place of this one, or the second factor it asks for.

        Raises NotFound."""
        account = await self._accounts.account(member.user, organization)
        if account is None:
            raise NotFound
        return await self._steps.go_on(account, device, leaves=member)

    async def current(self, member: Member) -> OrganizationInFull:
        """Raises NotFound."""
        organization = await self._repository.find(member.organization)
        if organization is None:
            raise NotFound
        return organization

    async def rename(self, member: Member, name: str, *, based_on: int) -> OrganizationInFull:
        """Raises EditConflict when somebody else was first."""
        before = await self.current(member)
        if before.version != based_on or not await self._repository.rename(before.id, name.strip(), expected=based_on):
            raise EditConflict(current=(await self.current(member)).version)
        await self._audit.record(
            member, "organization.renamed", before.id, before={"name": before.name}, after={"name": name.strip()}
        )
        return await self.current(member)

    async def hand_over(self, member: Member, user: str) -> OrganizationInFull:
        """Make another member the owner; the former one is an admin from then on.

        Of any number of calls at once one takes effect. Raises NotFound, NotAllowed.
        """
        for _ in range(MAX_ATTEMPTS):
            known = await self.current(member)
            if known.owner != member.user:
                raise NotAllowed("Only the owner hands the organization over.")
            await self.member(member, user)
            if user == known.owner:
                return known
            if await self._repository.hand_over(known, user):
                changed = {"owner": user}
                await self._audit.record(
                    member, "organization.transferred", known.id, before={"owner": known.owner}, after=changed
                )
                for one in (user, member.user):
                    await self._standings.announce(StandingChanged(organization=known.id, user=one))
                return await self.current(member)
        raise Unavailable("Too many changes at once; try again.")

    async def listed(self, member: Member, asked: Asked, person: str | None) -> Found[Membership]:
        """A page of the members whose name or address holds ``person``."""
        return await self._repository.listed(member.organization, asked, person)

    async def member(self, member: Member, user: str) -> Membership:
        """Raises NotFound."""
        found = await self._repository.member(member.organization, user)
        if found is None:
            raise NotFound
        return found

    async def change_role(self, member: Member, user: str, role: GrantedRole, *, based_on: int) -> Membership:
        """Give a member another role, at once. Raises NotFound, OwnerStays, NotAllowed, EditConflict."""
        before = await self._touchable(member, user)
        require_rank(member, role)
        if before.version != based_on:
            raise EditConflict(current=before.version)
        if before.role == role:
            return before
        if not await self._repository.replace_role(member.organization, user, role, based_on=based_on):
            raise EditConflict(current=(await self.member(member, user)).version)
        was, now = {"role": before.role}, {"role": role}
        await self._audit.record(member, "member.role_changed", user, before=was, after=now)
        await self._standings.announce(StandingChanged(organization=member.organization, user=user))
        return await self.member(member, user)

    async def remove(self, member: Member, user: str, *, based_on: int | None = None) -> None:
        """Their tokens are refused and their sockets closed at once.

        Raises NotFound, OwnerStays, NotAllowed; EditConflict where they are no longer at ``based_on``.
        """
        removed = await self._touchable(member, user)
        if based_on is not None:
            is_at = removed.version == based_on
            if not is_at or not await self._repository.claim(member.organization, user, based_on):
                raise EditConflict(current=(await self.member(member, user)).version)
        await self._part(member, removed, "member.removed")

    async def leave(self, member: Member) -> None:
        """Raises OwnerStays."""
        await self._part(member, await self.member(member, member.user), "member.left")

    async def _touchable(self, member: Member, user: str) -> Membership:
        found = await self.member(member, user)
        if found.role == "owner":
            raise OwnerStays
        require_rank(member, found.role)
        return found

    async def _part(self, actor: Member, parting: Membership, action: str) -> None:
        organization = actor.organization
        if not await self._repository.begin_leaving(organization, parting.user):
            raise OwnerStays
        await self._standings.announce(StandingChanged(organization=organization, user=parting.user))
        await self._invitations.revoke_for(organization, parting.email)
        await self._repository.finish_leaving(organization, parting.user)
        await self._audit.record(actor, action, parting.user, before={"role": parting.role})
