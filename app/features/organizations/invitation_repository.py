"""Invitations of members in MongoDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.core.folding import folded
from app.features.organizations.model import InvitationStatus, MemberInvitation
from app.infra.documents import readable_of
from app.infra.listing import Asked, Found, holding, listed
from app.infra.mongo import Database
from app.infra.numbering import Numbering

KIND = "member_invitations"
MOST_COMING = 5
"""Links of one invitation that work beside the last one that is known to have come."""


class InvitationRepository:
    def __init__(self, database: Database) -> None:
        self._invitations = database["member_invitations"]
        self._numbering = Numbering(database)

    async def next_number(self, organization: str) -> int:
        return await self._numbering.next(organization, KIND)

    async def add(self, invitation: MemberInvitation) -> None:
        document = msgspec.to_builtins(invitation, builtin_types=(datetime,))
        document["_id"], document["email_key"] = document.pop("id"), folded(invitation.email)
        await self._invitations.insert_one(document)

    async def listed(
        self, organization: str, asked: Asked, *, status: InvitationStatus | None, email: str | None
    ) -> Found[MemberInvitation]:
        """Those with this status whose address holds ``email``."""
        has_status = {"status": status} if status else {}
        return await listed(
            self._invitations,
            {"organization": organization},
            asked,
            _invitation,
            conditions={**has_status, **holding("email_key", email)},
            latest=await self._numbering.latest(organization, KIND),
        )

    async def find(self, organization: str, invitation_id: str) -> MemberInvitation | None:
        document = await self._invitations.find_one({"_id": invitation_id, "organization": organization})
        return _invitation(document) if document else None

    async def find_by_hash(self, token_hash: str) -> MemberInvitation | None:
        """Also by one that is on its way."""
        document = await self._invitations.find_one({"hash": token_hash})
        document = document or await self._invitations.find_one({"coming": token_hash})
        return _invitation(document) if document else None

    async def open_for(self, email: str) -> list[MemberInvitation]:
        """Those of all organizations, also such as are too old; at most 100."""
        found = await self._invitations.find({"email": email, "status": "open"}).to_list(100)
        return list(readable_of(found, _invitation, "member invitation"))

    async def open_before(self, invitation: MemberInvitation) -> list[MemberInvitation]:
        """The older ones for its address."""
        return [one for one in await self._open_beside(invitation) if one.number < invitation.number]

    async def is_superseded(self, invitation: MemberInvitation, now: datetime) -> bool:
        """Whether its address was sent a later one that works: of two that are made at once neither revoked the other,
        nor does whoever dies between the mail and the revoking."""
        return any(one.number > invitation.number and one.is_open(now) for one in await self._open_beside(invitation))

    async def _open_beside(self, invitation: MemberInvitation) -> list[MemberInvitation]:
        query = {"organization": invitation.organization, "email": invitation.email, "status": "open"}
        found = await self._invitations.find(query).to_list(None)
        return list(readable_of(found, _invitation, "member invitation"))

    async def announce(self, invitation: MemberInvitation, token_hash: str, expires_at: datetime) -> bool:
        """Another token works beside the former ones, which end when they would have; False unless it is open."""
        while True:
            now = await self.find(invitation.organization, invitation.id)
            if now is None or now.status != "open":
                return False
            coming = [*now.coming, token_hash][-MOST_COMING:]
            until = {one: now.until(one) for one in now.coming} | {token_hash: expires_at}
            if await self._moved(now, coming, until):
                return True

    async def arrive(self, invitation: MemberInvitation, token_hash: str) -> None:
        """An announced token is with its addressee: those before it are worthless, later ones go on to work."""
        while True:
            now = await self.find(invitation.organization, invitation.id)
            if now is None or now.status != "open" or token_hash not in now.coming:
                return
            later = now.coming[now.coming.index(token_hash) + 1 :]
            until = {one: now.until(one) for one in later}
            if await self._moved(now, later, until, hash=token_hash, expires_at=now.until(token_hash)):
                return

    async def accept(self, invitation: MemberInvitation) -> bool:
        """Of any number of callers at once one gets True; the others, and those with an older token, False."""
        return await self._closed({"_id": invitation.id, "hash": invitation.hash}, "accepted")

    async def revoke(self, invitation: MemberInvitation) -> bool:
        """None of its tokens works any more, whatever is mailed meanwhile; False unless it is open."""
        return await self._closed({"_id": invitation.id}, "revoked")

    async def _closed(self, query: dict[str, Any], status: InvitationStatus) -> bool:
        result = await self._invitations.update_one({**query, "status": "open"}, {"$set": {"status": status}})
        return result.modified_count == 1

    async def _moved(
        self, before: MemberInvitation, coming: Sequence[str], until: Mapping[str, datetime], **arrived: str | datetime
    ) -> bool:
        """Compare-and-set on its tokens; False where they are others by now."""
        unmoved = {"coming": list(before.coming)} if before.coming else {"coming.0": {"$exists": False}}
        query = {"_id": before.id, "status": "open", "hash": before.hash, **unmoved}
        kept = {one: until[one] for one in coming}
        result = await self._invitations.update_one(
            query, {"$set": {**arrived, "coming": list(coming), "coming_until": kept}}
        )
        return result.modified_count == 1

    async def revoke_for(self, organization: str, email: str) -> None:
        """Revoke whatever is open for an address."""
        query = {"organization": organization, "email": email, "status": "open"}
        await self._invitations.update_many(query, {"$set": {"status": "revoked"}})


def _invitation(document: dict[str, Any]) -> MemberInvitation:
    return msgspec.convert({**document, "id": document["_id"]}, MemberInvitation)
