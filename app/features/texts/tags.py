"""The tags of a survey: kept as one list, so that names stay apart and an order is an order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from app.core.errors import EditConflict, FieldError, InvalidInput
from app.core.folding import folded
from app.core.identity import new_id
from app.core.principals import Member
from app.features.audit.service import AuditTrail
from app.features.surveys.service import SurveyService
from app.features.texts.model import Tag, TagColour, TagList, TagName
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class TagEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tag as it shall be; without ``id`` it is a new one."""

    name: TagName
    colour: TagColour = "grey"
    id: str | None = None


class TagLists:
    """The collection ``survey_tags``: a document for each survey that has any."""

    def __init__(self, database: Database) -> None:
        self._lists = database["survey_tags"]

    async def read(self, organization: str, survey: str) -> TagList:
        document = await self._lists.find_one({"_id": survey, "organization": organization})
        if document is None:
            return TagList(survey=survey, organization=organization)
        return msgspec.convert({**document, "survey": survey}, TagList)

    async def replace(self, before: TagList, after: TagList) -> bool:
        """Compare-and-set on the version; False when it is another one by now."""
        document = {**msgspec.to_builtins(after), "_id": after.survey}
        del document["survey"]
        if before.version == 0:
            try:
                await self._lists.insert_one(document)
            except DuplicateKeyError:
                return False
            return True
        query = {"_id": after.survey, "version": before.version}
        return (await self._lists.replace_one(query, document)).modified_count == 1


class TagService:
    def __init__(self, surveys: SurveyService, lists: TagLists, audit: AuditTrail) -> None:
        self._surveys = surveys
        self._lists = lists
        self._audit = audit

    async def get(self, member: Member, survey: str) -> TagList:
        """Raises NotFound, for a stranger's survey too."""
        await self._surveys.get(member.organization, survey)
        return await self._lists.read(member.organization, survey)

    async def save(self, member: Member, survey: str, edits: Sequence[TagEdit], *, based_on: int) -> TagList:
        """The tags as they shall be, in this order. One that is left out is off all texts.

        Raises:
            NotFound
            InvalidInput: a name stands twice, or an id is none of this survey's.
            EditConflict: somebody else saved first.
        """
        before = await self.get(member, survey)
        if before.version != based_on:
            raise EditConflict(current=before.version)
        problems = tuple(_problems(before, edits))
        if problems:
            raise InvalidInput(fields=problems)
        tags = tuple(Tag(edit.id or new_id("tag"), " ".join(edit.name.split()), edit.colour) for edit in edits)
        after = msgspec.structs.replace(before, version=before.version + 1, tags=tags)
        if not await self._lists.replace(before, after):
            raise EditConflict(current=(await self._lists.read(member.organization, survey)).version)
        if before.tags != after.tags:
            await self._audit.record(member, "tags.saved", survey, before=before.tags, after=after.tags)
        return after


def _problems(before: TagList, edits: Sequence[TagEdit]) -> Iterator[FieldError]:
    known, names, ids = before.ids(), set[str](), set[str]()
    for place, edit in enumerate(edits):
        name = folded(edit.name)
        if not name:
            yield FieldError("A tag needs a name.", "required", f"tags.{place}.name")
        elif name in names:
            yield FieldError("This name stands twice.", "duplicate_value", f"tags.{place}.name")
        names.add(name)
        if edit.id is None:
            continue
        if edit.id not in known:
            yield FieldError("This survey has no such tag.", "unknown_value", f"tags.{place}.id")
        elif edit.id in ids:
            yield FieldError("This id appears twice.", "duplicate_id", f"tags.{place}.id")
        ids.add(edit.id)
