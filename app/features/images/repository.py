"""Images in MongoDB, each with its content in one document."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec

from app.features.images.model import ImageInfo, StoredImage
from app.infra.mongo import Database
from app.infra.numbering import Numbering

KIND = "images"


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
        await self._images.insert_one({**document, "content": image.content})

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
        found = [_info(document) async for document in self._images.find(query, {"content": 0})]
        return sorted(found, key=lambda info: -info.number)

    async def among(self, organization: str, ids: Collection[str]) -> set[str]:
        """Those of ``ids`` that the organization has."""
        found = self._images.find({"_id": {"$in": list(ids)}}, {"organization": 1})
        return {document["_id"] async for document in found if document["organization"] == organization}

    async def remove(self, organization: str, image_id: str) -> bool:
        """False where there was none."""
        result = await self._images.delete_one({"_id": image_id, "organization": organization})
        return result.deleted_count == 1


def _info(document: dict[str, Any]) -> ImageInfo:
    return msgspec.convert({**document, "id": document["_id"]}, ImageInfo)
