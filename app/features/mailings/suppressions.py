"""Addresses that an organization may not write to any more: kept as keyed hashes, so that they outlive an erasure."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Literal

import msgspec

from app.features.mailings.addressees import Addressee, AddressHashes
from app.infra.by_id import find_by_ids
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

Reason = Literal["unsubscribed", "bounced", "complained"]


class Suppression(msgspec.Struct, frozen=True):
    """Why an address gets no mail. ``reminded_in``: the sessions of whom only a reminder ended it, which says that
    somebody had not answered there; none where a mail that everybody gets, or the addressee, ended it as well."""

    reason: Reason
    reminded_in: frozenset[str] = frozenset()


class Suppressions:
    def __init__(self, database: Database, hashes: AddressHashes) -> None:
        self._suppressions = database["mail_suppressions"]
        self._hashes = hashes

    async def among(self, organization: str, addresses: Sequence[str]) -> dict[str, Suppression]:
        """Those of the folded addresses that get no mail, and why."""
        keys = {_key(one): address for address in addresses for one in self._hashes.all_of(organization, address)}
        among: dict[str, Suppression] = {}
        async for document in find_by_ids(self._suppressions, keys):
            address, found = keys[document["_id"]], _suppression(document)
            if address not in among or not found.reminded_in:  # by a former secret there may be another one
                among[address] = found
        return among

    async def add(self, addressee: Addressee, reason: Reason, at: datetime, *, reminded_in: str | None = None) -> bool:
        """No more mail to somebody; the first reason stays, unless nothing but reminders had ended it. ``reminded_in``:
        the session whose reminder ends it. False where that was so before."""
        document = {"_id": _key(addressee), "organization": addressee.organization, "reason": reason, "at": at}
        with suppress(DuplicateKeyError):
            await self._suppressions.insert_one(document | ({"reminded_in": [reminded_in]} if reminded_in else {}))
            return True
        only_reminded = {"_id": document["_id"], "reminded_in.0": {"$exists": True}}
        change: dict[str, Any] = {"$set": {"reason": reason, "at": at}, "$unset": {"reminded_in": ""}}
        if reminded_in:
            change = {"$addToSet": {"reminded_in": reminded_in}}
            change |= {"$set": {"reason": reason}} if reason == "complained" else {}
        return (await self._suppressions.update_one(only_reminded, change)).modified_count == 1

    async def lift(self, organization: str, address: str) -> None:
        """Let a folded address get mail; a repeat does nothing."""
        keys = [_key(one) for one in self._hashes.all_of(organization, address)]
        await self._suppressions.delete_many({"_id": {"$in": keys}})


class SuppressingReminders:
    """Which reminders ended mail to somebody. Needs no key: nobody's address is looked for."""

    def __init__(self, database: Database) -> None:
        self._suppressions = database["mail_suppressions"]

    async def forget(self, session: str) -> None:
        """That it was one of this session; no mail goes to them all the same. A repeat does nothing."""
        await self._suppressions.update_many({"reminded_in": session}, {"$pull": {"reminded_in": session}})


def _suppression(document: dict[str, Any]) -> Suppression:
    return Suppression(document["reason"], frozenset(document.get("reminded_in", ())))


def _key(addressee: Addressee) -> str:
    return f"{addressee.organization}:{addressee.digest}"
