"""How guesses at accounts are slowed down."""

from __future__ import annotations

from app.features.accounts.model import hash_of
from app.http.devices import UNKNOWN
from app.infra.throttle import Backoff, Throttle

FROM_ONE_NETWORK = Backoff(free=10, first_s=4, cap_s=900, memory_s=3_600)
"""Guesses at one account from one network: nobody forgets a password more often."""

FROM_EVERYWHERE = Backoff(free=50, first_s=1, cap_s=20, memory_s=3_600)
"""Guesses at one account from all networks together, except from those where its owner has logged in. The waits are
short, because an owner on a journey meets them too: 4,320 guesses a day are nothing against a good password, and a new
password set by mail opens the way at once."""

OF_ONE_NETWORK = Backoff(free=300, first_s=1, cap_s=60, memory_s=900)
"""Guesses of one network at whatever accounts; wide, because a campus may sit behind one address."""

SECOND_FACTORS = Backoff(free=5, first_s=15, cap_s=900, memory_s=86_400)
"""Codes for one account, by somebody who knows the password: 100 a day of a million."""

MAILS_OF_ONE_NETWORK = Backoff(free=300, first_s=1, cap_s=60, memory_s=900)
"""Mails that strangers in one network ask for, to whatever addresses: as wide as for guesses, and counted apart from
them, so that whoever asks for mails keeps nobody from logging in."""

MAILS = Backoff(free=3, first_s=60, cap_s=3_600, memory_s=86_400)
"""Mails of one kind to one address."""


class AccountThrottles:
    """Counts by hashes: no address of a person is stored for it."""

    def __init__(self, throttle: Throttle) -> None:
        self._throttle = throttle

    async def before_password(self, email: str, network: str, *, is_familiar: bool) -> None:
        """Before a password is tried. Raises RateLimited, the same for known and unknown addresses.

        ``is_familiar``: the user has logged in from this network before, so guesses from elsewhere are not theirs.
        """
        if network != UNKNOWN:
            await self._throttle.spend(f"network:{hash_of(network)}", OF_ONE_NETWORK)
        await self._throttle.spend(_from_network(email, network), FROM_ONE_NETWORK)
        if not is_familiar:
            await self._throttle.spend(_from_everywhere(email), FROM_EVERYWHERE)

    async def after_right_password(self, email: str, network: str) -> None:
        await self._throttle.forgive(_from_network(email, network))
        await self._throttle.forgive(_from_everywhere(email))

    async def before_code(self, user: str) -> None:
        """Before a code of a second factor is tried. Raises RateLimited."""
        await self._throttle.spend(f"code:{user}", SECOND_FACTORS)

    async def after_right_code(self, user: str) -> None:
        await self._throttle.forgive(f"code:{user}")

    async def before_mail_for_stranger(self, kind: str, email: str, network: str) -> None:
        """As ``before_mail``, for somebody who is not logged in and may name an address after the other."""
        if network != UNKNOWN:
            await self._throttle.spend(f"mails:{hash_of(network)}", MAILS_OF_ONE_NETWORK)
        await self.before_mail(kind, email)

    async def before_mail(self, kind: str, email: str) -> None:
        """Before a mail that anybody may ask for. Raises RateLimited, the same for known and unknown addresses."""
        await self._throttle.spend(f"mail:{kind}:{hash_of(email)}", MAILS)


def _from_network(email: str, network: str) -> str:
    return f"account:{hash_of(f'{email} {network}')}"


def _from_everywhere(email: str) -> str:
    return f"account:{hash_of(email)}"
