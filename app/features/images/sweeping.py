"""Removing images that nothing shows any more: pictures are uploaded at once, and drafts lose them in a keystroke."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from app.core.clock import Clock
from app.features.audit.service import AuditTrail
from app.features.images.repository import ImageRepository
from app.features.images.service import on_record

GRACE = timedelta(days=1)
"""So long an image stays after it was first seen unused: an editor may bring it back by *Undo*."""
LOOK_EVERY = timedelta(days=7)
"""At one that is in use; one that is not is looked at in every pass."""


class ImageUses(Protocol):
    """Where images stand."""

    async def shows(self, organization: str, image_id: str) -> bool:
        """Whether a draft, a version or the organization's defaults name it."""


class ImageSweep:
    """One pass may run twice, and in two processes at once."""

    def __init__(self, images: ImageRepository, uses: ImageUses, audit: AuditTrail, clock: Clock) -> None:
        self._images = images
        self._uses = uses
        self._audit = audit
        self._clock = clock

    async def run(self) -> int:
        """How many images went. One goes only when pass after pass, for as long as GRACE, found it unused."""
        now, removed = self._clock(), 0
        for image in await self._images.to_look_at(now):
            if await self._uses.shows(image.organization, image.id):
                await self._images.found_used(image.id, look_at=now + LOOK_EVERY)
            elif image.unused_since is None:
                await self._images.found_unused(image.id, now)
            elif image.unused_since <= now - GRACE:
                info = await self._images.info(image.organization, image.id)
                if info is not None and await self._images.remove_unused(image):
                    await self._audit.record(
                        None, "image.deleted", image.id, organization=image.organization, before=on_record(info)
                    )
                    removed += 1
        return removed
