"""What an organization holds, collection by collection, and by what it is found there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.infra.mongo import Database

OWNER_FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "organization": {
        "_id": ("survey_defaults",),
        "organization": (
            "api_keys", "images", "jobs", "mail_suppressions", "member_invitations", "members", "reports",
        ),
    },
    "session": {
        "_id": ("recounts", "reminders", "report_plans", "tallies"),
        "session": (
            "audience_questions", "audience_votes", "entries", "erasures", "invitations", "mail_batches", "mail_ledger",
            "participants", "text_tags",
        ),
        "quota": ("quota_places",),
    },
    "survey": {"_id": ("survey_tags",), "survey": ("survey_versions",)},
    "webhook": {"webhook": ("webhook_deliveries",)},
}  # fmt: skip
"""Kind of owner → field that holds its id → collections."""

BEGUN_WITH_OWNER = "quota"
"""The field that holds ``<owner>:<more>``: what is found by it goes also where nobody can say what follows."""

OWNERS = ("sessions", "surveys", "webhooks")
"""By these the others are found, so they go last; then the organization itself."""


class Holdings:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def owners(self, collection: str, organization: str) -> list[str]:
        """The ids of the sessions, surveys or webhooks of an organization."""
        found = self._database[collection].find({"organization": organization}, {"_id": 1})
        return [document["_id"] async for document in found]

    async def remove(self, kind: str, owners: Sequence[str]) -> None:
        """Whatever belongs to these owners; a repeat does nothing."""
        for owner in owners:
            for field, collections in OWNER_FIELDS[kind].items():
                for collection in collections:
                    await self._database[collection].delete_many({field: _of(owner, field)})

    async def remove_owners(self, organization: str) -> None:
        """When nothing else is left."""
        for collection in OWNERS:
            await self._database[collection].delete_many({"organization": organization})


def _of(owner: str, field: str) -> str | dict[str, str]:
    """A range, not a pattern: the embedded server reads a whole collection for one."""
    return {"$gte": f"{owner}:", "$lt": f"{owner};"} if field == BEGUN_WITH_OWNER else owner
