"""Surveys in MongoDB. Every query names the organization."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.core.folding import folded
from app.features.surveys.model import MAX_RETENTION_DAYS, Survey, SurveyContent, SurveyVersion
from app.features.surveys.settings import SessionSettings
from app.features.surveys.stored_settings import settings_document
from app.infra.documents import readable, understood
from app.infra.listing import Asked, Found, holding, listed
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

    async def add(self, survey: Survey) -> None:
        document = msgspec.to_builtins(survey, builtin_types=(datetime,))
        document["_id"] = document.pop("id")
        document |= _draft_fields(survey.draft)
        await self._surveys.insert_one(document)

    async def find(self, organization: str, survey_id: str) -> Survey | None:
        document = await self._surveys.find_one({"_id": survey_id, "organization": organization})
        return _survey(document) if document else None

    async def listed(self, organization: str, asked: Asked, *, archived: bool, title: str | None) -> Found[Survey]:
        """Those in use or the archived ones whose title holds ``title``."""
        stands: Any = {"$ne": None} if archived else None
        return await listed(
            self._surveys,
            {"organization": organization},
            asked,
            _survey,
            conditions={"archived_at": stands, **holding("title_key", title)},
            latest=await self._numbering.latest(organization, KIND),
        )

    async def replace_draft(
        self, organization: str, survey_id: str, *, expected: int, draft: SurveyContent, at: datetime
    ) -> bool:
        """Compare-and-set on the draft's version; False when it is another one by now, or nothing is there."""
        result = await self._surveys.update_one(
            {"_id": survey_id, "organization": organization, "draft_version": expected, "archived_at": None},
            {"$set": {**_draft_fields(draft), "updated_at": at}, "$inc": {"draft_version": 1}},
        )
        return result.modified_count == 1

    async def set_archived(self, organization: str, survey_id: str, at: datetime | None) -> bool:
        """False where nothing changes."""
        stands: Any = None if at else {"$ne": None}
        query = {"_id": survey_id, "organization": organization, "archived_at": stands}
        result = await self._surveys.update_one(query, {"$set": {"archived_at": at}})
        return result.modified_count == 1

    async def set_retention(self, survey: Survey, days: int | None) -> bool:
        """Compare-and-set on the retention's own version; False when it is another one by now."""
        version = survey.retention_version or {"$in": [0, None]}
        query = {"_id": survey.id, "organization": survey.organization, "retention_version": version}
        changes = {"retention_days": days, "retention_version": survey.retention_version + 1}
        return (await self._surveys.update_one(query, {"$set": changes})).modified_count == 1

    async def with_retention(self) -> list[Survey]:
        """Those of all organizations that keep answers for a limited time."""
        found = self._surveys.find({"retention_days": {"$gt": 0, "$lte": MAX_RETENTION_DAYS}})
        return [survey async for survey in readable(found, _survey, "survey")]

    async def add_version(self, version: SurveyVersion) -> bool:
        """False when this number is taken."""
        content = _content_document(version.content)
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

    async def numbered_versions(self, organization: str, survey_id: str, after: int, to: int) -> list[SurveyVersion]:
        """Those with ``after < version <= to``, the highest first. By ids: the embedded server answers no range from an
        index that descends."""
        ids = [f"{survey_id}:{version}" for version in range(after + 1, to + 1)]
        found = readable(self._versions.find({"_id": {"$in": ids}}), _version, "survey version")
        versions = [version async for version in found if version.organization == organization]
        return sorted(versions, key=lambda version: -version.version)

    async def find_version(self, organization: str, survey_id: str, version: int) -> SurveyVersion | None:
        query = {"_id": f"{survey_id}:{version}", "organization": organization}
        document = await self._versions.find_one(query)
        return _version(document) if document else None


def _survey(document: dict[str, Any]) -> Survey:
    draft = _content(document["draft"])
    fields = {name: document[name] for name in Survey.__struct_fields__ if name in document and name != "draft"}
    return Survey(id=document["_id"], draft=draft, **fields)


def _draft_fields(draft: SurveyContent) -> dict[str, Any]:
    """A draft as it is stored, with what it is listed by."""
    return {"draft": _content_document(draft), "title_key": folded(draft.title)}


def _content_document(content: SurveyContent) -> dict[str, Any]:
    """The paths of translations hold dots, which the names of stored fields should not: they become pairs."""
    document: dict[str, Any] = msgspec.to_builtins(content)
    document["settings"] = settings_document(content.settings)
    document["translations"] = {tag: list(texts.items()) for tag, texts in content.translations.items()}
    return document


def _content(document: dict[str, Any]) -> SurveyContent:
    translations = {tag: dict(pairs) for tag, pairs in document.get("translations", {}).items()}
    settings = understood(document.get("settings", {}), SessionSettings)
    return msgspec.convert({**document, "settings": settings, "translations": translations}, SurveyContent)


def _version(document: dict[str, Any]) -> SurveyVersion:
    return SurveyVersion(
        survey=document["survey"],
        organization=document["organization"],
        version=document["version"],
        content=_content(document),
        published_at=document["published_at"],
        published_by=document["published_by"],
    )
