"""Accounts in MongoDB: organizations, users and members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.core.folding import person_key
from app.features.accounts.model import Account, Organization, User, role_of
from app.features.accounts.person_keys import DUE, PersonKeys
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

MEMBERS = "members"
"""The kind of number that an organization's members have, in the order they joined."""


class AccountRepository:
    def __init__(self, database: Database) -> None:
        self._organizations = database["organizations"]
        self._users = database["users"]
        self._members = database["members"]
        self._numbering = Numbering(database)
        self._person_keys = PersonKeys(database)

    async def add(self, account: Account, at: datetime) -> bool:
        """Store an organization with its owner; False when the e-mail address is taken.

        The user is written last: as long as it is not there, the address is free and the rest is unreachable.
        """
        user, organization = account.user, account.organization
        if await self._users.find_one({"email": user.email}, {"_id": 1}):
            return False
        await self.add_organization(organization, owner=user, at=at)
        if not await self.add_user(user, at):
            await self._take_back(organization, user)
            return False
        return True

    async def add_user(self, user: User, at: datetime) -> bool:
        """Store a user who is in no organization yet; False when the e-mail address is taken."""
        document = {
            "_id": user.id,
            "email": user.email,
            "name": user.name,
            "password_hash": user.password_hash,
            "email_verified": user.email_verified,
            "language": user.language,
            "created_at": at,
        }
        try:
            await self._users.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def add_another(self, organization: Organization, *, owner: User, at: datetime) -> bool:
        """Store an organization of somebody who has an account; False where they are just deleting that: whoever does
        has either seen this one, or marked the user before."""
        await self.add_organization(organization, owner=owner, at=at)
        if await self.user(owner.id) is None:
            await self._take_back(organization, owner)
            return False
        return True

    async def _take_back(self, organization: Organization, owner: User) -> None:
        await self._members.delete_one({"_id": f"{organization.id}:{owner.id}"})
        await self._organizations.delete_one({"_id": organization.id})

    async def add_organization(self, organization: Organization, *, owner: User, at: datetime) -> None:
        """Store an organization whose only member is its owner."""
        number = await self._numbering.next(organization.id, MEMBERS)
        await self._organizations.insert_one(
            {"_id": organization.id, "name": organization.name, "owner": owner.id, "version": 1, "created_at": at}
        )
        await self._members.insert_one(
            {
                "_id": f"{organization.id}:{owner.id}",
                "organization": organization.id,
                "user": owner.id,
                "person_key": person_key(owner.name, owner.email),
                "role": "owner",
                "number": number,
                "joined_at": at,
            }
        )
        await self._person_keys.refresh(owner.id)

    async def user_by_email(self, email: str) -> User | None:
        return _standing(await self._users.find_one({"email": email}))

    async def user(self, user_id: str) -> User | None:
        return _standing(await self._users.find_one({"_id": user_id}))

    async def accounts_of(self, user: User) -> list[Account]:
        """The memberships of a user, the oldest id first."""
        members = await self._members.find({"user": user.id}).to_list(100)
        accounts = [await self.account(user.id, member["organization"]) for member in members]
        return [account for account in accounts if account is not None]

    async def account(self, user_id: str, organization_id: str) -> Account | None:
        """A user in an organization, or None when one of the two is gone or they have parted."""
        member = await self._members.find_one({"_id": f"{organization_id}:{user_id}"})
        user = await self.user(user_id)
        organization = await self._organizations.find_one({"_id": organization_id})
        role = role_of(user_id, member, organization)
        if role is None or user is None or organization is None:
            return None
        return Account(user, _organization(organization), role)

    async def rename(self, user: User, name: str) -> bool:
        """Compare-and-set on the version; False when it is another one by now."""
        expected = user.version if user.version > 1 else {"$in": [1, None]}
        result = await self._users.update_one(
            {"_id": user.id, "version": expected}, {"$set": {"name": name, "version": user.version + 1, DUE: True}}
        )
        if result.modified_count:
            await self._person_keys.refresh(user.id)
        return result.modified_count == 1

    async def remember_organization(self, account: Account) -> None:
        """Where the user works now: their next login begins there."""
        user, organization = account.user, account.organization.id
        if user.last_organization != organization:
            await self._users.update_one({"_id": user.id}, {"$set": {"last_organization": organization}})

    async def replace_password_hash(self, user_id: str, password_hash: str) -> None:
        await self._users.update_one({"_id": user_id}, {"$set": {"password_hash": password_hash}})

    async def set_verified_email(self, user_id: str, email: str) -> bool:
        """The user's mailbox is proven to be this one; False where another user has the address."""
        try:
            await self._users.update_one(
                {"_id": user_id}, {"$set": {"email": email, "email_verified": True, DUE: True}}
            )
        except DuplicateKeyError:
            return False
        await self._person_keys.refresh(user_id)
        return True


def _organization(document: dict[str, Any]) -> Organization:
    return Organization(document["_id"], document["name"], document.get("require_second_factor", False))


def user_of(document: dict[str, Any]) -> User:
    """A user as stored."""
    return User(
        id=document["_id"],
        name=document["name"],
        email=document["email"],
        password_hash=document["password_hash"],
        email_verified=document.get("email_verified", False),
        language=document.get("language", "en"),
        has_second_factor=document.get("second_factor") is not None,
        last_organization=document.get("last_organization", ""),
        version=document.get("version", 1),
    )


def _standing(document: dict[str, Any] | None) -> User | None:
    """None for nobody, and for who is being deleted."""
    return user_of(document) if document and document.get("deletion_begun_at") is None else None
