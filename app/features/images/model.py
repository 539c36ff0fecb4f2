"""What an image is."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

MediaType = Literal["image/png", "image/jpeg", "image/webp"]


class Picture(msgspec.Struct, frozen=True):
    """An image as it is kept and sent: made by us, so it carries nothing but its pixels."""

    content: bytes
    media_type: MediaType
    width: int
    height: int


class ImageInfo(msgspec.Struct, frozen=True, kw_only=True):
    """All of a stored image but its content. ``number`` counts the organization's images from 1; ``digest`` is the
    SHA-256 (hex) of the content."""

    id: str
    organization: str
    number: int
    media_type: MediaType
    width: int
    height: int
    size: int
    digest: str
    uploaded_by: str
    uploaded_at: datetime


class StoredImage(msgspec.Struct, frozen=True):
    info: ImageInfo
    content: bytes


class LookedAt(msgspec.Struct, frozen=True):
    """An image as the upkeep sees it."""

    id: str
    organization: str
    unused_since: datetime | None
