"""Logins in MongoDB: a family each, and the refresh tokens that it has had."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.features.accounts.model import RefreshToken, ReusedLogin, StandingLogin
from app.http.devices import Device
from app.infra.mongo import Database

MAX_LISTED = 200
CLAIMED_FOR = timedelta(minutes=1)
"""Whoever ended a login has so long to tell of it; then another one may."""


class LoginRepository:
    def __init__(self, database: Database) -> None:
        self._tokens = database["refresh_tokens"]
        self._families = database["token_families"]

    async def add_family(self, token: RefreshToken, device: Device, at: datetime) -> None:
        """Begin the family of a login; its first token follows by ``add_token``."""
        await self._families.insert_one(
            {
                "_id": token.family,
                "user": token.user,
                "organization": token.organization,
                "revoked": False,
                "user_agent": device.user_agent,
                "network": device.network,
                "created_at": at,
                "last_used_at": at,
                "expires_at": token.expires_at,
            }
        )

    async def add_token(self, token: RefreshToken, at: datetime) -> None:
        await self._tokens.insert_one(
            {
                "_id": token.hash,
                "family": token.family,
                "user": token.user,
                "organization": token.organization,
                "used_at": None,
                "expires_at": token.expires_at,
            }
        )
        changes = {"expires_at": token.expires_at, "last_used_at": at}
        await self._families.update_one({"_id": token.family}, {"$set": changes})

    async def find_token(self, token_hash: str) -> RefreshToken | None:
        document = await self._tokens.find_one({"_id": token_hash})
        if document is None:
            return None
        return RefreshToken(
            document["_id"], document["family"], document["user"], document["organization"], document["expires_at"]
        )

    async def use_token(self, token_hash: str, at: datetime) -> bool:
        """Mark a token as used; False when it already was. Of any number of callers at once one gets True."""
        result = await self._tokens.update_one({"_id": token_hash, "used_at": None}, {"$set": {"used_at": at}})
        return result.modified_count == 1

    async def family_stands(self, family: str) -> bool:
        document = await self._families.find_one({"_id": family})
        return document is not None and not document["revoked"]

    async def revoke_family(self, family: str) -> bool:
        """End every token of the family; False when it was revoked already, or never began."""
        result = await self._families.update_one({"_id": family}, {"$set": {"revoked": True}})
        return result.modified_count == 1

    async def revoke_reused(self, family: str, at: datetime) -> bool:
        """As ``revoke_family``; the same write notes that the user must be told why, which the caller has claimed."""
        result = await self._families.update_one(
            {"_id": family, "revoked": False},
            {"$set": {"revoked": True, "reused_at": at, "reused_told": False, "telling_until": at + CLAIMED_FOR}},
        )
        return result.modified_count == 1

    async def untold(self, now: datetime) -> list[ReusedLogin]:
        """Those of which nobody was told, and nobody has a claim any more to do so."""
        return [
            ReusedLogin(document["_id"], document["user"], document["organization"])
            async for document in self._families.find({"reused_told": False})
            if document["telling_until"] <= now
        ]

    async def claim_telling(self, family: str, now: datetime) -> bool:
        """Of any number of callers at once one gets True."""
        result = await self._families.update_one(
            {"_id": family, "reused_told": False, "telling_until": {"$lte": now}},
            {"$set": {"telling_until": now + CLAIMED_FOR}},
        )
        return result.modified_count == 1

    async def mark_told(self, family: str) -> None:
        await self._families.update_one({"_id": family}, {"$set": {"reused_told": True}})

    async def has_login_from(self, user: str, network: str) -> bool:
        return await self._families.find_one({"user": user, "network": network}, {"_id": 1}) is not None

    async def standing_of(self, user: str, now: datetime) -> list[StandingLogin]:
        """The logins of a user that are neither revoked nor expired, at most ``MAX_LISTED``."""
        query = {"user": user, "revoked": False, "expires_at": {"$gt": now}}
        return [
            StandingLogin(
                family=document["_id"],
                organization=document["organization"],
                user_agent=document.get("user_agent", ""),
                network=document.get("network", ""),
                created_at=document["created_at"],
                last_used_at=document.get("last_used_at", document["created_at"]),
            )
            async for document in self._families.find(query).limit(MAX_LISTED)
        ]
