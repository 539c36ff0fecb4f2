"""What an organization's new surveys begin with: its look, and how long answers are kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

import msgspec

from app.core.errors import EditConflict, FieldError, InvalidInput
from app.core.principals import Member
from app.features.audit.changes import changes_between
from app.features.audit.service import AuditTrail
from app.features.surveys.model import RetentionDays, SurveyContent
from app.features.surveys.theme import Theme
from app.infra.documents import understood
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class SurveyDefaults(msgspec.Struct, frozen=True, kw_only=True):
    """``version`` rises with each edit; 0 where nothing was ever chosen. Surveys that are there already keep what they
    have (docs/adr/0034-defaults-of-an-organization.md)."""

    organization: str
    version: int = 0
    theme: Theme = Theme()
    retention_days: RetentionDays | None = None

    def applied_to(self, draft: SurveyContent) -> SurveyContent:
        """The draft with this look, unless it brings one of its own."""
        return msgspec.structs.replace(draft, theme=self.theme) if draft.theme == Theme() else draft

    def parts(self) -> dict[str, object]:
        """What the audit trail tells changes of."""
        return {**msgspec.to_builtins(self.theme), "retention_days": self.retention_days}


class ImageShelf(Protocol):
    """Where the images of an organization are."""

    async def missing(self, organization: str, ids: Collection[str]) -> set[str]:
        """Those of ``ids`` that the organization does not have."""


class DefaultsRepository:
    """The collection ``survey_defaults``: a document for each organization that has chosen any."""

    def __init__(self, database: Database) -> None:
        self._defaults = database["survey_defaults"]

    async def read(self, organization: str) -> SurveyDefaults:
        document = await self._defaults.find_one({"_id": organization})
        if document is None:
            return SurveyDefaults(organization=organization)
        known = {**document, "organization": organization, "theme": understood(document["theme"], Theme)}
        return msgspec.convert(known, SurveyDefaults)

    async def replace(self, before: SurveyDefaults, after: SurveyDefaults) -> bool:
        """Compare-and-set on the version; False when it is another one by now."""
        document = {**msgspec.to_builtins(after), "_id": after.organization}
        del document["organization"]
        if before.version == 0:
            try:
                await self._defaults.insert_one(document)
            except DuplicateKeyError:
                return False
            return True
        query = {"_id": after.organization, "version": before.version}
        return (await self._defaults.replace_one(query, document)).modified_count == 1


class DefaultsService:
    def __init__(self, repository: DefaultsRepository, images: ImageShelf, audit: AuditTrail) -> None:
        self._repository = repository
        self._images = images
        self._audit = audit

    async def get(self, organization: str) -> SurveyDefaults:
        return await self._repository.read(organization)

    async def for_new(self, organization: str) -> SurveyDefaults:
        """The same without a logo that was deleted meanwhile: no survey could be published with it."""
        found = await self._repository.read(organization)
        if found.theme.logo is None or not await self._images.missing(organization, [found.theme.logo]):
            return found
        return msgspec.structs.replace(found, theme=msgspec.structs.replace(found.theme, logo=None))

    async def save(
        self, member: Member, theme: Theme, retention_days: RetentionDays | None, *, based_on: int
    ) -> SurveyDefaults:
        """Raises InvalidInput where the organization has no such logo; EditConflict when somebody else was first."""
        before = await self._repository.read(member.organization)
        if before.version != based_on:
            raise EditConflict(current=before.version)
        if theme.logo is not None and await self._images.missing(member.organization, [theme.logo]):
            raise InvalidInput(fields=(FieldError("There is no such image here.", "unknown_image", "theme.logo"),))
        version = before.version + 1
        after = msgspec.structs.replace(before, version=version, theme=theme, retention_days=retention_days)
        if not await self._repository.replace(before, after):
            raise EditConflict(current=(await self._repository.read(member.organization)).version)
        former, changed = changes_between(before.parts(), after.parts())
        if changed:
            await self._audit.record(
                member, "organization.survey_defaults_changed", member.organization, before=former, after=changed
            )
        return after
