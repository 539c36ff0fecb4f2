"""Making sure that somebody is who they say, once more."""

from __future__ import annotations

from dataclasses import dataclass

from app.features.accounts.errors import PasswordMissing, PasswordWrong
from app.features.accounts.model import User
from app.features.accounts.passwords import Passwords
from app.features.accounts.throttles import AccountThrottles
from app.features.audit.service import AuditTrail
from app.http.devices import Device
from app.http.public_url import PublicUrl
from app.infra.mailer import Mailer


@dataclass(frozen=True, kw_only=True)
class ProofMeans:
    """What every service needs that deals in proofs; ``post`` takes mail without waiting for it to be sent."""

    passwords: Passwords
    throttles: AccountThrottles
    post: Mailer
    audit: AuditTrail
    public_url: PublicUrl

    async def require_password(self, user: User, password: str, device: Device, *, field: str = "password") -> None:
        """Of somebody who is logged in. Raises PasswordMissing and PasswordWrong about ``field``, RateLimited."""
        if not user.password_hash:
            raise PasswordMissing(field)
        await self.throttles.before_password(user.email, device.network, is_familiar=True)
        if not await self.passwords.matches(password, user.password_hash):
            raise PasswordWrong(field)
        await self.throttles.after_right_password(user.email, device.network)
