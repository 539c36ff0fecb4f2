"""Taking in images and giving them out."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Collection

from app.core.clock import Clock
from app.core.errors import NotFound, TooLarge
from app.core.identity import new_id
from app.core.principals import Member
from app.features.audit.service import AuditTrail
from app.features.images.model import ImageInfo, Picture, StoredImage
from app.features.images.pixels import MAX_UPLOAD_BYTES, picture_of
from app.features.images.repository import ImageRepository

MAX_AT_ONCE = 2
"""Each image on its way takes some 100 MB."""


class ImageService:
    def __init__(self, repository: ImageRepository, audit: AuditTrail, clock: Clock) -> None:
        self._repository = repository
        self._audit = audit
        self._clock = clock
        self._places = asyncio.Semaphore(MAX_AT_ONCE)

    async def upload(self, member: Member, content: bytes) -> ImageInfo:
        """Keep an image, written anew. Raises TooLarge, and InvalidInput as ``picture_of`` says."""
        if len(content) > MAX_UPLOAD_BYTES:
            raise TooLarge(f"An image may have at most {MAX_UPLOAD_BYTES // 1024 // 1024} MB.")
        return await self.add(member, await self.read(content))

    async def read(self, content: bytes) -> Picture:
        """An image of any size, written anew and not kept. Raises InvalidInput as ``picture_of`` says."""
        async with self._places:
            return await asyncio.to_thread(picture_of, content)

    async def add(self, member: Member, picture: Picture) -> ImageInfo:
        """Keep what ``read`` gave."""
        info = ImageInfo(
            id=new_id("img"),
            organization=member.organization,
            number=await self._repository.next_number(member.organization),
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            size=len(picture.content),
            digest=hashlib.sha256(picture.content).hexdigest(),
            uploaded_by=member.user,
            uploaded_at=self._clock(),
        )
        await self._repository.add(StoredImage(info, picture.content))
        await self._audit.record(member, "image.uploaded", info.id, after=on_record(info))
        return info

    async def get(self, image_id: str) -> StoredImage:
        """Raises NotFound."""
        found = await self._repository.find(image_id)
        if found is None:
            raise NotFound
        return found

    async def latest_number(self, organization: str) -> int:
        """Where the list of an organization's images begins."""
        return await self._repository.latest_number(organization)

    async def numbered(self, organization: str, after: int, to: int) -> list[ImageInfo]:
        """A stretch of that list, the newest first."""
        return await self._repository.numbered(organization, after, to)

    async def missing(self, organization: str, ids: Collection[str]) -> set[str]:
        """Those of ``ids`` that the organization does not have."""
        return set(ids) - await self._repository.among(organization, ids) if ids else set()

    async def delete(self, member: Member, image_id: str) -> None:
        """Whoever shows it still, in a published version too, shows its text alternative. Raises NotFound."""
        info = await self._repository.info(member.organization, image_id)
        if info is None or not await self._repository.remove(member.organization, image_id):
            raise NotFound
        await self._audit.record(member, "image.deleted", image_id, before=on_record(info))


def on_record(info: ImageInfo) -> dict[str, object]:
    """What the audit trail says of an image."""
    return {"media_type": info.media_type, "size": info.size, "digest": info.digest}
