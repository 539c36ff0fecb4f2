"""The logins of a user: begun, kept alive, listed, revoked. Whoever proves an identity gets one here."""

from __future__ import annotations

from app.contracts.events import StandingChanged
from app.core.clock import Clock
from app.core.errors import NotAuthenticated, NotFound, TokenExpired, TokenInvalid, TokenReused
from app.core.identity import new_id
from app.core.principals import Member
from app.features.accounts.login_repository import LoginRepository
from app.features.accounts.model import (
    REFRESH_LIFETIME,
    Account,
    Login,
    RefreshToken,
    ReusedLogin,
    StandingLogin,
    hash_of,
    new_refresh_token,
)
from app.features.accounts.repository import AccountRepository
from app.features.accounts.reuse import ReusedLogins
from app.features.accounts.standing import Standings
from app.features.audit.service import AuditTrail
from app.http.devices import Device
from app.infra.errands import Errands
from app.infra.tokens import ACCESS_LIFETIME, Issued, Tokens


class LoginService:
    def __init__(
        self,
        repository: LoginRepository,
        accounts: AccountRepository,
        tokens: Tokens,
        *,
        clock: Clock,
        audit: AuditTrail,
        standings: Standings,
        reused: ReusedLogins,
        errands: Errands,
    ) -> None:
        self._repository = repository
        self._accounts = accounts
        self._tokens = tokens
        self._clock = clock
        self._audit = audit
        self._standings = standings
        self._reused = reused
        self._errands = errands

    async def begin(self, account: Account, device: Device) -> Login:
        """A new login for somebody who has proven to be the user of ``account``."""
        family = new_id("fam")
        await self._repository.add_family(self._refresh_token(account, family, ""), device, self._clock())
        login = await self._issue(account, family)
        member = account.member(family)
        await self._accounts.remember_organization(account)
        await self._audit.record(member, "login.succeeded", family, after={"user_agent": device.user_agent})
        return login

    async def refresh(self, refresh_token: str) -> Login:
        """Trade a refresh token for a new pair; each can be used once.

        Raises:
            TokenReused: it was used before; its whole family is revoked, since one of the two users is a thief, and the
                user is told.
            TokenInvalid, TokenExpired: it does not exist, is revoked, or is older than seven days.
        """
        token = await self._repository.find_token(hash_of(refresh_token))
        if token is None:
            raise TokenInvalid
        if not await self._repository.use_token(token.hash, self._clock()):
            await self._end_reused(token)
            raise TokenReused
        if token.expires_at <= self._clock():
            raise TokenExpired
        account = await self._accounts.account(token.user, token.organization)
        if account is None or not await self._repository.family_stands(token.family):
            raise TokenInvalid
        if account.organization.require_second_factor and not account.user.has_second_factor:
            raise TokenInvalid("Your organization asks for two-step login now; log in again to set it up.")
        return await self._issue(account, token.family)

    async def end(self, member: Member) -> None:
        """Revoke the login that the member's token came from; a repeat changes nothing."""
        if await self._revoke(member.family):
            await self._audit.record(member, "login.ended", member.family)

    async def stands(self, member: Member) -> bool:
        """Whether the login that the member's token came from has not ended."""
        return await self._repository.family_stands(member.family)

    async def socket_token(self, member: Member) -> Issued:
        """A token for the socket. Raises NotAuthenticated when the login was revoked."""
        if not await self.stands(member):
            raise NotAuthenticated
        return self._tokens.issue_socket(member)

    def csrf_token(self, member: Member) -> str:
        return self._tokens.csrf_token(member.family)

    async def knows(self, user: str, network: str) -> bool:
        """Whether the user has lately logged in from this network."""
        return await self._repository.has_login_from(user, network)

    async def standing(self, member: Member) -> list[StandingLogin]:
        """All logins of the member's user that still stand, in whatever organization; the last used first."""
        return sorted(await self._standing(member.user), key=lambda login: login.last_used_at, reverse=True)

    async def revoke(self, member: Member, family: str) -> None:
        """End one of the user's own logins. Raises NotFound for one that is not theirs or no longer stands."""
        if family not in {login.family for login in await self.standing(member)}:
            raise NotFound
        await self._revoke(family)
        await self._audit.record(member, "login.revoked", family)

    async def revoke_others(self, member: Member) -> int:
        """End all of the user's logins except the one that asks. Returns how many these were."""
        return await self.revoke_all(member.user, actor=member, keep=member.family)

    async def revoke_all(self, user: str, *, actor: Member | None = None, keep: str = "") -> int:
        """End the logins of a user, ``keep`` excepted. Returns how many these were."""
        ended = 0
        while families := [login.family for login in await self._standing(user) if login.family != keep]:
            for family in families:
                await self._revoke(family)
            ended += len(families)
        if actor is not None:
            await self._audit.record(actor, "login.others_revoked", user, after={"count": ended})
        return ended

    async def _revoke(self, family: str) -> bool:
        """End a login at once, its open sockets included; False where it had ended before."""
        changed = await self._repository.revoke_family(family)
        await self._standings.announce(StandingChanged(login=family))
        return changed

    async def _end_reused(self, token: RefreshToken) -> None:
        """Once: what comes after finds the family revoked."""
        login = ReusedLogin(token.family, token.user, token.organization)
        is_ours_to_tell = await self._reused.end(login)
        await self._standings.announce(StandingChanged(login=token.family))
        if is_ours_to_tell:
            await self._reused.record(login)
            self._errands.add(lambda: self._reused.tell(login))

    async def _standing(self, user: str) -> list[StandingLogin]:
        return await self._repository.standing_of(user, self._clock())

    async def _issue(self, account: Account, family: str) -> Login:
        text = new_refresh_token(family)
        await self._repository.add_token(self._refresh_token(account, family, hash_of(text)), self._clock())
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
