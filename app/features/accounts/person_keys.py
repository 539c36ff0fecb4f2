"""What members are found by: the names and addresses of users, as each of their memberships repeats them."""

from __future__ import annotations

from app.core.folding import person_key
from app.infra.mongo import Database

DUE = "person_key_due"
"""Set in the write that changes a user's name or address, until all memberships have the key."""


class PersonKeys:
    def __init__(self, database: Database) -> None:
        self._users = database["users"]
        self._members = database["members"]

    async def refresh(self, user_id: str) -> None:
        """Give all memberships of a user the key of the name and address that stand.

        Of any number of calls at once the last to write has read the user again afterwards: what it wrote is true.
        """
        written = None
        while (user := await self._users.find_one({"_id": user_id}, {"name": 1, "email": 1})) is not None:
            key = person_key(user["name"], user["email"])
            if key == written:
                await self._users.update_one({**user}, {"$unset": {DUE: ""}})
                return
            await self._members.update_many({"user": user_id}, {"$set": {"person_key": key}})
            written = key

    async def refresh_due(self) -> None:
        """Finish what a process died over."""
        async for user in self._users.find({DUE: True}, {"_id": 1}):
            await self.refresh(user["_id"])
