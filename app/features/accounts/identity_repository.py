"""Which user an OpenID provider's account belongs to, in MongoDB."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime

from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class IdentityRepository:
    """``sub`` is unique within its issuer, and never given to somebody else; e-mail addresses are."""

    def __init__(self, database: Database) -> None:
        self._identities = database["identities"]

    async def user_of(self, issuer: str, sub: str) -> str | None:
        document = await self._identities.find_one({"_id": _key(issuer, sub)})
        return str(document["user"]) if document else None

    async def link(self, issuer: str, sub: str, user: str, at: datetime) -> None:
        """A repeat changes nothing."""
        with suppress(DuplicateKeyError):
            await self._identities.insert_one(
                {"_id": _key(issuer, sub), "issuer": issuer, "sub": sub, "user": user, "linked_at": at}
            )


def _key(issuer: str, sub: str) -> str:
    return hashlib.sha256(f"{issuer}\n{sub}".encode()).hexdigest()
