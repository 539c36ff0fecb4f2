"""Links that prove a mailbox: one use, a few hours, and only a hash of them is stored."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Literal

import msgspec

from app.core.clock import Clock
from app.core.errors import InvalidInput
from app.features.accounts.model import hash_of
from app.infra.mongo import Database

Purpose = Literal["verify_email", "change_email", "reset_password"]

LIFETIMES: dict[Purpose, timedelta] = {
    "verify_email": timedelta(days=2),
    "change_email": timedelta(days=2),
    "reset_password": timedelta(hours=1),
}
NOBODY = ""
"""The user of a link that is made for an unknown address: it costs the same, and is sent to nobody."""


class LinkInvalid(InvalidInput):
    """Says the same for a link that is forged, used, replaced or too old."""

    code = "link_invalid"
    default_message = "This link was used before, or is too old. Ask for a new one."


class Link(msgspec.Struct, frozen=True):
    """``email``: the address whose mailbox the link proves."""

    hash: str
    user: str
    purpose: Purpose
    email: str


class Links:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._links = database["account_links"]
        self._clock = clock

    async def make(self, user: str, purpose: Purpose, email: str) -> str:
        """The secret of a new link; former ones of the same purpose end."""
        secret = secrets.token_urlsafe(32)
        await self.void(user, purpose)
        await self._links.insert_one(
            {
                "_id": hash_of(secret),
                "user": user,
                "purpose": purpose,
                "email": email,
                "used": False,
                "expires_at": self._clock() + LIFETIMES[purpose],
            }
        )
        return secret

    async def find(self, secret: str, *purposes: Purpose) -> Link:
        """A link that could be used now. Raises LinkInvalid."""
        document = await self._links.find_one({"_id": hash_of(secret)})
        if (
            document is None
            or document["used"]
            or document["user"] == NOBODY
            or document["purpose"] not in purposes
            or document["expires_at"] <= self._clock()
        ):
            raise LinkInvalid
        return Link(document["_id"], document["user"], document["purpose"], document["email"])

    async def use(self, link: Link) -> None:
        """Of any number of callers at once one returns; the others get LinkInvalid."""
        result = await self._links.update_one({"_id": link.hash, "used": False}, {"$set": {"used": True}})
        if result.modified_count != 1:
            raise LinkInvalid

    async def void(self, user: str, purpose: Purpose) -> None:
        """End the links of a user that wait to be used."""
        await self._links.update_many({"user": user, "purpose": purpose, "used": False}, {"$set": {"used": True}})

    async def void_all(self, user: str) -> None:
        """End every link of a user that waits to be used."""
        for purpose in LIFETIMES:
            await self.void(user, purpose)
