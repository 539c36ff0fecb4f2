"""Images in MongoDB, each with its content in one document."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.features.images.model import ImageInfo, LookedAt, StoredImage
from app.infra.documents import readable
from app.infra.mongo import Database
from app.infra.numbering import Numbering

KIND = "images"
MOST_LOOKED_AT = 1_000
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class ImageRepository:
    def __init__(self, database: Database) -> None:
        self._images = database["images"]
        self._numbering = Numbering(database)

    async def next_number(self, organization: str) -> int:
        return await self._numbering.next(organization, KIND)

    async def latest_number(self, organization: str) -> int:
        return await self._numbering.latest(organization, KIND)

    async def add(self, image: StoredImage) -> None:
        document = msgspec.to_builtins(image.info, builtin_types=(datetime,))
        document["_id"] = document.pop("id")
        looks = {"look_at": image.info.uploaded_at, "unused_since": None}
        await self._images.insert_one({**document, **looks, "content": image.content})

    async def find(self, image_id: str) -> StoredImage | None:
        """Whoever knows the id may see the image."""
        document = await self._images.find_one({"_id": image_id})
        return StoredImage(_info(document), bytes(document["content"])) if document else None

    async def info(self, organization: str, image_id: str) -> ImageInfo | None:
        """What is known of an image of the organization."""
        document = await self._images.find_one({"_id": image_id, "organization": organization}, {"content": 0})
        return _info(document) if document else None

    async def numbered(self, organization: str, after: int, to: int) -> list[ImageInfo]:
        """Those with ``after < number <= to``, the highest first."""
        query = {"organization": organization, "number": {"$gt": after, "$lte": to}}
        found = readable(self._images.find(query, {"content": 0}), _info, "image")
        return sorted([info async for info in found], key=lambda info: -info.number)

    async def among(self, organization: str, ids: Collection[str]) -> set[str]:
        """Those of ``ids`` that the organization has."""
        found = self._images.find({"_id": {"$in": list(ids)}}, {"organization": 1})
        return {document["_id"] async for document in found if document["organization"] == organization}

    async def remove(self, organization: str, image_id: str) -> bool:
        """False where there was none."""
        result = await self._images.delete_one({"_id": image_id, "organization": organization})
        return result.deleted_count == 1

    async def to_look_at(self, now: datetime) -> list[LookedAt]:
        """Images of all organizations, at most MOST_LOOKED_AT, whose next look is due."""
        query = {"look_at": {"$gte": BEGINNING, "$lte": now}}
        fields = {"_id": 1, "organization": 1, "unused_since": 1}
        found = await self._images.find(query, fields).to_list(MOST_LOOKED_AT)
        return [LookedAt(one["_id"], one["organization"], one.get("unused_since")) for one in found]

    async def found_used(self, image_id: str, *, look_at: datetime) -> None:
        await self._images.update_one({"_id": image_id}, {"$set": {"look_at": look_at, "unused_since": None}})

    async def found_unused(self, image_id: str, at: datetime) -> None:
        """It stays due, so that the next pass looks again."""
        await self._images.update_one({"_id": image_id, "unused_since": None}, {"$set": {"unused_since": at}})

    async def remove_unused(self, image: LookedAt) -> bool:
        """False where it is gone, or another process has found a use of it since."""
        result = await self._images.delete_one({"_id": image.id, "unused_since": image.unused_since})
        return result.deleted_count == 1


def _info(document: dict[str, Any]) -> ImageInfo:
    return msgspec.convert({**document, "id": document["_id"]}, ImageInfo)
