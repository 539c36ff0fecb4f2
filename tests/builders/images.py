"""Small images of every kind, and one uploaded."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import Any

import httpx
from PIL import Image

from app.core.clock import utc_now
from app.features.images.model import ImageInfo, StoredImage
from app.features.images.repository import ImageRepository
from app.infra.mongo import Database
from tests.builders.rest import Caller

PLACE = "Behind the third tree"


def image_bytes(form: str = "PNG", size: tuple[int, int] = (40, 20), *, mode: str = "RGB", **options: Any) -> bytes:
    """A file of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, "#804020").save(out, form, **options)
    return out.getvalue()


def with_metadata() -> bytes:
    """A photograph with the place where it was taken, held sideways."""
    exif = Image.Exif()
    exif[0x0112] = 6  # the orientation: turn by 90 degrees
    exif[0x010E] = PLACE
    return image_bytes("JPEG", exif=exif, comment=PLACE)


async def uploaded(caller: Caller, content: bytes | None = None, media_type: str = "image/png") -> httpx.Response:
    """The answer to an upload."""
    body = image_bytes() if content is None else content
    return await caller.call("POST", "/images", content=body, headers={"content-type": media_type})


async def stored_images(database: Database, organization: str, ids: Iterable[str]) -> None:
    """The same small image under each of these ids, as if uploaded; for surveys that show pictures."""
    content = image_bytes()
    repository = ImageRepository(database)
    for number, image_id in enumerate(ids, start=1):
        info = ImageInfo(
            id=image_id,
            organization=organization,
            number=number,
            media_type="image/png",
            width=40,
            height=20,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            uploaded_by="usr_1",
            uploaded_at=utc_now(),
        )
        await repository.add(StoredImage(info, content))
