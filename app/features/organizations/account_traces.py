"""What there is of a user in MongoDB, besides what they made: removed when they delete their account."""

from __future__ import annotations

from datetime import UTC, datetime

from app.features.accounts.model import User
from app.features.accounts.repository import user_of
from app.infra.mongo import Database

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class AccountTraces:
    """Every removal may be repeated."""

    def __init__(self, database: Database) -> None:
        self._users = database["users"]
        self._members = database["members"]
        self._families = database["token_families"]
        self._tokens = database["refresh_tokens"]
        self._links = database["account_links"]
        self._identities = database["identities"]
        self._invitations = database["member_invitations"]

    async def begin(self, user: str, at: datetime) -> bool:
        """From here on nobody logs in as this user; False where that was done before."""
        result = await self._users.update_one(
            {"_id": user, "deletion_begun_at": None}, {"$set": {"deletion_begun_at": at}}
        )
        return result.modified_count == 1

    async def take_back(self, user: str) -> None:
        await self._users.update_one({"_id": user}, {"$unset": {"deletion_begun_at": ""}})

    async def begun(self, before: datetime) -> list[User]:
        """Those whose deletion began before, and has not ended."""
        query = {"deletion_begun_at": {"$gte": BEGINNING, "$lte": before}}
        return [user_of(document) async for document in self._users.find(query)]

    async def organizations_of(self, user: str) -> list[str]:
        return [document["organization"] async for document in self._members.find({"user": user})]

    async def remove_logins(self, user: str) -> None:
        """What is not there opens nothing."""
        async for family in self._families.find({"user": user}, {"_id": 1}):
            await self._tokens.delete_many({"family": family["_id"]})
        await self._families.delete_many({"user": user})

    async def remove_membership(self, organization: str, user: str) -> None:
        await self._members.delete_one({"_id": f"{organization}:{user}"})

    async def remove(self, user: User) -> None:
        """The rest, the user last. An invitation that is still open is its sender's, and stays."""
        await self._links.delete_many({"user": user.id})
        await self._identities.delete_many({"user": user.id})
        for status in ("accepted", "revoked"):
            await self._invitations.delete_many({"email": user.email, "status": status})
        await self._users.delete_one({"_id": user.id})
