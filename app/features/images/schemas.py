"""What images look like over REST."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.features.images.model import ImageInfo, MediaType


class ImageResource(msgspec.Struct):
    """``size`` in bytes, ``width`` and ``height`` in pixels: of the image as it is kept, not as it was sent."""

    id: str
    media_type: MediaType
    width: int
    height: int
    size: int
    uploaded_at: datetime
    links: dict[str, str]

    @classmethod
    def of(cls, info: ImageInfo) -> ImageResource:
        return cls(
            id=info.id,
            media_type=info.media_type,
            width=info.width,
            height=info.height,
            size=info.size,
            uploaded_at=info.uploaded_at,
            links={"self": f"/api/v1/images/{info.id}"},
        )
