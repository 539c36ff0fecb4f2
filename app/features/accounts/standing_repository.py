"""Where logins stand, in MongoDB: three reads by ``_id`` for any number of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.principals import Member
from app.features.accounts.model import role_of
from app.features.accounts.standing import Standing
from app.infra.mongo import Collection, Database

CHUNK = 200


class LoginStandings:
    """A login stands while its family is not revoked and its user is a member of the organization."""

    def __init__(self, database: Database) -> None:
        self._organizations = database["organizations"]
        self._members = database["members"]
        self._families = database["token_families"]

    async def standings(self, members: Sequence[Member]) -> list[Standing]:
        """One for each member, in their order."""
        standings: list[Standing] = []
        for start in range(0, len(members), CHUNK):
            standings += await self._chunk(members[start : start + CHUNK])
        return standings

    async def _chunk(self, members: Sequence[Member]) -> list[Standing]:
        families = await _by_id(self._families, {member.family for member in members})
        memberships = await _by_id(self._members, {_membership(member) for member in members})
        organizations = await _by_id(self._organizations, {member.organization for member in members})
        return [
            Standing(
                role=role_of(member.user, memberships.get(_membership(member)), organizations.get(member.organization)),
                is_revoked=families.get(member.family, {"revoked": True})["revoked"],
            )
            for member in members
        ]


def _membership(member: Member) -> str:
    return f"{member.organization}:{member.user}"


async def _by_id(collection: Collection, ids: set[str]) -> dict[str, dict[str, Any]]:
    return {document["_id"]: document async for document in collection.find({"_id": {"$in": sorted(ids)}})}
