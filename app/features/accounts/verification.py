"""Proving that a mailbox belongs to a user: after registering, and when the address is changed."""

from __future__ import annotations

import logging

from app.core.errors import Conflict, MailUnavailable, NotAuthenticated
from app.core.principals import Member
from app.features.accounts.errors import EmailTaken
from app.features.accounts.links import LinkInvalid, Links
from app.features.accounts.mail_texts import mail_to
from app.features.accounts.model import User, normal_email
from app.features.accounts.proof import ProofMeans
from app.features.accounts.repository import AccountRepository
from app.http.devices import Device

log = logging.getLogger(__name__)


class AlreadyVerified(Conflict):
    code = "already_verified"
    default_message = "This e-mail address is confirmed already."


class VerificationService:
    def __init__(
        self,
        repository: AccountRepository,
        links: Links,
        means: ProofMeans,
    ) -> None:
        self._repository = repository
        self._links = links
        self._means = means

    async def greet(self, user: User) -> None:
        """The link for a new account; that it can be asked for again is why a failure is only logged."""
        try:
            await self._send_link(user)
        except MailUnavailable:
            log.warning("A new account got no link: too many mails wait")

    async def resend(self, member: Member) -> None:
        """Another link; the former one ends. Raises AlreadyVerified, RateLimited, MailUnavailable."""
        user = await self._user(member)
        if user.email_verified:
            raise AlreadyVerified
        await self._means.throttles.before_mail("verify", user.email)
        await self._send_link(user)

    async def ask_for_change(self, member: Member, *, email: str, password: str, device: Device) -> None:
        """Send a link to the new address and a warning to the old one; the address changes when the link is used.

        Raises PasswordWrong, RateLimited, MailUnavailable.
        """
        user, email = await self._user(member), normal_email(email)
        await self._means.require_password(user, password, device)
        await self._means.throttles.before_mail("change", email)
        link = self._means.public_url.page("/verify-email", await self._links.make(user.id, "change_email", email))
        await self._means.post.send(mail_to(user, "change_email", to=email, email=email, link=link))
        await self._means.post.send(mail_to(user, "email_change_asked", email=email))
        await self._means.audit.record(member, "email_change.requested", user.id)

    async def confirm(self, secret: str) -> None:
        """Use a link. Raises LinkInvalid; EmailTaken where somebody else has the new address by now."""
        link = await self._links.find(secret, "verify_email", "change_email")
        user = await self._repository.user(link.user)
        if user is None or (link.purpose == "verify_email" and user.email != link.email):
            raise LinkInvalid
        await self._links.use(link)
        if not await self._repository.set_verified_email(user.id, link.email):
            raise EmailTaken
        if link.purpose == "change_email":
            await self._links.void(user.id, "reset_password")
            await self._links.void(user.id, "verify_email")
            await self._means.post.send(mail_to(user, "email_changed", email=link.email))
            mark = self._means.audit.mark
            was, is_now = {"email": mark(user.email)}, {"email": mark(link.email)}
            await self._record(user, "email.changed", before=was, after=is_now)
        else:
            await self._record(user, "email.verified")

    async def _send_link(self, user: User) -> None:
        link = self._means.public_url.page("/verify-email", await self._links.make(user.id, "verify_email", user.email))
        await self._means.post.send(mail_to(user, "verify_email", link=link))

    async def _user(self, member: Member) -> User:
        user = await self._repository.user(member.user)
        if user is None:
            raise NotAuthenticated
        return user

    async def _record(self, user: User, action: str, *, before: object = None, after: object = None) -> None:
        for account in await self._repository.accounts_of(user):
            organization = account.organization.id
            await self._means.audit.record(None, action, user.id, organization=organization, before=before, after=after)
