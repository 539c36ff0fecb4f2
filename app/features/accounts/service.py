"""Registering and logging in with a password."""

from __future__ import annotations

import msgspec

from app.core.clock import Clock
from app.core.errors import NotAuthenticated
from app.core.identity import new_id
from app.core.principals import Member
from app.features.accounts.errors import EmailTaken, LoginFailed
from app.features.accounts.homes import Homes
from app.features.accounts.login_steps import Challenge, LoginSteps
from app.features.accounts.logins import LoginService
from app.features.accounts.model import Account, Login, Organization, User, family_of, normal_email
from app.features.accounts.password_rules import check_password
from app.features.accounts.proof import ProofMeans
from app.features.accounts.repository import AccountRepository
from app.features.accounts.verification import VerificationService
from app.http.devices import Device
from app.http.rate_limits import RateLimits
from app.infra.errands import Errands


class AccountService:
    def __init__(
        self,
        repository: AccountRepository,
        logins: LoginService,
        steps: LoginSteps,
        verification: VerificationService,
        means: ProofMeans,
        homes: Homes,
        *,
        errands: Errands,
        rate_limits: RateLimits,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._logins = logins
        self._steps = steps
        self._verification = verification
        self._means = means
        self._homes = homes
        self._errands = errands
        self._rate_limits = rate_limits
        self._clock = clock

    async def register(self, *, organization: str, name: str, email: str, password: str, device: Device) -> Login:
        """Make an organization with its owner, send the link that proves the address, and log the owner in.

        Raises EmailTaken, PasswordRefused, RateLimited.
        """
        await self._rate_limits.spend_for_registration()
        name, email = name.strip(), normal_email(email)
        check_password(password, email=email, name=name)
        password_hash = await self._means.passwords.hash(password)
        user = User(new_id("usr"), name, email, password_hash, language=device.language)
        account = Account(user, Organization(new_id("org"), organization.strip()), "owner")
        if not await self._repository.add(account, self._clock()):
            raise EmailTaken
        await self._verification.greet(user)
        login = await self._logins.begin(account, device)
        await self._means.audit.record(account.member(family_of(login.refresh_token)), "account.registered", user.id)
        return login

    async def log_in(self, *, email: str, password: str, device: Device) -> Login | Challenge:
        """Raises LoginFailed; RateLimited after too many attempts for one address, known or not; ChallengeInvalid where
        the password is just being replaced."""
        email = normal_email(email)
        user = await self._repository.user_by_email(email)
        is_familiar = await self._logins.knows(user.id if user else "", device.network)
        await self._means.throttles.before_password(email, device.network, is_familiar=is_familiar)
        if not await self._means.passwords.matches(password, user.password_hash if user else None) or user is None:
            if user is not None:
                self._errands.add(lambda: self._record_failure(user))
            raise LoginFailed
        await self._means.throttles.after_right_password(email, device.network)
        account = await self._homes.of(user)
        # With the password that was proven: where another one stands by now, that proves nothing any more.
        proven = msgspec.structs.replace(account.user, password_hash=user.password_hash)
        return await self._steps.begin(msgspec.structs.replace(account, user=proven), device)

    async def me(self, member: Member) -> Account:
        """Raises NotAuthenticated when the user has left the organization."""
        account = await self._repository.account(member.user, member.organization)
        if account is None:
            raise NotAuthenticated
        return account

    async def _record_failure(self, user: User) -> None:
        """On record wherever the user is a member; as an errand, or a known address would take longer to refuse."""
        for account in await self._repository.accounts_of(user):
            await self._means.audit.record(None, "login.failed", user.id, organization=account.organization.id)
