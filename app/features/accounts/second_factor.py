"""A second factor beside the password: enrolled, asked for, and taken off again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.core.clock import Clock
from app.core.errors import Conflict, EditConflict, FieldError, InvalidInput, NotAllowed, NotAuthenticated
from app.core.principals import Member
from app.features.accounts.codes import (
    is_time_code,
    matching_step,
    new_recovery_codes,
    new_secret,
    normal_code,
    otpauth_uri,
    recovery_hash,
)
from app.features.accounts.mail_texts import mail_to
from app.features.accounts.model import Account, User
from app.features.accounts.proof import ProofMeans
from app.features.accounts.proven import EmailNotVerified
from app.features.accounts.repository import AccountRepository
from app.features.accounts.second_factor_repository import SecondFactor, SecondFactorRepository
from app.http.devices import Device
from app.infra.sealing import Sealer

ISSUER = "ImpactPulse"


class CodeWrong(InvalidInput):
    """Says the same for a code that is wrong, too old, or used before."""

    code = "code_wrong"
    default_message = "This code is not right, or was used before."

    def __init__(self) -> None:
        super().__init__(fields=(FieldError(self.default_message, self.code, "code"),))


class SecondFactorOn(Conflict):
    code = "second_factor_on"
    default_message = "Two-step login is on already."


class SecondFactorOff(Conflict):
    code = "second_factor_off"
    default_message = "Two-step login is not on."


class SecondFactorNeeded(NotAllowed):
    code = "second_factor_needed"
    default_message = "Your organization asks every member for two-step login."


class Enrolment(msgspec.Struct, frozen=True):
    """Shown until it is confirmed, then never again."""

    secret: str
    uri: str


class SecondFactorStatus(msgspec.Struct, frozen=True):
    """``is_required``: by the organization of the member who asks."""

    is_on: bool
    is_required: bool
    recovery_codes_left: int


class SecondFactorService:
    def __init__(
        self,
        repository: SecondFactorRepository,
        accounts: AccountRepository,
        means: ProofMeans,
        *,
        sealer: Sealer,
        recovery_keys: Sequence[bytes],
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._accounts = accounts
        self._means = means
        self._sealer = sealer
        self._recovery_keys = recovery_keys
        self._clock = clock

    async def status(self, member: Member) -> SecondFactorStatus:
        account, factor = await self._account(member), await self._repository.find(member.user)
        left = len(factor.recovery) if factor else 0
        return SecondFactorStatus(factor is not None, account.organization.require_second_factor, left)

    async def enrol(self, member: Member, *, password: str, device: Device) -> Enrolment:
        """Propose a new secret. Raises SecondFactorOn, EmailNotVerified, PasswordWrong, RateLimited.

        The address must be proven: who registers with an address of somebody else must not be able to lock them out.
        """
        user = (await self._account(member)).user
        if not user.email_verified:
            raise EmailNotVerified
        await self._means.require_password(user, password, device)
        return await self.propose(user)

    async def propose(self, user: User) -> Enrolment:
        """Raises SecondFactorOn."""
        secret = new_secret()
        if not await self._repository.propose(user.id, self._sealer.seal(secret, user.id)):
            raise SecondFactorOn
        return Enrolment(secret, otpauth_uri(secret, user.email, ISSUER))

    async def confirm(self, account: Account, code: str) -> list[str]:
        """Put the proposed secret to use and return the recovery codes, this once.

        Raises CodeWrong, SecondFactorOff where nothing was proposed, RateLimited.
        """
        user = account.user
        sealed = await self._repository.proposal(user.id)
        if sealed is None:
            raise SecondFactorOff
        await self._means.throttles.before_code(user.id)
        step = matching_step(self._sealer.open(sealed, user.id), normal_code(code), self._clock())
        if step is None:
            raise CodeWrong
        codes = new_recovery_codes()
        if not await self._repository.confirm(user.id, sealed, step, self._hashes(user.id, codes), self._clock()):
            raise SecondFactorOn
        await self._means.throttles.after_right_code(user.id)
        await self._means.post.send(mail_to(user, "second_factor_enabled"))
        await self._means.audit.record(None, "second_factor.enabled", user.id, organization=account.organization.id)
        return codes

    async def renew_recovery_codes(self, member: Member, *, password: str, code: str, device: Device) -> list[str]:
        """New ones, shown this once; the old ones end. Raises as ``disable``."""
        user = await self._prove(member, password=password, code=code, device=device)
        codes = new_recovery_codes()
        await self._repository.replace_recovery(user.id, self._hashes(user.id, codes))
        await self._means.audit.record(member, "recovery_codes.renewed", user.id)
        return codes

    async def disable(self, member: Member, *, password: str, code: str, device: Device) -> None:
        """Raises SecondFactorOff, SecondFactorNeeded, PasswordWrong, CodeWrong, RateLimited."""
        if (await self._account(member)).organization.require_second_factor:
            raise SecondFactorNeeded
        user = await self._prove(member, password=password, code=code, device=device)
        await self._repository.remove(user.id)
        await self._means.post.send(mail_to(user, "second_factor_disabled"))
        await self._means.audit.record(member, "second_factor.disabled", user.id)

    async def require(self, member: Member, *, is_required: bool, based_on: int) -> int:
        """Whether every member of the organization must have one.

        Members without one are asked to enrol at their next login, and their present logins end when they would be
        renewed, within 15 minutes. Returns the version of the organization.

        Raises SecondFactorOff: who asks it of others must have one; EditConflict when somebody else was first.
        """
        if is_required and await self._repository.find(member.user) is None:
            raise SecondFactorOff
        before = (await self._account(member)).organization.require_second_factor
        if not await self._repository.require_in(member.organization, is_required=is_required, expected=based_on):
            raise EditConflict(current=await self._repository.version_of(member.organization))
        await self._means.audit.record(
            member,
            "organization.edited",
            member.organization,
            before={"require_second_factor": before},
            after={"require_second_factor": is_required},
        )
        return based_on + 1

    async def check(self, user: User, code: str) -> None:
        """Use up a code of the app or a recovery code. Raises CodeWrong, SecondFactorOff, RateLimited."""
        factor = await self._repository.find(user.id)
        if factor is None:
            raise SecondFactorOff
        await self._means.throttles.before_code(user.id)
        if not await self._use(user, factor, normal_code(code)):
            raise CodeWrong
        await self._means.throttles.after_right_code(user.id)

    async def require_presence(self, member: Member, *, password: str, code: str, device: Device) -> User:
        """Before something that cannot be undone: the password once more, and a code where there is a second factor.

        Raises PasswordMissing, PasswordWrong, CodeWrong, RateLimited."""
        user = (await self._account(member)).user
        await self._means.require_password(user, password, device)
        if await self._repository.find(user.id) is not None:
            await self.check(user, code)
        return user

    async def _use(self, user: User, factor: SecondFactor, code: str) -> bool:
        if is_time_code(code):
            step = matching_step(self._sealer.open(factor.sealed, user.id), code, self._clock())
            return step is not None and await self._repository.use_step(user.id, step)
        hashes = [recovery_hash(key, user.id, code) for key in self._recovery_keys]
        if not any([await self._repository.use_recovery(user.id, one) for one in hashes if one in factor.recovery]):
            return False
        await self._means.post.send(mail_to(user, "recovery_code_used", count=len(factor.recovery) - 1))
        return True

    async def _prove(self, member: Member, *, password: str, code: str, device: Device) -> User:
        user = (await self._account(member)).user
        if await self._repository.find(user.id) is None:
            raise SecondFactorOff
        await self._means.require_password(user, password, device)
        await self.check(user, code)
        return user

    async def _account(self, member: Member) -> Account:
        account = await self._accounts.account(member.user, member.organization)
        if account is None:
            raise NotAuthenticated
        return account

    def _hashes(self, user: str, codes: list[str]) -> list[str]:
        return [recovery_hash(self._recovery_keys[0], user, code) for code in codes]
