"""Inviting people by mail, and getting in by the link."""

from __future__ import annotations

import secrets
from contextlib import suppress

import msgspec

from app.core.clock import Clock
from app.core.errors import MailUnavailable, NotAuthenticated, NotFound, WrongState
from app.core.identity import new_id
from app.core.principals import Member
from app.features.accounts.errors import EmailTaken
from app.features.accounts.login_steps import Challenge, LoginSteps
from app.features.accounts.model import Account, Login, Organization, User, hash_of, normal_email
from app.features.accounts.password_rules import check_password
from app.features.accounts.proof import ProofMeans
from app.features.accounts.proven import ProvenAddresses
from app.features.accounts.repository import AccountRepository
from app.features.organizations.invitation_repository import InvitationRepository
from app.features.organizations.letters import invitation_mail
from app.features.organizations.model import (
    INVITATION_LIFETIME,
    AlreadyMember,
    GrantedRole,
    InvitationStatus,
    MemberInvitation,
    OtherAddress,
    TooManyOrganizations,
    require_rank,
    require_room,
)
from app.features.organizations.repository import OrganizationRepository
from app.http.devices import Device
from app.http.rate_limits import RateLimits
from app.infra.listing import Asked, Found
from app.infra.mailer import Mail, Mailer


class Preview(msgspec.Struct, frozen=True):
    """What an invitation says to whoever holds its link."""

    organization: str
    email: str
    role: GrantedRole
    is_known: bool


class MemberInvitationService:
    def __init__(
        self,
        repository: InvitationRepository,
        organizations: OrganizationRepository,
        accounts: AccountRepository,
        steps: LoginSteps,
        proven: ProvenAddresses,
        means: ProofMeans,
        *,
        mailer: Mailer,
        rate_limits: RateLimits,
        clock: Clock,
    ) -> None:
        self._repository, self._organizations, self._accounts = repository, organizations, accounts
        self._steps, self._proven, self._means = steps, proven, means
        self._mailer, self._rate_limits, self._clock = mailer, rate_limits, clock

    async def invite(self, member: Member, *, email: str, role: GrantedRole, device: Device) -> MemberInvitation:
        """Send a link that works once, for seven days; whatever this address was sent before by the organization, in
        whichever role, is worthless from then on.

        Raises NotAllowed, AlreadyMember, EmailNotVerified, RateLimited, MailUnavailable.
        """
        require_rank(member, role)
        email = normal_email(email)
        await self._before_mail(member)
        known = await self._accounts.user_by_email(email)
        if known is not None and await self._organizations.member(member.organization, known.id) is not None:
            raise AlreadyMember
        token, now = secrets.token_urlsafe(32), self._clock()
        invitation = MemberInvitation(
            id=new_id("inv"),
            organization=member.organization,
            number=await self._repository.next_number(member.organization),
            email=email,
            role=role,
            hash=hash_of(token),
            status="open",
            invited_by=member.user,
            created_at=now,
            expires_at=now + INVITATION_LIFETIME,
        )
        await self._repository.add(invitation)
        try:
            await self._means.post.send(await self._mail(member, invitation, token, device))
        except MailUnavailable:
            await self._repository.revoke(invitation)  # nobody will ever hold its link
            raise
        after = {"email": self._means.audit.mark(email), "role": role}
        await self._means.audit.record(member, "member.invited", invitation.id, after=after)
        for former in await self._repository.open_before(invitation):
            if await self._repository.revoke(former):
                await self._means.audit.record(member, "invitation.revoked", former.id)
        return invitation

    async def is_invited(self, organization: str, email: str) -> bool:
        """Whether this address, in small letters, holds a link to the organization that still works."""
        now, found = self._clock(), await self._repository.open_for(email)
        return any(one.organization == organization and one.is_open(now) for one in found)

    async def resend(self, member: Member, invitation_id: str, device: Device) -> MemberInvitation:
        """A new link, for seven days from now; the former one ends once the mail is known to be on its way. Where the
        mail service's answer is lost, both work.

        Raises NotFound, WrongState, and as ``invite``.
        """
        invitation = await self.get(member, invitation_id)
        require_rank(member, invitation.role)
        await self._before_mail(member)
        token, now = secrets.token_urlsafe(32), self._clock()
        is_last = not await self._repository.is_superseded(invitation, now)
        if not (is_last and await self._repository.announce(invitation, hash_of(token), now + INVITATION_LIFETIME)):
            raise WrongState("This invitation was accepted, revoked, or followed by another one.")
        await self._mailer.send(await self._mail(member, invitation, token, device))
        await self._repository.arrive(invitation, hash_of(token))
        await self._means.audit.record(member, "invitation.resent", invitation.id)
        return await self.get(member, invitation_id)

    async def revoke(self, member: Member, invitation_id: str) -> None:
        """Raises NotFound, WrongState for one that is no longer open."""
        invitation = await self.get(member, invitation_id)
        if not await self._repository.revoke(invitation):
            raise WrongState("This invitation was accepted or revoked.")
        await self._means.audit.record(member, "invitation.revoked", invitation.id)

    async def get(self, member: Member, invitation_id: str) -> MemberInvitation:
        """Raises NotFound."""
        invitation = await self._repository.find(member.organization, invitation_id)
        if invitation is None:
            raise NotFound
        return invitation

    async def listed(
        self, member: Member, asked: Asked, *, status: InvitationStatus | None, email: str | None
    ) -> Found[MemberInvitation]:
        """A page of those with this status whose address holds ``email``."""
        return await self._repository.listed(member.organization, asked, status=status, email=email)

    async def preview(self, token: str) -> Preview:
        """Raises NotFound for a link that is forged, used, revoked, too old, or not the last one for its address."""
        invitation = await self._open(token)
        organization, user = await self._organization(invitation), await self._accounts.user_by_email(invitation.email)
        return Preview(organization.name, invitation.email, invitation.role, is_known=user is not None)

    async def accept(self, member: Member, token: str, device: Device) -> Login | Challenge:
        """Join as the user who is logged in, and log in there. Raises NotFound, OtherAddress, TooManyOrganizations."""
        invitation = await self._open(token)
        user = await self._accounts.user(member.user)
        if user is None:
            raise NotAuthenticated
        if user.email != invitation.email:
            raise OtherAddress
        await self._enter(invitation, user)
        await self._accounts.set_verified_email(user.id, user.email)
        return await self._begin(invitation, user, device, leaves=member)

    async def take_up(self, user: User) -> None:
        """Join wherever this address, proven to be theirs, is invited and there is room; a repeat changes nothing."""
        now = self._clock()
        for invitation in await self._repository.open_for(user.email):
            if not invitation.is_open(now) or await self._repository.is_superseded(invitation, now):
                continue
            with suppress(NotFound, TooManyOrganizations):  # it was revoked meanwhile, or waits until one is left
                await self._enter(invitation, user)
                if account := await self._accounts.account(user.id, invitation.organization):
                    await self._record_joined(account, invitation)

    async def register(self, token: str, *, name: str, password: str, device: Device) -> Login | Challenge:
        """Make the account of the invited address and join. Raises NotFound, EmailTaken, PasswordRefused."""
        invitation = await self._open(token)
        name = name.strip()
        check_password(password, email=invitation.email, name=name)
        if await self._accounts.user_by_email(invitation.email) is not None:
            raise EmailTaken
        password_hash = await self._means.passwords.hash(password)
        user = User(new_id("usr"), name, invitation.email, password_hash, email_verified=True, language=device.language)
        if not await self._accounts.add_user(user, self._clock()):
            raise EmailTaken
        await self._enter(invitation, user)
        return await self._begin(invitation, user, device)

    async def _enter(self, invitation: MemberInvitation, user: User) -> None:
        """Become a member, then use the link up; where it was revoked or renewed in between, or the user has deleted
        their account, leave again.

        Where it was accepted in between, that was the same user, who stays. Raises NotFound, TooManyOrganizations.
        """
        require_room(await self._accounts.accounts_of(user), invitation.organization)
        is_new = await self._organizations.add_member(invitation.organization, user, invitation.role, self._clock())
        is_somebody = await self._accounts.user(user.id) is not None
        if is_somebody and await self._repository.accept(invitation):
            return
        now = await self._repository.find(invitation.organization, invitation.id)
        was_accepted = is_somebody and now is not None and now.status == "accepted"
        if is_new and not was_accepted and await self._organizations.begin_leaving(invitation.organization, user.id):
            await self._organizations.finish_leaving(invitation.organization, user.id)
        raise NotFound

    async def _begin(
        self, invitation: MemberInvitation, user: User, device: Device, *, leaves: Member | None = None
    ) -> Login | Challenge:
        account = await self._accounts.account(user.id, invitation.organization)
        if account is None:
            raise NotFound
        await self._record_joined(account, invitation)
        return await self._steps.go_on(account, device, leaves=leaves)

    async def _record_joined(self, account: Account, invitation: MemberInvitation) -> None:
        joined = Member(account.user.id, invitation.organization, account.role, "")
        after = {"role": account.role, "invitation": invitation.id}
        await self._means.audit.record(joined, "member.joined", account.user.id, after=after)

    async def _open(self, token: str) -> MemberInvitation:
        token_hash, now = hash_of(token), self._clock()
        found = await self._repository.find_by_hash(token_hash)
        if found is None or not found.opens(token_hash, now) or await self._repository.is_superseded(found, now):
            raise NotFound("This invitation was used or revoked, or is too old. Ask for a new one.")
        return found

    async def _organization(self, invitation: MemberInvitation) -> Organization:
        organization = await self._organizations.find(invitation.organization)
        if organization is None:
            raise NotFound
        return Organization(organization.id, organization.name)

    async def require_may_mail(self, member: Member) -> None:
        """Raises EmailNotVerified."""
        await self._proven.require(member)

    async def _before_mail(self, member: Member) -> None:
        await self._rate_limits.spend_for_invitation(member.organization)
        await self.require_may_mail(member)

    async def _mail(self, member: Member, invitation: MemberInvitation, token: str, device: Device) -> Mail:
        inviter, organization = await self._accounts.user(member.user), await self._organization(invitation)
        return invitation_mail(
            invitation.email,
            language=device.language,
            inviter=inviter.name if inviter is not None else organization.name,
            organization=organization.name,
            link=self._means.public_url.page("/invitation", token),
        )
