"""From a first proof of identity to a login: at once, or by way of a second factor."""

from __future__ import annotations

import hashlib

import msgspec

from app.core.errors import NotAuthenticated
from app.core.principals import Member
from app.features.accounts.logins import LoginService
from app.features.accounts.model import Account, Login, family_of
from app.features.accounts.repository import AccountRepository
from app.features.accounts.second_factor import CodeWrong, Enrolment, SecondFactorService
from app.features.audit.service import AuditTrail
from app.http.devices import Device
from app.infra.notes import Notes


class ChallengeInvalid(NotAuthenticated):
    code = "challenge_invalid"
    default_message = "This took too long, or your password was changed. Log in again."


class Passed(msgspec.Struct, frozen=True):
    """The note that somebody carries between the steps: whom they have proven to be.

    ``password``: a mark of the hash, so that a new password ends the challenges of the old one. ``leaves``: who
    comes with a login that ends with the last step.
    """

    user: str
    organization: str
    password: str
    must_enrol: bool
    leaves: Member | None = None


class Challenge(msgspec.Struct, frozen=True):
    """What is asked next; ``note`` is good for a few minutes and only for that."""

    note: str
    must_enrol: bool
    expires_in_s: int


class LoginSteps:
    def __init__(
        self,
        logins: LoginService,
        accounts: AccountRepository,
        second_factors: SecondFactorService,
        *,
        notes: Notes,
        audit: AuditTrail,
    ) -> None:
        self._logins = logins
        self._accounts = accounts
        self._second_factors = second_factors
        self._notes = notes
        self._audit = audit

    async def begin(self, account: Account, device: Device) -> Login | Challenge:
        """After the first proof: a login, or what else must be shown. Raises ChallengeInvalid."""
        if not account.user.has_second_factor and not account.organization.require_second_factor:
            return await self._enter(account, device)
        return self._challenge(account, None)

    async def go_on(self, account: Account, device: Device, *, leaves: Member | None) -> Login | Challenge:
        """For somebody who has proven who they are and comes into this organization: only a factor that they lack is
        asked for. The login that they come with, if any, ends. Raises ChallengeInvalid."""
        if account.organization.require_second_factor and not account.user.has_second_factor:
            return self._challenge(account, leaves)
        return await self._enter(account, device, leaves=leaves)

    async def finish(self, note: str, code: str, device: Device) -> Login:
        """The second step. Raises ChallengeInvalid, CodeWrong, RateLimited."""
        account, _ = await self._read(note, must_enrol=False)
        try:
            await self._second_factors.check(account.user, code)
        except CodeWrong:
            organization = account.organization.id
            await self._audit.record(None, "login.failed", account.user.id, organization=organization)
            raise
        return await self._enter(account, device)

    async def enrol(self, note: str) -> Enrolment:
        """For a member whose organization asks for a second factor. Raises ChallengeInvalid."""
        account, _ = await self._read(note, must_enrol=True)
        return await self._second_factors.propose(account.user)

    async def finish_enrolment(self, note: str, code: str, device: Device) -> tuple[Login, list[str]]:
        """The login and the recovery codes. Raises ChallengeInvalid, CodeWrong, SecondFactorOff, RateLimited."""
        account, passed = await self._read(note, must_enrol=True)
        codes = await self._second_factors.confirm(account, code)
        return await self._enter(account, device, leaves=passed.leaves), codes

    async def _enter(self, account: Account, device: Device, *, leaves: Member | None = None) -> Login:
        """Raises ChallengeInvalid where what was proven no longer holds: a new password ends the logins that stand, and
        this one may have come just after."""
        login = await self._logins.begin(account, device)
        still_holds = await self._still_holds(account, leaves)
        if leaves is not None:
            await self._logins.end(leaves)
        if not still_holds:
            await self._logins.end(account.member(family_of(login.refresh_token)))
            raise ChallengeInvalid
        return login

    async def _still_holds(self, account: Account, leaves: Member | None) -> bool:
        """Whether the password is the one that ``account`` was read with, and the login that is left still stands."""
        user = await self._accounts.user(account.user.id)
        is_same = user is not None and user.password_hash == account.user.password_hash
        return is_same and (leaves is None or await self._logins.stands(leaves))

    def _challenge(self, account: Account, leaves: Member | None) -> Challenge:
        must_enrol = not account.user.has_second_factor
        passed = Passed(account.user.id, account.organization.id, _mark(account), must_enrol, leaves)
        return Challenge(self._notes.write(passed), must_enrol, int(self._notes.lifetime.total_seconds()))

    async def _read(self, note: str, *, must_enrol: bool) -> tuple[Account, Passed]:
        try:
            passed = self._notes.read(note, Passed)
        except NotAuthenticated as unreadable:
            raise ChallengeInvalid from unreadable
        account = await self._accounts.account(passed.user, passed.organization)
        if account is None or passed.must_enrol != must_enrol or passed.password != _mark(account):
            raise ChallengeInvalid
        return account, passed


def _mark(account: Account) -> str:
    return hashlib.sha256(account.user.password_hash.encode()).hexdigest()[:16]
