"""New passwords: for somebody who has forgotten the old one, and for somebody who knows it."""

from __future__ import annotations

from app.core.errors import NotAuthenticated
from app.core.principals import Member
from app.features.accounts.claiming import AccountClaims
from app.features.accounts.links import NOBODY, LinkInvalid, Links
from app.features.accounts.logins import LoginService
from app.features.accounts.mail_texts import mail_to
from app.features.accounts.model import User, normal_email
from app.features.accounts.password_rules import check_password
from app.features.accounts.proof import ProofMeans
from app.features.accounts.repository import AccountRepository
from app.http.devices import Device


class RecoveryService:
    def __init__(
        self,
        repository: AccountRepository,
        links: Links,
        logins: LoginService,
        claims: AccountClaims,
        means: ProofMeans,
    ) -> None:
        self._repository = repository
        self._links = links
        self._logins = logins
        self._claims = claims
        self._means = means

    async def ask(self, email: str, device: Device) -> None:
        """Send a link to the address, if somebody has it; takes the same steps, and as long, if nobody does.

        Raises RateLimited, MailUnavailable.
        """
        email = normal_email(email)
        await self._means.throttles.before_mail_for_stranger("reset", email, device.network)
        user = await self._repository.user_by_email(email)
        secret = await self._links.make(user.id if user else NOBODY, "reset_password", email)
        if user is not None:
            link = self._means.public_url.page("/reset-password", secret)
            await self._means.post.send(mail_to(user, "reset_password", link=link))

    async def reset(self, secret: str, password: str, device: Device) -> None:
        """Use a link to set a password; every login and link of the user ends, and the mailbox counts as proven.

        Raises LinkInvalid, PasswordRefused, Unavailable; after the latter two the link can be used again.
        """
        link = await self._links.find(secret, "reset_password")
        user = await self._repository.user(link.user)
        if user is None or user.email != link.email:
            raise LinkInvalid
        check_password(password, email=user.email, name=user.name)
        password_hash = await self._means.passwords.hash(password)
        await self._links.use(link)
        await self._claims.claim(user, password_hash)
        await self._means.throttles.after_right_password(user.email, device.network)
        await self._means.post.send(mail_to(user, "password_changed"))
        for account in await self._repository.accounts_of(user):
            await self._means.audit.record(None, "password.reset", user.id, organization=account.organization.id)

    async def change(self, member: Member, *, current: str, password: str, device: Device) -> None:
        """Set a new password; the user's other logins end. Raises PasswordWrong, PasswordRefused, RateLimited."""
        user = await self._user(member)
        await self._means.require_password(user, current, device, field="current")
        check_password(password, email=user.email, name=user.name)
        await self._repository.replace_password_hash(user.id, await self._means.passwords.hash(password))
        await self._links.void(user.id, "reset_password")
        await self._links.void(user.id, "change_email")
        await self._logins.revoke_all(user.id, keep=member.family)
        await self._means.post.send(mail_to(user, "password_changed"))
        await self._means.audit.record(member, "password.changed", user.id)

    async def _user(self, member: Member) -> User:
        user = await self._repository.user(member.user)
        if user is None:
            raise NotAuthenticated
        return user
