"""Surveys in MongoDB. Every query names the organization."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.features.surveys.model import Survey, SurveyContent, SurveyVersion
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

KIND = "surveys"


class SurveyRepository:
    def __init__(self, database: Database) -> None:
        self._surveys = database["surveys"]
        self._versions = database["survey_versions"]
        self._numbering = Numbering(database)

    async def next_number(self, organization: str) -> int:
        return await self._numbering.next(organization, KIND)

    async def latest_number(self, organization: str) -> int:
        return await self._numbering.latest(organization, KIND)

    async def add(self, survey: Survey) -> None:
        document = msgspec.to_builtins(survey, builtin_types=(datetime,))
        document["_id"] = document.pop("id")
        await self._surveys.insert_one(document)

    async def find(self, organization: str, survey_id: str) -> Survey | None:
        document = await self._surveys.find_one({"_id": survey_id, "organization": organization})
        return _survey(document) if document else None

    async def numbered(self, organization: str, after: int, to: int) -> list[Survey]:
        """Those with ``after < number <= to``, the highest first."""
        query = {"organization": organization, "number": {"$gt": after, "$lte": to}}
        surveys = [_survey(document) async for document in self._surveys.find(query)]
        return sorted(surveys, key=lambda survey: -survey.number)

    async def replace_draft(
        self, organization: str, survey_id: str, *, expected: int, draft: SurveyContent, at: datetime
    ) -> bool:
        """Compare-and-set on the draft's version; False when it is another one by now, or nothing is there."""
        result = await self._surveys.update_one(
            {"_id": survey_id, "organization": organization, "draft_version": expected},
            {"$set": {"draft": msgspec.to_builtins(draft), "updated_at": at}, "$inc": {"draft_version": 1}},
        )
        return result.modified_count == 1

    async def add_version(self, version: SurveyVersion) -> bool:
        """False when this number is taken."""
        content = msgspec.to_builtins(version.content)
        document = {
            "_id": f"{version.survey}:{version.version}",
            "survey": version.survey,
            "organization": version.organization,
            "version": version.version,
            **content,
            "published_at": version.published_at,
            "published_by": version.published_by,
        }
        try:
            await self._versions.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def mark_published(self, organization: str, survey_id: str, version: int) -> None:
        """Raise the latest version's number to ``version``; never lowers it."""
        query = {"_id": survey_id, "organization": organization, "published": version - 1}
        await self._surveys.update_one(query, {"$set": {"published": version}})

    async def find_version(self, organization: str, survey_id: str, version: int) -> SurveyVersion | None:
        query = {"_id": f"{survey_id}:{version}", "organization": organization}
        document = await self._versions.find_one(query)
        return _version(document) if document else None


def _survey(document: dict[str, Any]) -> Survey:
    return msgspec.convert({**document, "id": document["_id"]}, Survey)


def _version(document: dict[str, Any]) -> SurveyVersion:
    return SurveyVersion(
        survey=document["survey"],
        organization=document["organization"],
        version=document["version"],
        content=msgspec.convert(document, SurveyContent),
        published_at=document["published_at"],
        published_by=document["published_by"],
    )
