"""Registering, logging in, and staying logged in."""

from __future__ import annotations

from app.core.clock import Clock
from app.core.errors import Conflict, FieldError, NotAuthenticated, TokenExpired, TokenInvalid, TokenReused
from app.core.identity import new_id
from app.core.principals import Member
from app.features.accounts.model import (
    REFRESH_LIFETIME,
    Account,
    Login,
    Organization,
    RefreshToken,
    User,
    hash_of,
    new_refresh_token,
    normal_email,
)
from app.features.accounts.passwords import Passwords
from app.features.accounts.repository import AccountRepository
from app.http.rate_limits import Buckets
from app.infra.tokens import ACCESS_LIFETIME, Issued, Tokens


class LoginFailed(NotAuthenticated):
    """Says the same for an unknown address and for a wrong password."""

    code = "login_failed"
    default_message = "E-mail address or password is wrong."


class EmailTaken(Conflict):
    code = "email_taken"
    default_message = "There is already an account with this e-mail address."


class AccountService:
    def __init__(
        self,
        repository: AccountRepository,
        passwords: Passwords,
        tokens: Tokens,
        *,
        clock: Clock,
        login_attempts: Buckets,
        registrations: Buckets,
    ) -> None:
        self._repository = repository
        self._passwords = passwords
        self._tokens = tokens
        self._clock = clock
        self._login_attempts = login_attempts
        self._registrations = registrations

    async def register(self, *, organization: str, name: str, email: str, password: str) -> Login:
        """Make an organization with its owner and log the owner in. Raises EmailTaken, RateLimited."""
        self._registrations.spend("all")
        user = User(new_id("usr"), name.strip(), normal_email(email), await self._passwords.hash(password))
        account = Account(user, Organization(new_id("org"), organization.strip()), "owner")
        if not await self._repository.add(account, self._clock()):
            raise EmailTaken(fields=(FieldError(EmailTaken.default_message, EmailTaken.code, "email"),))
        return await self._log_in(account)

    async def log_in(self, *, email: str, password: str) -> Login:
        """Raises LoginFailed; RateLimited after too many attempts for one address, known or not."""
        email = normal_email(email)
        self._login_attempts.spend(hash_of(email))
        user = await self._repository.user_by_email(email)
        if not await self._passwords.matches(password, user.password_hash if user else None) or user is None:
            raise LoginFailed
        accounts = await self._repository.accounts_of(user)
        if not accounts:
            raise LoginFailed
        self._login_attempts.forget(hash_of(email))
        return await self._log_in(accounts[0])

    async def refresh(self, refresh_token: str) -> Login:
        """Trade a refresh token for a new pair; each can be used once.

        Raises:
            TokenReused: it was used before; its whole family is revoked, since one of the two users is a thief.
            TokenInvalid, TokenExpired: it does not exist, is revoked, or is older than seven days.
        """
        token = await self._repository.find_token(hash_of(refresh_token))
        if token is None:
            raise TokenInvalid
        if not await self._repository.use_token(token.hash, self._clock()):
            await self._repository.revoke_family(token.family)
            raise TokenReused
        if token.expires_at <= self._clock():
            raise TokenExpired
        account = await self._repository.account(token.user, token.organization)
        if account is None or not await self._repository.family_stands(token.family):
            raise TokenInvalid
        return await self._issue(account, token.family)

    async def log_out(self, member: Member) -> None:
        """Revoke the login that the member's token came from; a repeat changes nothing."""
        await self._repository.revoke_family(member.family)

    async def me(self, member: Member) -> Account:
        """Raises NotAuthenticated when the user has left the organization."""
        account = await self._repository.account(member.user, member.organization)
        if account is None:
            raise NotAuthenticated
        return account

    def csrf_token(self, member: Member) -> str:
        return self._tokens.csrf_token(member.family)

    async def socket_token(self, member: Member) -> Issued:
        """A token for the socket. Raises NotAuthenticated when the login was revoked."""
        if not await self._repository.family_stands(member.family):
            raise NotAuthenticated
        return self._tokens.issue_socket(member)

    async def _log_in(self, account: Account) -> Login:
        family = new_id("fam")
        token = self._refresh_token(account, family, "")
        await self._repository.add_family(token, self._clock())
        return await self._issue(account, family)

    async def _issue(self, account: Account, family: str) -> Login:
        text = new_refresh_token(family)
        await self._repository.add_token(self._refresh_token(account, family, hash_of(text)))
        return Login(
            account=account,
            access_token=self._tokens.issue_access(account.member(family)).token,
            refresh_token=text,
            csrf_token=self._tokens.csrf_token(family),
            expires_in=ACCESS_LIFETIME,
        )

    def _refresh_token(self, account: Account, family: str, token_hash: str) -> RefreshToken:
        expires_at = self._clock() + REFRESH_LIFETIME
        return RefreshToken(token_hash, family, account.user.id, account.organization.id, expires_at)
