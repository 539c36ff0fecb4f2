"""Refresh tokens that came twice: their login is ended and noted in one write; putting it on record and telling the
user follow, and whoever dies in between is stood in for by the upkeep."""

from __future__ import annotations

import logging

import msgspec

from app.core.clock import Clock
from app.core.duties import Duties
from app.core.errors import MailUnavailable
from app.features.accounts.login_repository import LoginRepository
from app.features.accounts.mail_texts import mail_to
from app.features.accounts.model import ReusedLogin
from app.features.accounts.repository import AccountRepository
from app.features.audit.repository import AuditLog
from app.features.audit.service import AuditTrail
from app.infra.mailer import Mailer

log = logging.getLogger(__name__)


class ReusedLogins:
    """``mailer`` sends at once: only what it has accepted counts as told."""

    def __init__(
        self,
        repository: LoginRepository,
        accounts: AccountRepository,
        mailer: Mailer,
        *,
        audit: AuditTrail,
        chains: AuditLog,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._accounts = accounts
        self._mailer = mailer
        self._audit = audit
        self._chains = chains
        self._clock = clock

    async def end(self, login: ReusedLogin) -> bool:
        """Revoke the login; whoever gets True puts it on record and tells the user, and has a minute for it."""
        return await self._repository.revoke_reused(login.family, self._clock())

    async def record(self, login: ReusedLogin) -> None:
        told = {"user": login.user}
        await self._audit.record(None, "login.reused", login.family, organization=login.organization, after=told)

    async def tell(self, login: ReusedLogin) -> None:
        """Mail the user, once however often this is called. Where the mail is not accepted the upkeep tries again."""
        user = await self._accounts.user(login.user)
        if user is not None:
            mail = msgspec.structs.replace(mail_to(user, "login_reused"), key=f"login_reused:{login.family}")
            try:
                await self._mailer.send(mail)
            except MailUnavailable:
                log.warning("nobody was told of a refresh token that came twice", extra={"family": login.family})
                return
        await self._repository.mark_told(login.family)

    async def resume(self) -> int:
        """Finish what others began and did not end; how many logins these were. What fails does so after the others."""
        duties, finished = Duties(), 0
        for login in await self._repository.untold(self._clock()):
            with duties.of("login that was ended", login.family):
                if not await self._repository.claim_telling(login.family, self._clock()):
                    continue
                if not await self._chains.holds(login.organization, action="login.reused", target=login.family):
                    await self.record(login)
                await self.tell(login)
                finished += 1
        duties.raise_first()
        return finished
