"""Invitations of members in MongoDB."""

from __future__ import annotations

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

    async def announce(self, invitation: MemberInvitation, token_hash: str, expires_at: datetime) -> bool:
        """Another token works beside the former ones; False unless it is open."""
        result = await self._invitations.update_one(
            {"_id": invitation.id, "status": "open"},
            {
                "$push": {"coming": {"$each": [token_hash], "$slice": -MOST_COMING}},
                "$set": {"expires_at": expires_at},
            },
        )
        return result.modified_count == 1

    async def arrive(self, invitation: MemberInvitation, token_hash: str) -> None:
        """An announced token is with its addressee: those before it are worthless, later ones go on to work."""
        while True:
            now = await self.find(invitation.organization, invitation.id)
            if now is None or token_hash not in now.coming:
                return
            later = now.coming[now.coming.index(token_hash) + 1 :]
            result = await self._invitations.update_one(
                {"_id": now.id, "hash": now.hash, "coming": list(now.coming)},
                {"$set": {"hash": token_hash, "coming": list(later)}},
            )
            if result.modified_count == 1:
                return

    async def close(self, invitation: MemberInvitation, status: InvitationStatus) -> bool:
        """Of any number of callers at once one gets True; the others, and those with an older token, False."""
        result = await self._invitations.update_one(
            {"_id": invitation.id, "status": "open", "hash": invitation.hash}, {"$set": {"status": status}}
        )
        return result.modified_count == 1

    async def revoke_for(self, organization: str, email: str) -> None:
        """Revoke whatever is open for an address."""
        query = {"organization": organization, "email": email, "status": "open"}
        await self._invitations.update_many(query, {"$set": {"status": "revoked"}})


def _invitation(document: dict[str, Any]) -> MemberInvitation:
    return msgspec.convert({**document, "id": document["_id"]}, MemberInvitation)
