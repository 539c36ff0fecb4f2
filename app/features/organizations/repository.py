"""Organizations and their members in MongoDB.

Who owns an organization stands in its own document, so ownership changes by one compare-and-set on it. A member is
first marked as leaving there, then deleted: whoever hands over meanwhile sees the mark, or misses (``roster``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.core.folding import person_key
from app.features.accounts.model import User, role_of
from app.features.accounts.person_keys import PersonKeys
from app.features.accounts.repository import MEMBERS
from app.features.organizations.model import Deletion, GrantedRole, Membership, OrganizationInFull
from app.infra.listing import Asked, Found, holding, listed
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

KEY = "person_key"
"""The stored field that members are found and put in order by."""


class OrganizationRepository:
    def __init__(self, database: Database) -> None:
        self._organizations = database["organizations"]
        self._members = database["members"]
        self._users = database["users"]
        self._numbering = Numbering(database)
        self._person_keys = PersonKeys(database)

    async def find(self, organization: str) -> OrganizationInFull | None:
        document = await self._organizations.find_one({"_id": organization})
        return _organization(document) if document else None

    async def rename(self, organization: str, name: str, *, expected: int) -> bool:
        """Compare-and-set on the version; False when it is another one by now."""
        result = await self._organizations.update_one(
            {"_id": organization, "version": expected}, {"$set": {"name": name}, "$inc": {"version": 1}}
        )
        return result.modified_count == 1

    async def hand_over(self, known: OrganizationInFull, to: str) -> bool:
        """Compare-and-set on owner and roster; False when either has changed since ``known`` was read."""
        result = await self._organizations.update_one(
            {"_id": known.id, "owner": known.owner, "roster": known.roster or {"$in": [0, None]}},
            {"$set": {"owner": to}, "$inc": {"roster": 1, "version": 1}},
        )
        return result.modified_count == 1

    async def listed(self, organization: str, asked: Asked, person: str | None) -> Found[Membership]:
        """Those whose name or address holds ``person``; fewer than ``asked`` where some are about to leave."""
        is_by_key = asked.order.key == KEY
        if is_by_key or person:
            await self._complete_keys(organization)
        keyed = {KEY: {"$exists": True}} if is_by_key else {}
        found = await listed(
            self._members,
            {"organization": organization},
            asked,
            dict,
            conditions={**keyed, **holding(KEY, person)},
            latest=await self._numbering.latest(organization, MEMBERS),
        )
        return Found(await self._memberships(organization, found.items), found.last)

    async def _complete_keys(self, organization: str) -> None:
        """A process of the release before inserts members without a key, after the migration too."""
        async for one in self._members.find({"organization": organization, KEY: None}, {"user": 1}):
            await self._person_keys.refresh(one["user"])

    async def member(self, organization: str, user: str) -> Membership | None:
        document = await self._members.find_one({"_id": _key(organization, user)})
        found = await self._memberships(organization, [document] if document else [])
        return found[0] if found else None

    async def add_member(self, organization: str, user: User, role: GrantedRole, at: datetime) -> bool:
        """False where the user is a member already."""
        await self.finish_leaving(organization, user.id)
        number = await self._numbering.next(organization, MEMBERS)
        document = {"organization": organization, "user": user.id, "role": role, "number": number, "joined_at": at}
        key = person_key(user.name, user.email)
        try:
            await self._members.insert_one({"_id": _key(organization, user.id), KEY: key, **document})
        except DuplicateKeyError:
            return False
        await self._person_keys.refresh(user.id)
        return True

    async def replace_role(self, organization: str, user: str, role: GrantedRole, *, based_on: int) -> bool:
        """Compare-and-set on the version; False when it has risen, or the member has left."""
        return await self._replace(organization, user, {"role": role}, based_on)

    async def claim(self, organization: str, user: str, based_on: int) -> bool:
        """Take the version without a change, before a removal: who gives another role meanwhile is told. False as
        above."""
        return await self._replace(organization, user, {}, based_on)

    async def _replace(self, organization: str, user: str, fields: dict[str, str], based_on: int) -> bool:
        result = await self._members.update_one(
            {"_id": _key(organization, user), "version": based_on if based_on > 1 else {"$in": [1, None]}},
            {"$set": {**fields, "version": based_on + 1}},
        )
        return result.matched_count == 1

    async def begin_leaving(self, organization: str, user: str) -> bool:
        """From now on the user is no member any more, nor can become the owner; False for who owns it."""
        result = await self._organizations.update_one(
            {"_id": organization, "owner": {"$ne": user}}, {"$addToSet": {"leaving": user}, "$inc": {"roster": 1}}
        )
        return result.matched_count == 1

    async def finish_leaving(self, organization: str, user: str) -> None:
        """Delete the membership of who was marked as leaving; of somebody else it changes nothing.

        The roster rises here too: whoever read the membership before it went, and the mark after, holds an old roster.
        """
        membership = await self._members.find_one({"_id": _key(organization, user)}, {"number": 1})
        document = await self._organizations.find_one({"_id": organization}, {"leaving": 1})
        if document is None or user not in document.get("leaving", ()):
            return
        if membership is not None:
            # By its number: who has come back meanwhile has another one.
            await self._members.delete_one({"_id": membership["_id"], "number": membership.get("number")})
        marked = {"_id": organization, "leaving": user}
        await self._organizations.update_one(marked, {"$pull": {"leaving": user}, "$inc": {"roster": 1}})

    async def _memberships(self, organization: str, documents: Sequence[dict[str, Any]]) -> list[Membership]:
        owner = await self._organizations.find_one({"_id": organization})
        ids = sorted({document["user"] for document in documents})
        users = {user["_id"]: user async for user in self._users.find({"_id": {"$in": ids}})} if ids else {}
        members = []
        for document in documents:
            role, user = role_of(document["user"], document, owner), users.get(document["user"])
            if role is not None and user is not None:
                number, joined_at = document.get("number", 1), document.get("joined_at")
                version = document.get("version", 1)
                members.append(Membership(user["_id"], role, number, joined_at, version, user["name"], user["email"]))
        return members


def _key(organization: str, user: str) -> str:
    return f"{organization}:{user}"


def _organization(document: dict[str, Any]) -> OrganizationInFull:
    return OrganizationInFull(
        id=document["_id"],
        name=document["name"],
        owner=document.get("owner", ""),
        version=document.get("version", 1),
        roster=document.get("roster", 0),
        leaving=tuple(document.get("leaving", ())),
        created_at=document["created_at"],
        deletion=msgspec.convert(document.get("deletion"), Deletion | None),
        require_second_factor=document.get("require_second_factor", False),
    )
