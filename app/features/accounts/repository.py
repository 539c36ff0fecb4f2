"""Accounts in MongoDB: organizations, users, members, and the refresh tokens of their logins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.features.accounts.model import Account, Organization, RefreshToken, User
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class AccountRepository:
    def __init__(self, database: Database) -> None:
        self._organizations = database["organizations"]
        self._users = database["users"]
        self._members = database["members"]
        self._tokens = database["refresh_tokens"]
        self._families = database["token_families"]

    async def add(self, account: Account, at: datetime) -> bool:
        """Store an organization with its owner; False when the e-mail address is taken.

        The user is written last: as long as it is not there, the address is free and the rest is unreachable.
        """
        user, organization = account.user, account.organization
        if await self._users.find_one({"email": user.email}, {"_id": 1}):
            return False
        membership = f"{organization.id}:{user.id}"
        await self._organizations.insert_one({"_id": organization.id, "name": organization.name, "created_at": at})
        await self._members.insert_one(
            {"_id": membership, "organization": organization.id, "user": user.id, "role": account.role}
        )
        try:
            await self._users.insert_one(
                {
                    "_id": user.id,
                    "email": user.email,
                    "name": user.name,
                    "password_hash": user.password_hash,
                    "created_at": at,
                }
            )
        except DuplicateKeyError:
            await self._members.delete_one({"_id": membership})
            await self._organizations.delete_one({"_id": organization.id})
            return False
        return True

    async def user_by_email(self, email: str) -> User | None:
        document = await self._users.find_one({"email": email})
        return _user(document) if document else None

    async def accounts_of(self, user: User) -> list[Account]:
        """The memberships of a user, the oldest id first."""
        members = await self._members.find({"user": user.id}).to_list(100)
        accounts = [await self.account(user.id, member["organization"]) for member in members]
        return [account for account in accounts if account is not None]

    async def account(self, user_id: str, organization_id: str) -> Account | None:
        """A user in an organization, or None when one of the two is gone or they have parted."""
        member = await self._members.find_one({"_id": f"{organization_id}:{user_id}"})
        user = await self._users.find_one({"_id": user_id})
        organization = await self._organizations.find_one({"_id": organization_id})
        if member is None or user is None or organization is None:
            return None
        return Account(_user(user), Organization(organization["_id"], organization["name"]), member["role"])

    async def replace_password_hash(self, user_id: str, password_hash: str) -> None:
        await self._users.update_one({"_id": user_id}, {"$set": {"password_hash": password_hash}})

    async def add_family(self, token: RefreshToken, at: datetime) -> None:
        """Begin the family of a login; its first token follows by ``add_token``."""
        await self._families.insert_one(
            {
                "_id": token.family,
                "user": token.user,
                "organization": token.organization,
                "revoked": False,
                "created_at": at,
                "expires_at": token.expires_at,
            }
        )

    async def add_token(self, token: RefreshToken) -> None:
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
        await self._families.update_one({"_id": token.family}, {"$set": {"expires_at": token.expires_at}})

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

    async def revoke_family(self, family: str) -> None:
        await self._families.update_one({"_id": family}, {"$set": {"revoked": True}})


def _user(document: dict[str, Any]) -> User:
    return User(document["_id"], document["name"], document["email"], document["password_hash"])
